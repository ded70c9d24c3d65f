//! What a set costs.

use std::ops::Add;

/// The most members of all sets listed together.
const MOST_MEMBERS: usize = 20_000;
/// So many sets are listed however large they are.
const ALWAYS_LISTED: usize = 10;

/// What a set costs: red lines before members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cost {
    pub red_lines: u32,
    pub members: u32,
}

impl Cost {
    /// What one member costs, which may be a red line.
    pub fn of_one(is_red_line: bool) -> Self {
        Self {
            red_lines: u32::from(is_red_line),
            members: 1,
        }
    }

    /// How many sets that cost so much are listed at most: fewer the larger they are.
    pub fn most_listed(self) -> usize {
        (MOST_MEMBERS / (self.members.max(1) as usize)).max(ALWAYS_LISTED)
    }

    /// What is left of it once something is paid; `None` where it is not enough.
    pub fn less(self, paid: Self) -> Option<Self> {
        Some(Self {
            red_lines: self.red_lines.checked_sub(paid.red_lines)?,
            members: self.members.checked_sub(paid.members)?,
        })
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            red_lines: self.red_lines + other.red_lines,
            members: self.members + other.members,
        }
    }
}
