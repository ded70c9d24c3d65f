//! Phrases by which a sentence tells what somebody wants, would accept, gains or does without a deal, and phrases by which it
//! says that this was said in public, is believed, or is asked.

use crate::view::SecretKind;

/// Phrases of one kind of secret.
const CUES: [(&[SecretKind], &[&str]); 4] = [
    (
        &[SecretKind::WalkAway],
        &[
            "no deal", "without a deal", "without an agreement", "collapse", "collapses", "nothing agreed", "nothing is agreed", "cannot agree",
            "can not agree", "talks fail", "talks failed", "fails", "falls through", "fall through", "breaks down", "break down", "walk away", "walks away",
            "walks out", "plan b", "failing that", "comes to nothing", "come to nothing", "came to nothing", "goes wrong", "if not", "no agreement",
            "empty hands", "empty handed", "end in nothing", "blow up", "break off", "breaks off",
        ],
    ),
    (
        &[SecretKind::LeastPoints, SecretKind::Points, SecretKind::Ranking],
        &[
            "worth", "points", "point", "score", "scores", "brings", "best of all", "likes best", "weigh", "weighs", "weightiest", "heavier",
            "top of", "ranks", "rank", "ranking", "priority", "least that", "threshold", "its bar", "minimum", "shake hands", "yes from", "yes at", "walks at",
            "one short", "nothing to gain", "gains", "gain from", "twice", "half as", "far more", "most of all", "above all",
            "before anything else", "dearest", "afterthought", "cares more", "cares most", "cares least", "cares little", "care more", "care most",
            "matters more", "matters most", "matters least", "matters far more", "outweighs", "outweigh", "most to", "least to", "more to", "first choice", "favourite",
            "as much as", "prefers", "would rather", "sooner have", "better still", "adds up", "add up", "in all for", "low enough", "high enough",
            "its list", "their list", "comes first", "comes last", "come last", "come first", "cheap for", "costs it", "costs them", "dear to",
        ],
    ),
    (
        &[SecretKind::Room, SecretKind::Drop, SecretKind::Limit, SecretKind::Condition],
        &[
            "live with", "may accept", "might accept", "would accept", "could accept", "can accept", "may agree", "would agree", "could agree",
            "would take", "could take", "can take", "would sign", "could sign", "can sign", "would settle", "could settle", "settle for", "would drop", "could drop",
            "can drop", "may drop", "drop its", "drop their", "would give", "could give", "can give", "give way", "give in", "gives in", "would trade", "could trade", "can trade", "trade away",
            "would let", "could let", "can let", "let go", "would swallow", "swallow", "put up with", "ready to", "willing to", "prepared to", "open to",
            "has leave", "have leave", "leave to", "need not", "bound to", "obliges", "obliged", "go along", "goes along", "do without", "something in return",
            "decent price", "right price", "has its price", "at a price", "if pressed", "if pushed", "when pressed", "pressed hard", "deep down", "in truth", "secretly", "quietly", "privately",
            "behind closed doors", "bluff", "bluffing", "negotiable", "would bend", "could bend", "will bend", "yield", "budge", "waive", "not mind", "not insist",
            "stop caring", "stops caring", "has room", "is room", "room for", "room to", "louder than", "softer than", "less firm", "not as firm", "concede",
            "not made of", "within what", "fall back", "fallback", "content with", "happy with", "happy to", "satisfied with", "be bought", "be talked",
            "may not accept", "must not accept", "turn down", "cannot accept", "not go below", "not go above", "will not go", "no further than", "can go", "go as far as", "as far as", "up its sleeve",
            "off the table", "not the last word", "no such line", "red line", "for show", "just a show", "opening bid", "not mean it", "nothing forbids", "nothing stops", "free to", "permitted", "allowed to", "not rule out", "accept any", "anything on",
        ],
    ),
    (
        &[SecretKind::Interest, SecretKind::Why, SecretKind::Kept],
        &[
            "needs", "is after", "are after", "moves", "cares", "care about", "matters", "fears", "afraid", "hopes to", "longs", "dreads", "worries",
            "worried", "real reason", "reason is", "that is why", "which is why", "real aim", "real goal", "wants to be", "wants out", "want to be", "wants to have", "wants a",
            "in it for", "under pressure", "cannot afford", "can not afford", "no money", "too small for", "runs out", "run out", "running out", "can hold",
            "be held", "hold out", "hold its", "hold the", "cannot last", "can last", "reckons", "given its word", "given their word", "elected them", "keep count", "keeps count",
            "at stake", "is really", "really wants", "what counts", "does not cover", "not enough", "empty", "gives out", "give out", "give or take", "left for",
            "would like the", "would like to be", "answers to", "answer to", "hurts", "at home", "dry", "has to show", "must show", "looks good", "behind its", "behind their", "driven by",
            "to be seen", "taken seriously", "be treated", "sees itself", "thinks of",
        ],
    ),
];

/// Phrases of what everybody has heard.
const PUBLIC: [&str; 36] = [
    "aloud", "in public", "publicly", "announced", "announces", "declared", "declares", "has said", "have said", "said that", "says that", "say that",
    "both say", "let it be known", "on the table", "has offered", "have offered", "offers", "has proposed", "proposes", "has asked", "has demanded", "demands", "stated", "on record", "reported",
    "reports", "in the news", "insists", "repeated", "repeats", "called for", "calls for", "the papers", "press conference", "openly",
];

/// Words after which what was said in public is contradicted.
const CONTRAST: [&str; 14] = [
    "but", "yet", "although", "though", "whatever", "despite", "however", "behind", "in truth", "in fact", "really", "louder", "even so", "all the same",
];

/// Phrases of a belief that the reader of a sheet is given, which may be false.
const BELIEF: [&str; 18] = [
    "you believe", "you think", "you suppose", "you are convinced", "you are sure", "you are certain", "as you see it", "you have heard", "you expect",
    "you fear", "you suspect", "in your view", "you guess", "it seems to you", "your people believe", "you assume", "to your mind", "rumour has it",
];

/// Phrases that say how firm somebody is: said in public, or told wrongly of somebody who would give way.
const FIRM: [&str; 15] = [
    "would sooner", "never", "under no circumstances", "rather die", "at any price", "whatever it got", "whatever it is offered", "would rather lose",
    "no matter what", "in no case", "not one inch", "not an inch", "cannot be moved", "till the end", "to the last",
];

/// How a question or advice to ask begins.
const ASKING: [&str; 3] = [
    "ask", "find out", "listen",
];

/// A sentence in small letters without signs, with a space at both ends, so that phrases can be looked for.
pub(super) struct Plain(String);

impl Plain {
    pub fn of(sentence: &str) -> Self {
        let mut plain = String::from(" ");
        for word in sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            plain.push_str(&word.to_lowercase());
            plain.push(' ');
        }
        Self(plain)
    }

    pub fn has(&self, phrase: &str) -> bool {
        self.0.contains(&format!(" {phrase} "))
    }

    /// Whether it has all the words of another, one after the other.
    pub fn holds(&self, other: &Self) -> bool {
        other.0.trim().len() > 1 && self.0.contains(&other.0)
    }

    pub fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    fn begins_with_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.0.starts_with(&format!(" {phrase} ")))
    }

    /// The kinds of secret whose phrases it has; a way to go without a deal first, for it says the rest too.
    pub fn kinds(&self) -> Vec<SecretKind> {
        let told = CUES.iter().filter(|(_, phrases)| self.has_any(phrases));
        told.flat_map(|(kinds, _)| kinds.iter().copied()).collect()
    }

    /// Whether it tells what was said in public, and nothing against that.
    pub fn is_public(&self) -> bool {
        self.has_any(&PUBLIC) && !self.has_any(&CONTRAST)
    }

    pub fn is_belief(&self) -> bool {
        self.has_any(&BELIEF)
    }

    pub fn is_firm(&self) -> bool {
        self.has_any(&FIRM)
    }

    /// Whether it asks, or tells its reader to ask.
    pub fn is_asking(&self, sentence: &str) -> bool {
        let ends_so = sentence.trim_end().ends_with('?');
        ends_so || (self.begins_with_any(&ASKING) || self.has("tell the other")) && !sentence.contains(':')
    }
}
