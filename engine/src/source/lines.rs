//! Lines and columns of a text: between a byte and what an editor shows, both ways.
//!
//! A column counts code points, so that finding one means counting. The count is kept for every few hundred bytes,
//! once for a file; a question then counts no further than from the nearest of these, however long its line is.

/// How many bytes lie between two places where the code points are counted.
const STEP: usize = 256;

/// Where the lines of one text begin, and how many code points begin before every so many bytes.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// How many code points begin before each multiple of [`STEP`].
    counted: Vec<usize>,
}

impl Lines {
    /// Counts a text once.
    ///
    /// ```
    /// use impasse_engine::source::Lines;
    /// let text = "one\nzwölf drei";
    /// let lines = Lines::of(text);
    /// assert_eq!(lines.line_column(text, 11), (2, 7));
    /// assert_eq!(lines.byte(text, 2, 6), 11);
    /// ```
    pub fn of(text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut total = 0;
        let counted = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = total;
            total += begun(chunk);
            before
        });
        Self {
            counted: counted.collect(),
            starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// Line and column of a byte, both from 1.
    pub fn line_column(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.line_of(byte);
        let start = self.starts[line - 1];
        let column = self.points_before(text, byte) - self.points_before(text, start);
        (line, column + 1)
    }

    /// The bytes of the line that a byte is in, without its end.
    pub fn around(&self, text: &str, byte: usize) -> std::ops::Range<usize> {
        let line = self.line_of(byte);
        self.starts[line - 1]..self.end_of(text, line)
    }

    /// The byte at a line, from 1, and so many code points into it; the end of the line where it is shorter.
    pub fn byte(&self, text: &str, line: usize, points: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else {
            return text.len();
        };
        let wanted = self.points_before(text, start).saturating_add(points);
        self.byte_of_point(text, wanted).min(self.after(text, line))
    }

    /// The number of the line that a byte is in, from 1.
    pub fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }

    /// The first byte after a line and its end.
    fn after(&self, text: &str, line: usize) -> usize {
        let next = self.starts.get(line.max(1)).copied();
        next.unwrap_or(text.len())
    }

    fn end_of(&self, text: &str, line: usize) -> usize {
        match self.starts.get(line) {
            Some(next) => next - 1,
            None => text.len(),
        }
    }

    /// How many code points begin before a byte.
    fn points_before(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        // The end of a text whose length is a whole number of steps lies in the step before.
        let step = (byte / STEP).min(self.counted.len().saturating_sub(1));
        let counted = self.counted.get(step).copied().unwrap_or(0);
        counted + begun(&text.as_bytes()[step * STEP..byte])
    }

    /// Where the code point of that number begins, counted from 0 through the whole text.
    fn byte_of_point(&self, text: &str, point: usize) -> usize {
        let step = self.counted.partition_point(|before| *before <= point);
        let Some(step) = step.checked_sub(1) else {
            return 0;
        };
        let into = point - self.counted[step];
        if self.has_single_bytes(step) {
            return step * STEP + into;
        }
        let bytes = text.as_bytes()[step * STEP..].iter().enumerate();
        let mut starts = bytes.filter(|(_, byte)| is_first(**byte));
        let found = starts.nth(into);
        found.map_or(text.len(), |(at, _)| step * STEP + at)
    }
}

impl Lines {
    /// Whether each code point of a stretch is one byte, so that nothing has to be counted.
    fn has_single_bytes(&self, step: usize) -> bool {
        self.counted.get(step + 1) == Some(&(self.counted[step] + STEP))
    }
}

/// How many code points begin in some bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_first(**byte)).count()
}

/// Whether a byte is the first of a code point.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::Lines;

    /// What the index says, against counting from the beginning.
    #[test]
    fn every_byte_of_long_and_short_lines_both_ways() {
        let long = "ä€𝄞x".repeat(200);
        for text in [
            "",
            "a",
            "a\n",
            "\n\nä",
            &long,
            &format!("{long}\n{long}\r\nz\n"),
        ] {
            let lines = Lines::of(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = &text[..byte];
                let row = before.rsplit('\n').next().unwrap_or("");
                let counted = (before.matches('\n').count() + 1, row.chars().count() + 1);
                assert_eq!(lines.line_column(text, byte), counted, "byte {byte}");
                assert_eq!(lines.byte(text, counted.0, counted.1 - 1), byte);
            }
        }
    }

    #[test]
    fn beyond_the_end_of_a_line_and_of_the_text() {
        let text = "ab\ncd";
        let lines = Lines::of(text);
        assert_eq!(lines.byte(text, 1, 9), 3);
        assert_eq!(lines.byte(text, 9, 0), 5);
        assert_eq!(lines.around(text, 1), 0..2);
        assert_eq!(lines.around(text, 4), 3..5);
        assert_eq!(lines.line_column(text, 99), (2, 3));
    }
}
