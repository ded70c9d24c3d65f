//! Widths of text in the font that we ship, so that drawings are the same on every machine.

use std::sync::OnceLock;

use ttf_parser::Face;

/// The regular cut of the shipped font.
const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
/// The bold cut of the shipped font.
const BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

/// The cuts of the shipped font, for whoever draws the text.
pub const FONTS: [&[u8]; 2] = [REGULAR, BOLD];

/// The letters of a text that the shipped font cannot draw, once each.
pub fn without_glyph(text: &str) -> std::collections::BTreeSet<char> {
    let shown =
        |c: &char| !c.is_whitespace() && !c.is_control() && !('\u{200b}'..='\u{200f}').contains(c);
    text.chars()
        .filter(shown)
        .filter(|&c| face(Weight::Regular).glyph_index(c).is_none())
        .collect()
}

/// A cut of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Body text.
    Regular,
    /// Titles and names.
    Bold,
}

fn face(weight: Weight) -> &'static Face<'static> {
    static REGULAR_FACE: OnceLock<Face<'static>> = OnceLock::new();
    static BOLD_FACE: OnceLock<Face<'static>> = OnceLock::new();
    let parse = |data| Face::parse(data, 0).expect("the shipped font is a font");
    match weight {
        Weight::Regular => REGULAR_FACE.get_or_init(|| parse(REGULAR)),
        Weight::Bold => BOLD_FACE.get_or_init(|| parse(BOLD)),
    }
}

/// Width of a text in pixels at a size. A character that the font lacks counts as one em, which is
/// what scripts with wide characters take.
pub fn text_width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = face(weight);
    let scale = size / f64::from(face.units_per_em());
    let advance = |c: char| match face
        .glyph_index(c)
        .and_then(|glyph| face.glyph_hor_advance(glyph))
    {
        Some(advance) => f64::from(advance) * scale,
        None if c.is_control()
            || ('\u{300}'..='\u{36f}').contains(&c)
            || ('\u{200b}'..='\u{200f}').contains(&c) =>
        {
            0.0
        }
        None => size,
    };
    text.chars().map(advance).sum()
}

/// Breaks a text into lines of at most a width; a line that would be one too many ends in an ellipsis.
pub fn wrap(text: &str, size: f64, weight: Weight, width: f64, most_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if text_width(&longer, size, weight) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = broken(word, size, weight, width, &mut lines);
        if lines.len() > most_lines {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most_lines {
        lines.truncate(most_lines);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && text_width(&format!("{last}…"), size, weight) > width {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
    }
    balance(lines, size, weight, width)
}

/// A word that is too long for a line is cut.
fn broken(word: &str, size: f64, weight: Weight, width: f64, lines: &mut Vec<String>) -> String {
    let mut rest = String::new();
    for c in word.chars() {
        if !rest.is_empty() && text_width(&format!("{rest}{c}"), size, weight) > width {
            lines.push(std::mem::take(&mut rest));
        }
        rest.push(c);
    }
    rest
}

/// Avoids a single short word on the last line by narrowing the lines before it.
fn balance(lines: Vec<String>, size: f64, weight: Weight, width: f64) -> Vec<String> {
    let [.., before, last] = lines.as_slice() else {
        return lines;
    };
    let short = text_width(last, size, weight) < 0.3 * text_width(before, size, weight);
    let Some((head, tail)) = before
        .rsplit_once(' ')
        .filter(|_| short && !last.ends_with('…'))
    else {
        return lines;
    };
    let joined = format!("{tail} {last}");
    if text_width(&joined, size, weight) > width || head.is_empty() {
        return lines;
    }
    let mut balanced = lines[..lines.len() - 2].to_vec();
    balanced.extend([head.to_owned(), joined]);
    balanced
}
