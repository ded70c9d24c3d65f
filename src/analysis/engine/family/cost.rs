//! What a set costs.

use std::ops::Add;

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
