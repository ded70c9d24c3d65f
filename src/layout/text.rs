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

/// Whether a font has a sign for a letter.
pub fn has_glyph(font: &[u8], letter: char) -> bool {
    let face = Face::parse(font, 0);
    face.is_ok_and(|face| face.glyph_index(letter).is_some())
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

/// Width of a text in pixels at a size. A character that the font lacks is as wide as those of its script are, and counts as
/// one em where nothing is known of it, which is what Chinese takes.
pub fn text_width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars().map(|c| advance(c, size, weight)).sum()
}

/// The characters whose advances are looked up once: Latin with its accents.
const COMMON: usize = 0x250;

/// How far a common character takes the next one, in the font's own units; nothing where the font lacks it.
fn common(weight: Weight) -> &'static [Option<u16>] {
    static REGULAR_ADVANCES: OnceLock<Vec<Option<u16>>> = OnceLock::new();
    static BOLD_ADVANCES: OnceLock<Vec<Option<u16>>> = OnceLock::new();
    let all = || {
        (0..COMMON as u32)
            .map(|code| units(char::from_u32(code)?, weight))
            .collect()
    };
    match weight {
        Weight::Regular => REGULAR_ADVANCES.get_or_init(all),
        Weight::Bold => BOLD_ADVANCES.get_or_init(all),
    }
}

/// How far a character takes the next one, in the font's own units.
fn units(c: char, weight: Weight) -> Option<u16> {
    let face = face(weight);
    let glyph = face.glyph_index(c)?;
    face.glyph_hor_advance(glyph)
}

/// How far a character takes the next one.
fn advance(c: char, size: f64, weight: Weight) -> f64 {
    let scale = size / f64::from(face(weight).units_per_em());
    let common = common(weight).get(c as usize).copied();
    match common.unwrap_or_else(|| units(c, weight)) {
        Some(advance) => f64::from(advance) * scale,
        None => size * em_of_others(c),
    }
}

/// How wide a character is that the font lacks, as a share of an em: about as wide as the letters of its script are.
fn em_of_others(c: char) -> f64 {
    match c {
        _ if c.is_control() => 0.0,
        // Signs on other letters, and what only directs how they stand.
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}' => 0.0,
        // Hebrew, and Arabic, whose letters join.
        '\u{5d0}'..='\u{5f4}' => 0.62,
        '\u{600}'..='\u{6ff}' => 0.56,
        _ => 1.0,
    }
}

/// Breaks a text into lines of at most a width; a line that would be one too many ends in an ellipsis.
pub fn wrap(text: &str, size: f64, weight: Weight, width: f64, most_lines: usize) -> Vec<String> {
    let measure = Measure {
        size,
        weight,
        width,
    };
    let mut lines = measure.lines(text, most_lines);
    if lines.len() > most_lines {
        lines.truncate(most_lines);
        if let Some(last) = lines.last_mut() {
            measure.end_in_ellipsis(last);
        }
    }
    measure.balance(lines)
}

/// How wide a line may be, of words of a size and a weight.
struct Measure {
    size: f64,
    weight: Weight,
    width: f64,
}

impl Measure {
    fn width_of(&self, text: &str) -> f64 {
        text_width(text, self.size, self.weight)
    }

    fn fits(&self, text: &str) -> bool {
        self.width_of(text) <= self.width
    }

    /// The width of a text that goes on where a line of some width ends.
    fn with(&self, line: f64, text: &str) -> f64 {
        let letters = text
            .chars()
            .map(|letter| advance(letter, self.size, self.weight));
        letters.fold(line, |sum, letter| sum + letter)
    }

    /// The lines of a text; no more are broken once there are too many.
    fn lines(&self, text: &str, most_lines: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        // The width of a line is kept, so that a line may be as long as a wide drawing lets it be.
        let (mut line, mut width) = (String::new(), 0.0);
        for word in text.split_whitespace() {
            let gap = if line.is_empty() { "" } else { " " };
            let longer = self.with(self.with(width, gap), word);
            if longer <= self.width {
                line.extend([gap, word]);
                width = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, &mut lines);
            width = self.with(0.0, &line);
            if lines.len() > most_lines {
                break;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    fn end_in_ellipsis(&self, line: &mut String) {
        while !line.is_empty() && !self.fits(&format!("{line}…")) {
            line.pop();
        }
        *line = format!("{}…", line.trim_end());
    }

    /// A word that is too long for a line is cut.
    fn broken(&self, word: &str, lines: &mut Vec<String>) -> String {
        let (mut rest, mut width) = (String::new(), 0.0);
        for c in word.chars() {
            let letter = advance(c, self.size, self.weight);
            if !rest.is_empty() && width + letter > self.width {
                lines.push(std::mem::take(&mut rest));
                width = 0.0;
            }
            rest.push(c);
            width += letter;
        }
        rest
    }

    /// Avoids a single short word on the last line by narrowing the lines before it.
    fn balance(&self, mut lines: Vec<String>) -> Vec<String> {
        if let [.., before, last] = lines.as_mut_slice()
            && let Some((shorter, longer)) = self.balanced(before, last)
        {
            (*before, *last) = (shorter, longer);
        }
        lines
    }

    /// Two lines with the last word of the first moved to the second, where that one is short and has room.
    fn balanced(&self, before: &str, last: &str) -> Option<(String, String)> {
        let short = self.width_of(last) < 0.3 * self.width_of(before);
        let (head, tail) = before.rsplit_once(' ')?;
        let joined = format!("{tail} {last}");
        let wanted = short && !last.ends_with('…') && !head.is_empty();
        (wanted && self.fits(&joined)).then(|| (head.to_owned(), joined))
    }
}
