//! The font inside what we write, so that a picture or a page looks the same wherever it is opened: as many parts of it as the
//! letters of the text need.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The letters of a part of the font, in its regular and its heavy cut, as they were cut out of `assets/fonts/Inter-*.otf`.
struct Part {
    letters: &'static [RangeInclusive<u32>],
    cuts: [&'static [u8]; 2],
}

/// The weights of the cuts, as pages name them.
const WEIGHTS: [&str; 2] = ["400", "600 700"];

macro_rules! part {
    ($name:literal, $letters:expr) => {
        Part {
            letters: $letters,
            cuts: [
                include_bytes!(concat!(
                    "../../assets/fonts/web/Inter-Regular.",
                    $name,
                    ".woff2"
                )),
                include_bytes!(concat!(
                    "../../assets/fonts/web/Inter-SemiBold.",
                    $name,
                    ".woff2"
                )),
            ],
        }
    };
}

/// The parts: no two have a letter in common.
const PARTS: [Part; 4] = [
    part!("latin", &[0x20..=0xff, 0x2000..=0x2fff]),
    part!("latin-ext", &[0x100..=0x36f]),
    part!("greek", &[0x370..=0x3ff]),
    part!("cyrillic", &[0x400..=0x4ff]),
];

/// The rules by which a page or a picture has the font for a text.
pub(super) fn font_faces(text: &str) -> String {
    let mut rules = String::new();
    let used = PARTS.iter().filter(|part| part.is_used_by(text));
    for (part, (cut, weight)) in
        used.flat_map(|part| part.cuts.iter().zip(WEIGHTS).map(move |one| (part, one)))
    {
        let font = STANDARD.encode(cut);
        let letters = part.unicode_range();
        let _ = write!(
            rules,
            "@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{font}) format(\"woff2\");unicode-range:{letters}}}"
        );
    }
    rules
}

impl Part {
    fn is_used_by(&self, text: &str) -> bool {
        let has = |letter: char| {
            self.letters
                .iter()
                .any(|range| range.contains(&u32::from(letter)))
        };
        text.chars().any(has)
    }

    /// Its letters as pages name them: `U+20-FF,U+2000-2FFF`.
    fn unicode_range(&self) -> String {
        let ranges = self.letters.iter();
        let ranges = ranges.map(|range| format!("U+{:X}-{:X}", range.start(), range.end()));
        ranges.collect::<Vec<_>>().join(",")
    }
}
