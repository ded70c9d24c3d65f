//! Names that may not run well in sentences: a common noun with a capital, an article inside a name, a plural that takes
//! the verb of a singular.

use crate::diagnostic::Diagnostic;
use crate::model::{Forms, Model, PartyKind, looks_plural, words_of};
use crate::source::Place;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "doubtful-name",
    asks: "Does every name run well in the middle of a sentence?",
    run,
};

/// Most names that are listed.
const MOST_NAMED: usize = 4;

/// A name with what its author says of it.
struct Named<'a> {
    name: &'a str,
    forms: &'a Forms,
    place: Place,
    /// Whether it could be a plural: a state has one name, whatever that ends with.
    can_be_plural: bool,
    /// Whether it names a thing and not a party: most such names of several words take an article.
    is_thing: bool,
}

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let mut doubtful: Vec<Named<'_>> = names(looked.model);
    doubtful.retain(|named| named.is_doubtful());
    doubtful.sort_by_key(|named| named.place);
    problem(&doubtful).into_iter().collect()
}

fn names(model: &Model) -> Vec<Named<'_>> {
    let parties = model.parties.values().map(|party| Named {
        name: &party.name,
        forms: &party.forms,
        place: party.place,
        can_be_plural: party.kind != PartyKind::State,
        is_thing: false,
    });
    let issues = model.issues.values().map(|issue| Named {
        name: &issue.name,
        forms: &issue.forms,
        place: issue.place,
        can_be_plural: true,
        is_thing: true,
    });
    let milestones = model.milestones.values().map(|milestone| Named {
        name: &milestone.name,
        forms: &milestone.forms,
        place: milestone.place,
        can_be_plural: true,
        is_thing: true,
    });
    parties.chain(issues).chain(milestones).collect()
}

impl Named<'_> {
    fn is_doubtful(&self) -> bool {
        let forms = self.forms;
        // Whoever says one of these has listened to the name.
        let is_settled = forms.in_sentence.is_some() || forms.plural.is_some();
        if forms.is_common || is_settled {
            return false;
        }
        let reads_as_noun = reads_as_a_noun(self.name)
            || (self.is_thing && words_of(self.name).count() > 1)
            || self.name.contains(" of ");
        let may_need_article = forms.article.is_none() && reads_as_noun;
        let may_be_plural = self.can_be_plural && looks_plural(self.name);
        may_need_article || may_be_plural
    }
}

/// Whether a name begins with an article, or only its first word has a capital.
fn reads_as_a_noun(name: &str) -> bool {
    let mut words = words_of(name);
    let first = words.next().unwrap_or("");
    let rest: Vec<&str> = words.collect();
    let is_capitalised = first.chars().skip(1).all(|c| !c.is_uppercase());
    let starts_small = |word: &&str| word.starts_with(|c: char| !c.is_uppercase());
    let has_article = ["The", "A", "An"].contains(&first);
    !rest.is_empty() && (has_article || (is_capitalised && rest.iter().all(starts_small)))
}

fn problem(doubtful: &[Named<'_>]) -> Option<Diagnostic> {
    let first = doubtful.first()?;
    let listed = doubtful.iter().take(MOST_NAMED);
    let listed: Vec<String> = listed.map(|named| format!("“{}”", named.name)).collect();
    let more = doubtful.len().saturating_sub(MOST_NAMED);
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let names = if doubtful.len() == 1 {
        "a name"
    } else {
        "names"
    };
    let message = format!(
        "{names} may not run well in sentences: {}{more}",
        listed.join(", ")
    );
    Some(
        Diagnostic::warning("doubtful-name", message, first.place).help(
            "a name with a capital stands in sentences as it is written: write a common noun with a small letter, or say how it runs with `article:`, `plural:` or `in_sentence:`; `impasse check --names` shows every name in sentences",
        ),
    )
}
