//! What opens a part of a knot, in the letters of its keys: `(b or c) and d`.

use std::collections::BTreeSet;

use crate::analysis::{Shape, ShapeKind};

use super::obstacle::Building;

/// A formula that is longer says nothing at a glance.
const LONGEST: usize = 70;

impl Building<'_> {
    /// All of some parts in letters; empty where they are moves without any choice, or where it would be too long.
    pub(super) fn formula_of(&mut self, parts: &[&Shape]) -> String {
        let is_plain = parts.iter().all(|part| is_without_choice(part));
        let each = parts.iter().map(|part| self.formula(part, parts.len() > 1));
        let formula = each.collect::<Vec<_>>().join(" and ");
        let shown = Some(formula).filter(|text| !is_plain && text.len() <= LONGEST);
        shown.unwrap_or_default()
    }

    /// A part in letters, in brackets where it stands inside another.
    fn formula(&mut self, part: &Shape, is_inside: bool) -> String {
        let mut letters = BTreeSet::new();
        for change in part.changes() {
            letters.insert(self.letter(&[change]));
        }
        // The same move of many has one letter.
        if let (1, Some(only)) = (letters.len(), letters.first()) {
            return only.clone();
        }
        let each: Vec<String> = (part.parts().iter())
            .map(|one| self.formula(one, true))
            .collect();
        let told = match &part.kind {
            ShapeKind::All(_) => each.join(" and "),
            ShapeKind::Any(_) => each.join(" or "),
            ShapeKind::AtLeast(needed, _) => format!("any {needed} of {}", each.join(", ")),
            ShapeKind::Weighted { .. } => format!("enough of {}", each.join(", ")),
            ShapeKind::Prime { count, .. } => format!("one of {count} sets of {}", each.join(", ")),
            ShapeKind::Change(_) => String::new(),
        };
        if is_inside { format!("({told})") } else { told }
    }
}

fn is_without_choice(part: &Shape) -> bool {
    match &part.kind {
        ShapeKind::Change(_) => true,
        ShapeKind::All(parts) => parts.iter().all(is_without_choice),
        ShapeKind::Any(_)
        | ShapeKind::AtLeast(..)
        | ShapeKind::Weighted { .. }
        | ShapeKind::Prime { .. } => false,
    }
}
