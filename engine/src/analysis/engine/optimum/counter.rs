//! Counters over literals (totalizers, Bailleux and Boufkhad 2003), built only as far as they are asked.

use batsat::Lit;

use super::patient::PatientSolver;

/// How many of some literals hold, in unary: a tree of smaller counters.
struct Counter {
    size: usize,
    parts: Option<(usize, usize)>,
    /// `reached[n]` holds where more than `n` literals do.
    reached: Vec<Lit>,
}

/// All counters, by number.
#[derive(Default)]
pub(super) struct Counters(Vec<Counter>);

impl Counters {
    /// A balanced tree over literals; the number of its root.
    pub fn over(&mut self, lits: &[Lit]) -> usize {
        let made = match lits {
            [one] => Counter {
                size: 1,
                parts: None,
                reached: vec![*one],
            },
            _ => {
                let (left, right) = lits.split_at(lits.len() / 2);
                Counter {
                    size: lits.len(),
                    parts: Some((self.over(left), self.over(right))),
                    reached: Vec::new(),
                }
            }
        };
        self.0.push(made);
        self.0.len() - 1
    }

    /// The literal that more than so many of a counter's literals hold; `None` where there are not so many.
    pub fn more_than(
        &mut self,
        counter: usize,
        at_most: usize,
        solver: &mut PatientSolver,
    ) -> Option<Lit> {
        if at_most >= self.0[counter].size {
            return None;
        }
        self.extend(counter, at_most + 1, solver);
        Some(self.0[counter].reached[at_most])
    }

    /// Builds a counter as far as a number.
    fn extend(&mut self, counter: usize, to: usize, solver: &mut PatientSolver) {
        let to = to.min(self.0[counter].size);
        let from = self.0[counter].reached.len();
        let Some((left, right)) = self.0[counter].parts.filter(|_| to > from) else {
            return;
        };
        self.extend(left, to, solver);
        self.extend(right, to, solver);
        let new = (from..to).map(|_| solver.new_lit());
        self.0[counter].reached.extend(new);
        for (i, j) in self.sums(left, right, (from, to)) {
            solver.clause(self.sum_is_reached(counter, i, j));
        }
    }

    /// Pairs of numbers that two counters may reach, whose sums are above one number and up to another.
    fn sums(&self, left: usize, right: usize, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
        let most = |part: usize| self.0[part].size.min(to);
        let mut pairs = Vec::new();
        for i in 0..=most(left) {
            let lowest = (from + 1).saturating_sub(i);
            pairs.extend((lowest..=most(right).min(to - i)).map(|j| (i, j)));
        }
        pairs
    }

    /// That where the parts of a counter reach two numbers, it reaches their sum.
    fn sum_is_reached(&self, counter: usize, i: usize, j: usize) -> Vec<Lit> {
        let Counter { parts, reached, .. } = &self.0[counter];
        let mut clause = vec![reached[i + j - 1]];
        for (part, number) in parts
            .iter()
            .flat_map(|(left, right)| [(left, i), (right, j)])
        {
            let at = number.checked_sub(1);
            clause.extend(at.map(|at| !self.0[*part].reached[at]));
        }
        clause
    }
}
