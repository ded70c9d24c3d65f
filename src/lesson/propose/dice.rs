//! Numbers by chance that are the same on every machine (SplitMix64: Steele, Lea and Flood, *Fast Splittable Pseudorandom
//! Number Generators*, 2014).

pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one less than `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        let sides = u64::try_from(sides).expect("an index fits");
        usize::try_from(self.next() % sides).expect("it is below an index")
    }

    /// A number from 1 to `most`, or the same below zero.
    pub fn either_way(&mut self, most: usize) -> i64 {
        let by = 1 + self.below(most) as i64;
        if self.below(2) == 0 { by } else { -by }
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
