//! What the tests of pictures share: the marks of a sheet, their colours, and that no word stands on another.

use impasse::layout::{Rect, text_width};
use impasse::marks::{Anchor, Face, Form, Ink, Mark, MarkKind, Part, Run, Scene};

pub fn marks_of(scene: &Scene, kind: MarkKind) -> impl Iterator<Item = &Mark> {
    scene
        .marks()
        .into_iter()
        .filter(move |mark| mark.kind == kind)
}

pub fn inks(parts: &[Part]) -> Vec<Ink> {
    let each = parts.iter().flat_map(|part| match part {
        Part::Mark(mark) => inks(&mark.parts),
        Part::Shape(shape) => {
            let stroke = shape.stroke.map(|stroke| stroke.ink);
            shape.fill.into_iter().chain(stroke).collect()
        }
    });
    each.collect()
}

/// No word leaves the sheet, and none stands on another.
pub fn words_stay_on_the_sheet_and_apart(told: &str, scene: &Scene) {
    let mut words = Vec::new();
    collect_words(&scene.parts, &mut words);
    words.sort_by(|one, other| one.0.y.total_cmp(&other.0.y));
    for (at, (area, text)) in words.iter().enumerate() {
        let (w, h) = (scene.width + 0.5, scene.height + 0.5);
        assert!(
            area.x >= -0.5 && area.right() <= w && area.bottom() <= h,
            "`{text}` leaves the sheet of {w} x {h}: {area:?}\n{}",
            told
        );
        let later = words[at + 1..].iter();
        for (other, more) in later.take_while(|(other, _)| other.y < area.bottom()) {
            assert!(
                !area.overlaps(other),
                "`{text}` and `{more}` stand on each other on a sheet of {w}\n{}",
                told
            );
        }
    }
}

/// The areas of all words but those in marks of a few letters, and those along an arc.
fn collect_words(parts: &[Part], words: &mut Vec<(Rect, String)>) {
    for part in parts {
        match part {
            Part::Mark(mark) => collect_words(&mark.parts, words),
            Part::Shape(shape) => {
                if let Form::Words(at, face, runs) = &shape.form {
                    let text: String = runs.iter().map(|run| run.words.as_str()).collect();
                    let w = width(*face, runs);
                    let x = match face.anchor {
                        Anchor::Start => at.x,
                        Anchor::Middle => at.x - w / 2.0,
                        Anchor::End => at.x - w,
                    };
                    // From the top of small letters to the line, which is what must not be struck.
                    let h = face.size * 0.55;
                    let area = Rect {
                        x,
                        y: at.y - h,
                        w,
                        h,
                    };
                    words.push((area, text));
                }
            }
        }
    }
}

fn width(face: Face, runs: &[Run]) -> f64 {
    let each = runs.iter().map(|run| {
        let size = if run.raised {
            (face.size * 0.7).max(9.0)
        } else {
            face.size
        };
        text_width(&run.words, size, run.weight) + face.track * run.words.chars().count() as f64
    });
    each.sum()
}
