//! The colours of the marks, measured: contrast (WCAG 2.2), and the distances between hues (CIEDE2000, Sharma, Wu and Dalal 2005)
//! as they are and as seen by people who lack one kind of cones (Machado, Oliveira and Fernandes 2009).

use impasse::marks::{HUES, Ink};

type Rgb = [f64; 3];

/// Matrices on linear RGB for somebody who sees everything, and for each of three kinds of colour blindness.
const EYES: [(&str, [Rgb; 3]); 4] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanope",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranope",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanope",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn linear(hex: &str) -> Rgb {
    let channel = |at: usize| {
        let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    [channel(1), channel(3), channel(5)]
}

fn dot(one: Rgb, other: Rgb) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn luminance(colour: &str) -> f64 {
    dot(linear(colour), [0.2126, 0.7152, 0.0722])
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
    a.max(b) / a.min(b)
}

/// L*, a* and b* under daylight.
fn lab(colour: &str, eye: &[Rgb; 3]) -> Rgb {
    let seen = linear(colour);
    let rgb = eye.map(|row| dot(row, seen).clamp(0.0, 1.0));
    let xyz = [
        dot(rgb, [0.412_456, 0.357_576, 0.180_438]) / 0.950_47,
        dot(rgb, [0.212_673, 0.715_152, 0.072_175]),
        dot(rgb, [0.019_334, 0.119_192, 0.950_304]) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|t| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The distance of two colours as people tell them apart.
fn distance([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb) -> f64 {
    let mean = f64::midpoint(a1.hypot(b1), a2.hypot(b2)).powi(7);
    let stretch = 1.0 + 0.5 * (1.0 - (mean / (mean + 25f64.powi(7))).sqrt());
    let (a1, a2) = (a1 * stretch, a2 * stretch);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let turn = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (turn(a1, b1), turn(a2, b2));
    let mut between = h2 - h1;
    if between.abs() > 180.0 {
        between -= 360.0 * between.signum();
    }
    let hue = 2.0 * (c1 * c2).sqrt() * (between / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = (h1 + between / 2.0).rem_euclid(360.0);
    let cosine = |times: f64, less: f64| (times * h - less).to_radians().cos();
    let t = 1.0 - 0.17 * cosine(1.0, 30.0) + 0.24 * cosine(2.0, 0.0) + 0.32 * cosine(3.0, -6.0)
        - 0.20 * cosine(4.0, 63.0);
    let by_l = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (by_c, by_h) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let c7 = c.powi(7);
    let rotated = 60.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rotation = -2.0 * (c7 / (c7 + 25f64.powi(7))).sqrt() * rotated.to_radians().sin();
    let (dl, dc, dh) = ((l2 - l1) / by_l, (c2 - c1) / by_c, hue / by_h);
    (dl * dl + dc * dc + dh * dh + rotation * dc * dh).sqrt()
}

/// The least distance among some of the first hues, as an eye sees them.
fn least(
    count: usize,
    eye: &[Rgb; 3],
    look: impl Fn(&(&'static str, &'static str)) -> &'static str,
) -> f64 {
    let seen: Vec<Rgb> = HUES[..count]
        .iter()
        .map(|hue| lab(look(hue), eye))
        .collect();
    let pairs = seen.iter().enumerate();
    let pairs = pairs.flat_map(|(at, one)| seen[at + 1..].iter().map(move |other| (*one, *other)));
    pairs
        .map(|(one, other)| distance(one, other))
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn the_formula_gives_the_published_distances() {
    // Three pairs of the table of Sharma, Wu and Dalal.
    let pairs = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        (
            [2.0776, 0.0795, -1.1350],
            [0.9033, -0.0636, -0.5514],
            0.9082,
        ),
    ];
    for (one, other, published) in pairs {
        let found = distance(one, other);
        assert!(
            (found - published).abs() < 0.0001,
            "{found} for {published}"
        );
    }
}

#[test]
fn words_can_be_read_on_what_they_stand_on() {
    let on_paper = [(Ink::Ink, 12.0), (Ink::Mute, 5.5)];
    for (ink, enough) in on_paper {
        for (words, paper) in [
            (ink.light(), Ink::Paper.light()),
            (ink.dark(), Ink::Paper.dark()),
        ] {
            assert!(
                contrast(words, paper) >= enough,
                "{ink:?}: {}",
                contrast(words, paper)
            );
        }
    }
    for number in 0..=HUES.len() {
        let hue = Ink::Party(number);
        for (letters, ground) in [(Ink::On.light(), hue.light()), (Ink::On.dark(), hue.dark())] {
            let found = contrast(letters, ground);
            assert!(found >= 4.5, "letters on hue {number}: {found:.2}");
        }
    }
}

#[test]
fn the_first_hues_are_told_apart_by_everybody() {
    for (eye, matrix) in EYES {
        for (look, name) in [(0, "light"), (1, "dark")] {
            let of = |hue: &(&'static str, &'static str)| if look == 0 { hue.0 } else { hue.1 };
            let (three, five, all) = (
                least(3, &matrix, of),
                least(5, &matrix, of),
                least(HUES.len(), &matrix, of),
            );
            // Three are told apart by their hue alone; of more, the letters on the discs tell.
            assert!(three >= 12.0, "{eye}, {name}: three are {three:.1} apart");
            assert!(five >= 6.0, "{eye}, {name}: five are {five:.1} apart");
            assert!(
                all >= 1.0,
                "{eye}, {name}: two hues are the same ({all:.1})"
            );
        }
    }
}

#[test]
fn in_grey_the_first_three_differ() {
    let grey = |colour: &str| lab(colour, &EYES[0].1)[0];
    let mut three: Vec<f64> = HUES[..3].iter().map(|hue| grey(hue.0)).collect();
    three.sort_by(f64::total_cmp);
    assert!(
        three[1] - three[0] >= 6.0 && three[2] - three[1] >= 6.0,
        "{three:?}"
    );
}
