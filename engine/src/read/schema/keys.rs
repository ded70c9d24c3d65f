//! Every key of the language.

use crate::model::{EndedAs, Stance};

use super::Holds::{
    Condition, Date, Either, Entries, Flag, Hash, Link, List, Map, Milestone, Number, Party, Rule,
    Sentence, Several, Speaker, Target, Text, Whole, Words,
};
use super::{Entry, Holds, Name, Shape};
use crate::read::{fields, parties, positions, records, sections, sources};

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
    what: "a model",
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
    what: "the source",
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
    what: "a citation",
    keys: &[
        must("source", Text, "The id of the source."),
        must("sentence", Whole, "The number of the sentence, from 1."),
        may("quote", Text, "A few words of it."),
    ],
};

static PARTY: Shape = Shape {
    name: "party",
    what: "the party",
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

static SPEAKER: Shape = Shape {
    name: "speaker",
    what: "the speaker",
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

static INTEREST: Shape = Shape {
    name: "interest",
    what: "the interest",
    keys: &[
        may("text", Text, "The interest in words."),
        may("cites", CITES, "Where it is said."),
    ],
};

static BATNA: Shape = Shape {
    name: "batna",
    what: "a BATNA",
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

static CHANGE: Shape = Shape {
    name: "change",
    what: "a change of a body",
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

static ISSUE: Shape = Shape {
    name: "issue",
    what: "the issue",
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

static OPTION: Shape = Shape {
    name: "option",
    what: "the option",
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

static SCALE: Shape = Shape {
    name: "scale",
    what: "a scale",
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

static MILESTONE: Shape = Shape {
    name: "milestone",
    what: "the milestone",
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

static CONSENT: Shape = Shape {
    name: "consent",
    what: "the consent of",
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

static DEADLINE: Shape = Shape {
    name: "deadline",
    what: "a deadline",
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

static EXTENSION: Shape = Shape {
    name: "extension",
    what: "an extension",
    keys: &[
        must("to", Date, "The new day."),
        may("on", Date, "The day on which it was agreed."),
        may("by", PARTIES, "Who agreed."),
        may("note", Text, "A remark of the author."),
        may("cites", CITES, "Where it is said."),
    ],
};

static EXTENDS: Shape = Shape {
    name: "extends",
    what: "what it extends",
    keys: &[
        must("of", Milestone, "The milestone whose deadline it moves."),
        must("to", Date, "The new day."),
    ],
};

static POSITION: Shape = Shape {
    name: "position",
    what: "a position",
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

static SPLIT: Shape = Shape {
    name: "split",
    what: "a split of votes",
    keys: &[
        may("for", Whole, "Votes for it."),
        may("against", Whole, "Votes against it."),
        may("abstain", Whole, "Abstentions."),
    ],
};

static END: Shape = Shape {
    name: "end",
    what: "an end",
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

static RANGE: Shape = Shape {
    name: "range",
    what: "a value",
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

static VOTE: Shape = Shape {
    name: "vote",
    what: "a vote",
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

static CLAIM: Shape = Shape {
    name: "claim",
    what: "the claim",
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
    what: "an event",
    keys: &[
        must("date", Date, "The day, or the first of several."),
        may("until", Date, "The last day."),
        may("text", Text, "What happened."),
        may("parties", PARTIES, "Who took part."),
        may("cites", CITES, "Where it is told."),
    ],
};

static EXCLUSION: Shape = Shape {
    name: "exclusion",
    what: "an exclusion",
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

static NOTE: Shape = Shape {
    name: "note",
    what: "a note",
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
    what: "a silence",
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
    what: "a consent",
    keys: &[
        must("on", Milestone, "The milestone that needs a yes."),
        must("party", Party, "Whose yes."),
        may("cites", CITES, "Where that is said."),
    ],
};

/// A condition that combines others; one that is an id with what is said of it stands beside this.
pub static CONDITION: Shape = Shape {
    name: "condition",
    what: "a condition",
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
static SAID: Shape = Shape {
    name: "said-of-condition",
    what: "what is said of the condition",
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

/// A rule by which a body decides; `unanimity` and a list of rules stand beside this.
pub static RULE: Shape = Shape {
    name: "rule",
    what: "a rule",
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
