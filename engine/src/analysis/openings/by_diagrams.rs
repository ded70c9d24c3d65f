//! Both families from decision diagrams: exact, with exact counts.

use super::super::engine::bdd::Stopped;
use super::super::engine::family::{Family, Members, family};
use super::super::engine::symbolic::{Effort, Goal, Leaf, Unfinished, goal};
use super::super::known::Known;
use super::super::question::Question;
use super::{Openings, Sets, known_family};

impl Question<'_> {
    /// Both families exactly, where the effort is enough for their diagrams.
    pub(super) fn by_diagrams(&self, effort: Effort) -> Result<Openings, Unfinished> {
        self.every_way()?;
        let budget = &self.ask.budget;
        let read = |leaf: Leaf| self.read(leaf);
        let mut goal = goal(self.circuit, self.node, effort, budget, &read)?;
        let unblocking = goal.minimal_solutions()?;
        let blocking = goal.minimal_blocking();
        let shape = self.shape(&mut goal.diagrams, goal.function, &goal.vars);
        let named = Named::of(self, &goal);
        Ok(Openings {
            unblocking: named.sets(unblocking, |set| self.set_of(set)),
            blocking: match blocking {
                Ok(blocking) => named.sets(blocking, |set| self.blocking_set(set)),
                Err(Stopped) => {
                    Known::Unknown("the blocking sets could not be computed".to_owned())
                }
            },
            blockers: self.blockers_by_diagram(&goal),
            party_sets: self.party_sets(),
            shape,
        })
    }
}

/// A goal whose variables are in the order of their names.
struct Named<'a> {
    question: &'a Question<'a>,
    goal: &'a Goal,
    by_rank: Vec<usize>,
    rank: Vec<usize>,
}

impl<'a> Named<'a> {
    fn of(question: &'a Question<'a>, goal: &'a Goal) -> Self {
        let mut by_rank: Vec<usize> = (0..goal.vars.len()).collect();
        by_rank.sort_by_cached_key(|&var| question.change_of(goal.vars[var]).to_string());
        let mut rank = vec![0; goal.vars.len()];
        for (place, &var) in by_rank.iter().enumerate() {
            rank[var] = place;
        }
        Self {
            question,
            goal,
            by_rank,
            rank,
        }
    }

    /// The first sets of a family of the goal, each told by its leaves in the order of their names.
    fn sets<T>(&self, root: u32, tell: impl Fn(&[Leaf]) -> T) -> Known<Sets<T>> {
        let vars = &self.goal.vars;
        let members = Members {
            red_line: &|var| self.question.is_red_line(vars[var as usize]),
            rank: &|var| self.rank[var as usize],
        };
        let most = self.question.ask.sets.most();
        let (Family { count, listed }, by_name) = family(&self.goal.diagrams, root, most, &members);
        let leaf = |&rank: &usize| vars[self.by_rank[rank]];
        let leaves = listed.iter().map(|set| set.iter().map(leaf).collect());
        let listed = leaves.map(|set: Vec<Leaf>| tell(&set)).collect();
        let why = "counts are exact; sets of equal size are not in the order of their names";
        known_family(Sets { count, listed }, (!by_name).then(|| why.to_owned()))
    }
}
