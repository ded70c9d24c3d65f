//! A small generator of numbers (xorshift) for random models and drawings: the same on every machine, so that a failing
//! case can be told by its seed. Shared by the tests and the benchmarks.

/// The generator, begun with an odd seed.
pub struct Dice(pub u64);

#[allow(dead_code, reason = "each test and benchmark throws them its own way")]
impl Dice {
    /// A number from 0 to one less than the sides.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
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
}
