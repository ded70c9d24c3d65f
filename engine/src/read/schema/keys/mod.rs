//! Every key of the language.

mod what;
mod who;

use crate::model::Stance;

use super::Holds::{
    Condition, Date, Either, Entries, Flag, Hash, Link, Map, Milestone, Number, Party, Sentence,
    Several, Speaker, Target, Text, Whole, Words,
};
use super::{Entry, Holds, Name, Shape};
use crate::read::{positions, records, sections, sources};
use what::{
    CONSENT, DEADLINE, END, EXCLUSION, EXTENDS, EXTENSION, ISSUE, MILESTONE, OPTION, RANGE, SAID,
    SCALE,
};
use who::{BATNA, CHANGE, INTEREST, PARTY, SPEAKER, SPLIT, VOTE};

pub use what::CONDITION;
pub use who::RULE;

/// Every map that has keys of its own, the model itself first.
pub const SHAPES: [&Shape; 30] = [
    &MODEL, &SOURCE, &CITATION, &PARTY, &SPEAKER, &INTEREST, &BATNA, &CHANGE, &ISSUE, &OPTION,
    &SCALE, &MILESTONE, &CONSENT, &DEADLINE, &EXTENSION, &EXTENDS, &POSITION, &SPLIT, &END, &RANGE,
    &VOTE, &CLAIM, &EVENT, &EXCLUSION, &NOTE, &SILENCE, &REPORTED, &CONDITION, &SAID, &RULE,
];

const fn may(key: &'static str, holds: Holds, means: &'static str) -> Entry {
    Entry {
        key,
        holds,
        needed: false,
        means,
    }
}

const fn must(key: &'static str, holds: Holds, means: &'static str) -> Entry {
    Entry {
        key,
        holds,
        needed: true,
        means,
    }
}

const CITES: Holds = Several(&Either(&[Sentence, Map(&CITATION)]));
const TEXTS: Holds = Several(&Text);
const PARTIES: Holds = Several(&Party);
const CONDITIONS: Holds = Several(&Condition);
const VALUE: Holds = Either(&[Number, Map(&RANGE)]);
const ENDED: Holds = Either(&[Date, Map(&END)]);

fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

/// A file of a model. All files of a folder are one model, so no key is needed in each.
pub static MODEL: Shape = Shape {
    name: "model",
    keys: &[
        may(
            "format",
            Whole,
            "The number of the format: 1. Once in a model.",
        ),
        may("title", Text, "What people call the negotiation."),
        may("as_of", Date, "The day that the model describes."),
        may(
            "goal",
            Target,
            "What the questions are about where none is named.",
        ),
        may(
            "spelling",
            Words(|| words(&sections::SPELLINGS)),
            "How the program spells its own words.",
        ),
        may(
            "sources",
            Entries(Name::Source, &Map(&SOURCE)),
            "The texts that report on the talks.",
        ),
        may(
            "parties",
            Entries(Name::New, &Either(&[Text, Map(&PARTY)])),
            "Who takes part: a name, or more.",
        ),
        may(
            "issues",
            Entries(Name::New, &Map(&ISSUE)),
            "The questions that an agreement must answer.",
        ),
        may(
            "milestones",
            Entries(Name::New, &Either(&[Text, Map(&MILESTONE)])),
            "What happens or does not: a ceasefire, a vote, a signing.",
        ),
        may(
            "positions",
            Several(&Map(&POSITION)),
            "Who says what about which milestone, issue or answer.",
        ),
        may("votes", Several(&Map(&VOTE)), "Votes that were counted."),
        may(
            "claims",
            Entries(Name::New, &Map(&CLAIM)),
            "Facts that somebody asserts and somebody may deny.",
        ),
        may("events", Several(&Map(&EVENT)), "What happened when."),
        may(
            "incompatible",
            Several(&Map(&EXCLUSION)),
            "Things that cannot all hold.",
        ),
        may("notes", Several(&Map(&NOTE)), "Remarks on the sources."),
        may(
            "silent",
            Several(&Map(&SILENCE)),
            "Who was asked or expected to answer and has not.",
        ),
        may(
            "contested",
            Entries(Name::Issue, &CITES),
            "Sentences that call an issue disputed.",
        ),
        may(
            "consents",
            Several(&Map(&REPORTED)),
            "Whose yes a source says is needed.",
        ),
        may("facts", TEXTS, "Files of reviewed facts: facts/*.yaml."),
    ],
};

static SOURCE: Shape = Shape {
    name: "source",
    keys: &[
        may("title", Text, "Its title."),
        may("date", Date, "The day on which it was published."),
        may(
            "date_is",
            Words(|| words(&sources::WAYS_TO_KNOW_A_DATE)),
            "Whether the source says the day or the author worked it out.",
        ),
        may("publisher", Text, "Who published it."),
        may(
            "origin",
            Text,
            "Sources that retell one report share an origin and count once.",
        ),
        may(
            "file",
            Text,
            "The digest or the text, in the folder of the model.",
        ),
        may("url", Link, "Where it can be read."),
        may("sha256", Hash, "The hash of the original text."),
        may(
            "sentences",
            Entries(Name::Number, &Hash),
            "Hashes of cited sentences of the original text.",
        ),
        may("note", Text, "A remark of the author."),
    ],
};

static CITATION: Shape = Shape {
    name: "citation",
    keys: &[
        must("source", Text, "The id of the source."),
        must("sentence", Whole, "The number of the sentence, from 1."),
        may("quote", Text, "A few words of it."),
    ],
};

static POSITION: Shape = Shape {
    name: "position",
    keys: &[
        must("party", Party, "Whose position it is."),
        must(
            "on",
            Target,
            "What it is about: a milestone, an issue, or issue/option.",
        ),
        may(
            "stance",
            Words(|| Stance::ALL.map(Stance::word).to_vec()),
            "What the party says to it. Needed, unless splits is written.",
        ),
        may(
            "splits",
            Map(&SPLIT),
            "How its votes are split, instead of a stance.",
        ),
        may("value", VALUE, "On a scale: a number or a range."),
        may("if", CONDITIONS, "With an acceptance: what it depends on."),
        may("until", CONDITIONS, "With a refusal: what ends it."),
        may("said_by", Speaker, "Who said it: a speaker of the party."),
        may(
            "voice",
            Words(|| words(&positions::VOICE)),
            "Whose words tell of it: the party's own, a reporter's, or an adversary's.",
        ),
        may(
            "via",
            Party,
            "With voice attributed: who says it of the party.",
        ),
        may(
            "firmness",
            Words(|| words(&positions::FIRMNESS)),
            "How final it is said to be.",
        ),
        may(
            "confidence",
            Words(|| words(&positions::CONFIDENCE)),
            "How sure the author is of it.",
        ),
        may("since", Date, "The day from which it holds."),
        may(
            "ended",
            ENDED,
            "The first day on which it no longer holds, and why.",
        ),
        may(
            "in",
            Words(|| words(&positions::SCOPES)),
            "Whether it is about the principle, the substance, the form, or how the talks go on.",
        ),
        may(
            "disputes",
            Words(|| vec!["meaning"]),
            "With an acceptance: the party accepts the text and reads it in another way.",
        ),
        may("private", Flag, "Whether it was said in private."),
        may(
            "remark",
            Flag,
            "Whether it only speaks of its target, without an answer to it.",
        ),
        may(
            "text",
            Either(&[Text, Entries(Name::Sentence, &Text)]),
            "The author's words for it: one text, or one for each sentence.",
        ),
        may("interest", Text, "The interest behind it."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where it is said."),
    ],
};

static CLAIM: Shape = Shape {
    name: "claim",
    keys: &[
        may("text", Text, "What is claimed."),
        must(
            "asserted_by",
            Entries(Name::Party, &CITES),
            "Who says so, and where.",
        ),
        may(
            "denied_by",
            Entries(Name::Party, &CITES),
            "Who denies it, and where.",
        ),
        may("note", Text, "A remark of the author."),
    ],
};

static EVENT: Shape = Shape {
    name: "event",
    keys: &[
        must("date", Date, "The day, or the first of several."),
        may("until", Date, "The last day."),
        may("text", Text, "What happened."),
        may("parties", PARTIES, "Who took part."),
        may("cites", CITES, "Where it is told."),
    ],
};

static NOTE: Shape = Shape {
    name: "note",
    keys: &[
        may(
            "kind",
            Words(|| words(&records::NOTE_KINDS)),
            "What kind of remark it is.",
        ),
        may("text", Text, "The remark."),
        may("cites", CITES, "On which sentences."),
    ],
};

static SILENCE: Shape = Shape {
    name: "silence",
    keys: &[
        must("party", Party, "Who has not answered."),
        must("on", Target, "On what."),
        may("asked", Text, "Who asked for what."),
        may("expected", Text, "What was expected."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where that is said."),
    ],
};

static REPORTED: Shape = Shape {
    name: "reported-consent",
    keys: &[
        must("on", Milestone, "The milestone that needs a yes."),
        must("party", Party, "Whose yes."),
        may("cites", CITES, "Where that is said."),
    ],
};
