//! A value that lies outside the scale of its issue, or a position dated after the model's own day.

use crate::diagnostic::Diagnostic;
use crate::model::Issue;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "off-the-scale",
    asks: "Does every value lie on its scale?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let outside = |issue: &Issue, number: crate::model::Quantity| {
        issue.scale.as_ref().is_some_and(|scale| {
            scale.min.is_some_and(|min| number < min) || scale.max.is_some_and(|max| number > max)
        })
    };
    let valued = model
        .positions
        .iter()
        .filter_map(|p| Some((p, p.value?, model.issues.get(p.on.issue()?)?)));
    valued
        .filter(|(_, value, issue)| {
            [value.low.quantity(), value.high.quantity()]
                .into_iter()
                .flatten()
                .any(|n| outside(issue, n))
        })
        .map(|(p, value, _)| {
            Diagnostic::warning(
                "off-the-scale",
                format!("{} lies outside the scale of `{}`", value.in_words(), p.on),
                p.place,
            )
            .help("correct the number, or widen the scale's `min` and `max`")
        })
        .collect()
}
