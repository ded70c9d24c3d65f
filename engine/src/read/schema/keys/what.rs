//! What is to be settled and what happens: issues, milestones and conditions.

use super::super::Holds::{
    Date, Either, Entries, Flag, List, Map, Milestone, Number, Party, Rule, Several, Text, Whole,
    Words,
};
use super::super::{Name, Shape};
use super::{CITES, CONDITIONS, ENDED, PARTIES, TEXTS, may, must, words};
use crate::model::EndedAs;
use crate::read::fields;

pub(super) static ISSUE: Shape = Shape {
    name: "issue",
    keys: &[
        may("name", Text, "What it is called."),
        may(
            "article",
            Words(|| words(&fields::ARTICLES)),
            "The article before the name in a sentence.",
        ),
        may("plural", Flag, "Whether verbs take the plural."),
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
        may("clause", Text, "What holds once it is settled, after that."),
        may("deed", Text, "What is done to settle it, after to."),
        may("question", Text, "The question itself."),
        must("between", PARTIES, "Whose acceptance settles it."),
        may(
            "options",
            Either(&[
                List(&Text),
                Entries(Name::New, &Either(&[Text, Map(&OPTION)])),
            ]),
            "The possible answers: their ids, or their ids with words.",
        ),
        may(
            "scale",
            Either(&[Text, Map(&SCALE)]),
            "Where the answers are numbers: the unit, or more.",
        ),
        may(
            "reported_contested",
            CITES,
            "Sentences that call it disputed, whoever holds what.",
        ),
        may("terms", TEXTS, "How the texts name it."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where the question is stated."),
    ],
};

pub(super) static OPTION: Shape = Shape {
    name: "option",
    keys: &[
        may("text", Text, "The answer in words."),
        may("name", Text, "The same as text."),
        may(
            "article",
            Words(|| words(&fields::ARTICLES)),
            "The article before the words in a sentence.",
        ),
        may("plural", Flag, "Whether verbs take the plural."),
        may(
            "in_sentence",
            Text,
            "The words as they stand in the middle of a sentence.",
        ),
        may(
            "short",
            Text,
            "What it is called from the second mention on.",
        ),
        may("clause", Text, "What holds, after that: Ukraine leaves it."),
        may("deed", Text, "What is done, after to: leave it."),
    ],
};

pub(super) static SCALE: Shape = Shape {
    name: "scale",
    keys: &[
        may("unit", Text, "What is counted: years, percent."),
        may(
            "of",
            Text,
            "What such a number is, with {value} where it stands: a pay rise of {value}.",
        ),
        may("min", Number, "The smallest number that makes sense."),
        may("max", Number, "The largest number that makes sense."),
        may(
            "better",
            Entries(Name::Party, &Words(|| vec!["more", "less"])),
            "For whom more is better and for whom less: a number that such a party names stands for all that are better for it.",
        ),
    ],
};

pub(super) static RANGE: Shape = Shape {
    name: "range",
    keys: &[
        may(
            "at_least",
            Number,
            "The smallest number, which belongs to it.",
        ),
        may("more_than", Number, "The lower end, which does not."),
        may(
            "at_most",
            Number,
            "The largest number, which belongs to it.",
        ),
        may("less_than", Number, "The upper end, which does not."),
        may(
            "between",
            List(&Number),
            "The smallest and the largest number.",
        ),
    ],
};

pub(super) static MILESTONE: Shape = Shape {
    name: "milestone",
    keys: &[
        may("name", Text, "What it is called."),
        may(
            "article",
            Words(|| words(&fields::ARTICLES)),
            "The article before the name in a sentence.",
        ),
        may("plural", Flag, "Whether verbs take the plural."),
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
        may("clause", Text, "What holds once it is reached, after that."),
        may(
            "deed",
            Text,
            "What is done to reach it, after to: sign the document.",
        ),
        may("kind", Text, "A word of yours: ratification."),
        may(
            "consent",
            Several(&Either(&[Party, Entries(Name::Party, &Map(&CONSENT))])),
            "Whose yes it needs.",
        ),
        may("requires", CONDITIONS, "What must hold with it."),
        may("after", CONDITIONS, "What must hold before it."),
        may("reached", Date, "The day on which it happened."),
        may(
            "deadline",
            Map(&DEADLINE),
            "By when it must be there, and what happens otherwise.",
        ),
        may(
            "extends",
            Several(&Map(&EXTENDS)),
            "The deadlines that it moves once it is reached.",
        ),
        may("terms", TEXTS, "How the texts name it."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where it is told of."),
    ],
};

pub(super) static CONSENT: Shape = Shape {
    name: "consent",
    keys: &[
        may("cites", CITES, "Where it is said that its yes is needed."),
        may("since", Date, "The first day on which it is needed."),
        may("ended", ENDED, "The first day on which it is not, and why."),
        may("note", Text, "A remark of the author."),
        may(
            "rule",
            Rule,
            "The rule by which its members decide here, where it is not the usual one.",
        ),
    ],
};

pub(super) static DEADLINE: Shape = Shape {
    name: "deadline",
    keys: &[
        must("date", Date, "The day as it was first set."),
        may(
            "otherwise",
            Milestone,
            "What comes about by itself where it is missed.",
        ),
        may("extended", Several(&Map(&EXTENSION)), "What moved the day."),
        may("cites", CITES, "Where it is stated."),
    ],
};

pub(super) static EXTENSION: Shape = Shape {
    name: "extension",
    keys: &[
        must("to", Date, "The new day."),
        may("on", Date, "The day on which it was agreed."),
        may("by", PARTIES, "Who agreed."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where it is said."),
    ],
};

pub(super) static EXTENDS: Shape = Shape {
    name: "extends",
    keys: &[
        must("of", Milestone, "The milestone whose deadline it moves."),
        must("to", Date, "The new day."),
    ],
};

/// A condition that combines others; one that is an id with what is said of it stands beside this.
pub static CONDITION: Shape = Shape {
    name: "condition",
    keys: &[
        may("all", CONDITIONS, "All of these must hold."),
        may("any", CONDITIONS, "One of these must hold."),
        may(
            "at_least",
            Whole,
            "So many of those under of, or so much of their weights.",
        ),
        may(
            "of",
            Either(&[CONDITIONS, Entries(Name::Any, &Whole)]),
            "What is counted: conditions, or ids with weights.",
        ),
        may(
            "consent",
            Party,
            "A party's yes to what the condition belongs to.",
        ),
        may("after", CONDITIONS, "This must hold earlier."),
        may("by", Party, "Who imposes the condition and may drop it."),
        may("cites", CITES, "Where it is said."),
        may("note", Text, "A remark of the author."),
        may("since", Date, "The first day on which it is asked."),
        may("ended", ENDED, "The first day on which it is not, and why."),
    ],
};

/// What is said of a condition that is one id; on an issue with a scale also the number that is asked for.
pub(super) static SAID: Shape = Shape {
    name: "said-of-condition",
    keys: &[
        may("by", Party, "Who imposes the condition and may drop it."),
        may("cites", CITES, "Where it is said."),
        may("note", Text, "A remark of the author."),
        may("since", Date, "The first day on which it is asked."),
        may("ended", ENDED, "The first day on which it is not, and why."),
        may(
            "at_least",
            Number,
            "On a scale: the smallest number that would do.",
        ),
        may("more_than", Number, "On a scale: more than this."),
        may(
            "at_most",
            Number,
            "On a scale: the largest number that would do.",
        ),
        may("less_than", Number, "On a scale: less than this."),
        may(
            "between",
            List(&Number),
            "On a scale: the smallest and the largest number that would do.",
        ),
    ],
};

pub(super) static EXCLUSION: Shape = Shape {
    name: "exclusion",
    keys: &[
        may(
            "at_most",
            Whole,
            "How many can hold together: 1 where nothing is written.",
        ),
        may("of", CONDITIONS, "Of which things."),
        may("note", Text, "Why."),
        may("cites", CITES, "Where that is said."),
    ],
};

pub(super) static END: Shape = Shape {
    name: "end",
    keys: &[
        must("on", Date, "The first day on which it no longer holds."),
        must(
            "as",
            Words(|| words(&EndedAs::ALL)),
            "Why it holds no longer.",
        ),
        may("cites", CITES, "Where that is said."),
        may(
            "note",
            Text,
            "A remark of the author, such as what took its place.",
        ),
    ],
};
