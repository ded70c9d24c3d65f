//! Words by which a sentence tells what somebody wants, would accept, gains or does without a deal, and phrases by which it
//! says that this was said in public, is believed, is a rule, or is asked.

use crate::source::split_sentences;
use crate::view::SecretKind;

/// Words and phrases of one kind of secret; a star stands for any ending.
const CUES: &[(&[SecretKind], &[&str])] = &[
    (
        &[SecretKind::WalkAway],
        &[
            "no deal",
            "without a deal",
            "without an agreement",
            "no agreement",
            "collapse*",
            "nothing is agreed",
            "nothing agreed",
            "nothing comes of",
            "comes to nothing",
            "come to nothing",
            "came to nothing",
            "fail*",
            "falls through",
            "fall through",
            "breaks down",
            "break down",
            "walk away",
            "walks away",
            "walks out",
            "walks at",
            "plan b",
            "failing that",
            "otherwise",
            "goes wrong",
            "cannot agree",
            "can not agree",
            "empty handed",
            "blow up",
            "breaks off",
            "break off",
            "alternative",
            "falls apart",
            "fall apart",
            "nobody signs",
            "if not",
        ],
    ),
    (
        &[
            SecretKind::LeastPoints,
            SecretKind::Points,
            SecretKind::Ranking,
        ],
        &[
            "worth",
            "point*",
            "score*",
            "brings",
            "bring",
            "gain*",
            "weigh*",
            "heavier",
            "rank*",
            "priorit*",
            "threshold",
            "minimum",
            "twice",
            "half as",
            "outweigh*",
            "cares",
            "care",
            "matter*",
            "dear*",
            "afterthought",
            "favourite",
            "prefer*",
            "least",
            "lowest",
            "highest",
            "so little",
            "so much",
            "most of all",
            "above all",
            "top of",
            "first choice",
            "second choice",
            "yes from",
            "yes at",
            "at or above",
            "bar",
            "shake hands",
            "short of",
            "adds up",
            "add up",
            "costs",
            "as much",
            "better",
            "best",
            "less than",
            "more than",
            "as good as",
            "nothing at all",
            "the rest",
            "by five",
            "by far",
            "list",
            "comes first",
            "come first",
            "comes last",
            "come last",
            "comes next",
            "same level",
            "cold",
            "hardly",
            "barely",
        ],
    ),
    (
        &[
            SecretKind::Room,
            SecretKind::Drop,
            SecretKind::Limit,
            SecretKind::Condition,
        ],
        &[
            "may",
            "might",
            "can",
            "could",
            "would",
            "will",
            "need not",
            "must",
            "ought",
            "live with",
            "accept*",
            "agree to",
            "settle for",
            "swallow*",
            "concede*",
            "yield*",
            "bend*",
            "budge*",
            "waive*",
            "would drop",
            "drop its",
            "drop their",
            "drop that",
            "drop the condition",
            "drops",
            "let go",
            "give way",
            "give in",
            "gives in",
            "trade",
            "haggle",
            "bid",
            "bluff*",
            "negotiable",
            "price",
            "pay",
            "paid",
            "afford*",
            "buy",
            "bought",
            "room for",
            "room to",
            "has room",
            "is room",
            "leave to",
            "leeway",
            "free hand",
            "free to",
            "ready to",
            "willing*",
            "open to",
            "prepared to",
            "bound to",
            "oblige*",
            "forbid*",
            "forbids",
            "permit*",
            "off the table",
            "red line*",
            "no such line",
            "not the last word",
            "made of iron",
            "louder",
            "softer",
            "less firm",
            "insist*",
            "do without",
            "turn down",
            "rule out",
            "rules out",
            "content",
            "satisfied",
            "happy",
            "easier",
            "harder",
            "stop caring",
            "stops caring",
            "secretly",
            "quietly",
            "privately",
            "deep down",
            "in truth",
            "between us",
            "for show",
            "in the end",
            "keeps him from",
            "keeps her from",
            "keeps it from",
            "keeps them from",
            "not even",
        ],
    ),
    (
        &[SecretKind::Interest, SecretKind::Why, SecretKind::Kept],
        &[
            "needs",
            "need",
            "wants",
            "want",
            "wish*",
            "likes",
            "hope*",
            "fear*",
            "afraid",
            "longs",
            "dread*",
            "worr*",
            "is after",
            "are after",
            "moves",
            "reason",
            "because",
            "that is why",
            "which is why",
            "stingy",
            "cannot",
            "money",
            "budget",
            "purse",
            "accounts",
            "runs out",
            "run out",
            "running out",
            "have left",
            "has left",
            "hold out",
            "last long",
            "give or take",
            "reckon*",
            "its word",
            "their word",
            "keep count",
            "keeps count",
            "at stake",
            "really",
            "counts",
            "not enough",
            "too small",
            "too little",
            "empty",
            "to be seen",
            "seriously",
            "treated",
            "taken for",
            "thinks of",
            "sees itself",
            "driven",
            "at home",
            "back home",
            "hurts",
            "hungry",
            "tired",
            "nervous",
            "ashamed",
            "proud",
            "for the sake",
            "so that",
            "in order to",
            "must show",
            "has to show",
            "answers to",
            "never say so",
            "does not mention",
            "do not mention",
            "keeps quiet",
            "hides",
            "hiding",
            "secret*",
            "tongue",
            "keep quiet",
            "kinder",
            "at liberty",
            "you should get",
        ],
    ),
];

/// Phrases of what everybody has heard.
const PUBLIC: &[&str] = &[
    "aloud",
    "in public",
    "publicly",
    "announced",
    "announces",
    "declared",
    "declares",
    "has said",
    "have said",
    "said that",
    "says that",
    "say that",
    "both say",
    "all say",
    "let it be known",
    "on the table",
    "has offered",
    "have offered",
    "has proposed",
    "proposes",
    "has asked",
    "has demanded",
    "demands",
    "stated",
    "on record",
    "reported",
    "reports",
    "in the news",
    "repeated",
    "repeats",
    "called for",
    "calls for",
    "the papers",
    "press conference",
    "openly",
    "everybody knows",
    "everyone knows",
    "microphone",
    "microphones",
    "out loud",
    "loud and clear",
    "in front of",
    "has told",
    "says so",
    "say so",
    "no secret of",
    "tells everybody",
    "tells everyone",
];

/// Verbs of saying whose clause may stand further on: *says into every microphone that*.
const SAYING: &[&str] = &["says", "say", "said", "told"];

/// Words at the beginning of a sentence that speaks of those before it.
const POINTING_BACK: &[&str] = &["both", "this", "that", "these", "all of", "it has"];

/// Words after which what was said in public is contradicted.
const CONTRAST: &[&str] = &[
    "but",
    "yet",
    "although",
    "though",
    "whatever",
    "despite",
    "however",
    "in truth",
    "in fact",
    "really",
    "louder",
    "even so",
    "all the same",
    "nevertheless",
    "between us",
    "not one of",
    "not even",
    "stop caring",
];

/// Phrases of a belief that the reader of a sheet is given, which may be false.
const BELIEF: &[&str] = &[
    "you believe",
    "you think",
    "you suppose",
    "you are convinced",
    "you are sure",
    "you are certain",
    "as you see it",
    "you have heard",
    "you expect",
    "you fear",
    "you suspect",
    "in your view",
    "you guess",
    "it seems to you",
    "your people believe",
    "you assume",
    "to your mind",
    "rumour has it",
];

/// Verbs of those who believe something: *your advisers reckon*.
const HOLDING: &[&str] = &[
    "believe", "think", "swear", "say", "says", "believes", "thinks", "swears", "suspect",
    "expect", "reckon", "insist",
];

/// Phrases that say how firm somebody is: said in public, or told wrongly of somebody who would give way.
const FIRM: &[&str] = &[
    "would sooner",
    "never",
    "under no circumstances",
    "rather die",
    "at any price",
    "whatever it got",
    "whatever it is offered",
    "would rather lose",
    "no matter what",
    "in no case",
    "not one inch",
    "not an inch",
    "cannot be moved",
    "till the end",
    "to the last",
];

/// Phrases of a rule of the game.
const RULES: &[&str] = &[
    "have to say yes",
    "has to say yes",
    "must say yes",
    "needs the yes",
    "need the yes",
    "a deal needs",
    "deal passes",
    "no deal without",
    "there is none",
    "your group",
    "makes a deal",
];

/// Phrases of what nobody knows yet.
const UNKNOWN: &[&str] = &[
    "you do not know",
    "have to hear",
    "nobody knows",
    "no one knows",
    "find out",
    "who knows",
    "is not known",
    "remains to be seen",
    "ask the others",
    "ask what",
    "ask them",
    "ask each",
    "ask both",
    "put that to",
];

/// How advice to ask begins.
const ASKING: &[&str] = &["ask", "find out", "listen"];

/// A sentence in small letters without signs, with a space at both ends, so that phrases can be looked for.
pub(super) struct Plain(String);

impl Plain {
    pub fn of(sentence: &str) -> Self {
        let mut plain = String::from(" ");
        for word in sentence
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            plain.push_str(&word.to_lowercase());
            plain.push(' ');
        }
        Self(plain)
    }

    /// Whether it has a phrase; a star at its end stands for any ending.
    pub fn has(&self, phrase: &str) -> bool {
        match phrase.strip_suffix('*') {
            Some(stem) => self.0.contains(&format!(" {stem}")),
            None => self.0.contains(&format!(" {phrase} ")),
        }
    }

    /// Whether it has all the words of another, one after the other.
    pub fn holds(&self, other: &Self) -> bool {
        other.0.trim().len() > 1 && self.0.contains(&other.0)
    }

    pub fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    fn begins_with_any(&self, phrases: &[&str]) -> bool {
        phrases
            .iter()
            .any(|phrase| self.0.starts_with(&format!(" {phrase} ")))
    }

    /// The kinds of secret whose phrases it has; a way to go without a deal first, for it says the rest too.
    pub fn kinds(&self) -> Vec<SecretKind> {
        let told = CUES.iter().filter(|(_, phrases)| self.has_any(phrases));
        told.flat_map(|(kinds, _)| kinds.iter().copied()).collect()
    }

    /// Whether it tells what was said in public, and nothing against that.
    pub fn is_public(&self) -> bool {
        let is_said = self.has_any(PUBLIC) || self.says_that();
        is_said && !self.has_any(CONTRAST)
    }

    /// Whether a verb of saying stands before a *that*, near or far.
    fn says_that(&self) -> bool {
        let mut said = SAYING
            .iter()
            .filter_map(|verb| self.0.find(&format!(" {verb} ")));
        said.any(|at| self.0[at..].contains(" that "))
    }

    /// Whether it tells a rule of the game.
    pub fn is_rule(&self) -> bool {
        self.has_any(RULES)
    }

    /// Whether its reader is told to believe it: *you believe*, *your generals swear*.
    pub fn is_belief(&self) -> bool {
        self.has_any(BELIEF) || self.is_held_by_own_people()
    }

    fn is_held_by_own_people(&self) -> bool {
        let words: Vec<&str> = self.0.split_whitespace().collect();
        words
            .windows(3)
            .any(|three| three[0] == "your" && HOLDING.contains(&three[2]))
    }

    pub fn is_firm(&self) -> bool {
        self.has_any(FIRM)
    }

    /// A text without the sentences that ask or tell what was said in public; nothing of it where such a sentence says so of
    /// those before it: *Both have been said out loud.*
    pub fn told_in(text: &str) -> String {
        let sentences = split_sentences(text);
        let sentences = sentences.iter().map(|part| &text[part.start..part.end]);
        let mut told: Vec<&str> = Vec::new();
        for sentence in sentences {
            let plain = Self::of(sentence);
            let is_public = plain.is_public();
            if is_public && plain.begins_with_any(POINTING_BACK) {
                return String::new();
            }
            if !is_public && !plain.is_asking(sentence) {
                told.push(sentence);
            }
        }
        told.join(" ")
    }

    /// Whether it asks, or tells its reader to ask.
    pub fn is_asking(&self, sentence: &str) -> bool {
        let ends_so = sentence.trim_end_matches(['”', '"', ' ']).ends_with('?');
        let is_advice = self.begins_with_any(ASKING) || self.has("tell the other");
        ends_so || (is_advice && !sentence.contains([':', ';'])) || self.has_any(UNKNOWN)
    }
}
