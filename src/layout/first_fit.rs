//! Things beside one another in as few rows as a simple rule finds: each goes into the first row that has room for it.

/// Where the last thing of each row ends.
#[derive(Default)]
pub(super) struct FirstFit {
    ends: Vec<f64>,
}

impl FirstFit {
    /// With one empty row, which is there even if nothing comes.
    pub fn with_a_row() -> Self {
        Self {
            ends: vec![f64::NEG_INFINITY],
        }
    }

    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// The row of what takes a stretch; things come from left to right.
    pub fn row_of(&mut self, from: f64, to: f64) -> usize {
        let free = self.ends.iter().position(|end| *end <= from);
        let row = free.unwrap_or(self.ends.len());
        if row == self.ends.len() {
            self.ends.push(to);
        } else {
            self.ends[row] = to;
        }
        row
    }
}
