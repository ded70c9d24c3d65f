//! Who takes part: parties, bodies and their votes.

use super::super::Holds::{
    Date, Either, Entries, Flag, Map, Party, Rule, Several, Target, Text, Whole, Words,
};
use super::super::{Name, Shape};
use super::{CITES, PARTIES, TEXTS, may, must, words};
use crate::read::{fields, parties};

pub(super) static PARTY: Shape = Shape {
    name: "party",
    keys: &[
        may("name", Text, "What it is called."),
        may(
            "article",
            Words(|| words(&fields::ARTICLES)),
            "The article before the name in a sentence.",
        ),
        may(
            "plural",
            Flag,
            "Whether verbs take the plural: the Teamsters refuse.",
        ),
        may(
            "in_sentence",
            Text,
            "The whole name as it stands in the middle of a sentence.",
        ),
        may(
            "short",
            Text,
            "What it is called from the second mention on.",
        ),
        may(
            "kind",
            Words(|| words(&parties::PARTY_KINDS)),
            "What kind of party it is.",
        ),
        may("aliases", TEXTS, "Other names in the texts."),
        may("adjectives", TEXTS, "Adjectives that mean it: Ukrainian."),
        may("of", Party, "The party to which it belongs."),
        may(
            "members",
            Either(&[
                PARTIES,
                Entries(Name::Party, &Either(&[Whole, Entries(Name::Any, &Whole)])),
            ]),
            "Who belongs to it, each with its votes or weights.",
        ),
        may(
            "seats",
            Whole,
            "All votes of the body, also those that no listed member has.",
        ),
        may(
            "rule",
            Rule,
            "What the votes of its members must come to. With it the party decides by their votes.",
        ),
        may(
            "changed",
            Several(&Map(&CHANGE)),
            "Members, seats or rule from a day on.",
        ),
        may(
            "speakers",
            Entries(Name::New, &Map(&SPEAKER)),
            "Who speaks for it.",
        ),
        may(
            "interests",
            Entries(Name::New, &Map(&INTEREST)),
            "Why it wants what it wants.",
        ),
        may(
            "batna",
            Map(&BATNA),
            "What it would do without an agreement.",
        ),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where it is told of."),
    ],
};

pub(super) static SPEAKER: Shape = Shape {
    name: "speaker",
    keys: &[
        may("name", Text, "The person's name."),
        may(
            "short",
            Text,
            "What the person is called from the second mention on.",
        ),
        may("office", Text, "The office that the person holds."),
        may("aliases", TEXTS, "Other spellings in the texts."),
        may("since", Date, "The first day in office."),
        may("ended", Date, "The first day out of office."),
        may("cites", CITES, "Where that is said."),
        may("note", Text, "A remark of the author."),
    ],
};

pub(super) static INTEREST: Shape = Shape {
    name: "interest",
    keys: &[
        may("text", Text, "The interest in words."),
        may("cites", CITES, "Where it is said."),
    ],
};

pub(super) static BATNA: Shape = Shape {
    name: "batna",
    keys: &[
        may(
            "text",
            Text,
            "What the party would do without an agreement.",
        ),
        may("cites", CITES, "Where it is said."),
        may(
            "assumed",
            Flag,
            "Whether the author assumes it: then no citation is needed.",
        ),
    ],
};

pub(super) static CHANGE: Shape = Shape {
    name: "change",
    keys: &[
        must("on", Date, "From which day on."),
        may("seats", Whole, "All votes from then on."),
        may(
            "members",
            Either(&[
                PARTIES,
                Entries(Name::Party, &Either(&[Whole, Entries(Name::Any, &Whole)])),
            ]),
            "Members with their votes from then on; 0 where one has left.",
        ),
        may("rule", Rule, "The rule from then on."),
        may("cites", CITES, "Where that is said."),
    ],
};

/// A rule by which a body decides; `unanimity` and a list of rules stand beside this.
pub static RULE: Shape = Shape {
    name: "rule",
    keys: &[
        may(
            "majority",
            Text,
            "More than half of: seats, cast, members, or a weight.",
        ),
        may(
            "two_thirds",
            Text,
            "At least two thirds of: seats, cast, members, or a weight.",
        ),
        may("at_least", Whole, "So many of what stands under of."),
        may(
            "percent",
            Whole,
            "So many of a hundred of what stands under of.",
        ),
        may("of", Text, "Of what: seats where nothing is written."),
        may("vetoes", PARTIES, "Each of these says yes."),
        may("all", Several(&Rule), "All of these rules are met."),
        may("any", Several(&Rule), "One of these rules is met."),
    ],
};

pub(super) static VOTE: Shape = Shape {
    name: "vote",
    keys: &[
        must("body", Party, "Who voted."),
        must("on", Target, "What was voted on."),
        must("date", Date, "The day of the vote."),
        may("for", Whole, "Votes for it."),
        may("against", Whole, "Votes against it."),
        may("abstain", Whole, "Abstentions."),
        may(
            "by",
            Entries(
                Name::Party,
                &Either(&[Words(|| vec!["for", "against", "abstain"]), Map(&SPLIT)]),
            ),
            "How each member voted.",
        ),
        may(
            "advisory",
            Flag,
            "Whether it binds nobody: then it is told and counts for nothing.",
        ),
        may("text", Text, "What the question was."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where it is told."),
    ],
};

pub(super) static SPLIT: Shape = Shape {
    name: "split",
    keys: &[
        may("for", Whole, "Votes for it."),
        may("against", Whole, "Votes against it."),
        may("abstain", Whole, "Abstentions."),
    ],
};
