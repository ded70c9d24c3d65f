//! Bytes as throws of dice, so that what a generator makes changes a little where a byte does. When they are used up it goes
//! on with numbers that are always the same.

use std::vec::IntoIter;

/// The generator.
pub struct Dice {
    bytes: IntoIter<u8>,
    state: u64,
}

impl Dice {
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: Vec::from(bytes).into_iter(),
            state: 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// A number from 0 to one less than the sides.
    pub fn roll(&mut self, sides: u64) -> u64 {
        let thrown = self.bytes.next().map(u64::from);
        thrown.unwrap_or_else(|| self.next()) % sides
    }

    /// The same for an index.
    pub fn below(&mut self, sides: usize) -> usize {
        self.roll(sides as u64) as usize
    }

    /// Whether something happens that happens so many times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    /// One of some words.
    pub fn pick<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.below(of.len())]
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state >> 11
    }
}
