//! How near two texts are in meaning: their words as stems, and words of one field of meaning as one.
//!
//! The fields are everyday ones that secrets of a negotiation are about: money, time, war, need, giving way. They let *the
//! purse is empty* stand near *no money for another year*. Nothing is decided by this alone; it says what to look at first.

use std::collections::{BTreeMap, BTreeSet};

use super::sentence::content_words;

/// Words of one field of meaning, as stems.
const FIELDS: [&[&str]; 40] = [
    &[
        "money", "budget", "fund", "purs", "cash", "pay", "paid", "afford", "cost", "expens",
        "dear", "treasuri", "coffer", "sum", "bill", "financ", "price", "bank", "loan", "cheap",
    ],
    &[
        "year", "twelv", "month", "decad", "week", "season", "spring", "annual", "calendar",
    ],
    &[
        "war", "fight", "battl", "offens", "attack", "armi", "front", "troop", "soldier", "boot",
        "forc", "line", "push", "militari", "combat", "gun", "invas", "strike",
    ],
    &[
        "hold", "keep", "last", "endur", "stand", "maintain", "remain", "stay",
    ],
    &[
        "leav", "withdraw", "quit", "abandon", "retreat", "exit", "pull", "gone", "walk",
    ],
    &[
        "drop", "waiv", "lift", "forgo", "abandon", "conced", "yield", "bend", "budg", "forget",
        "trade", "give",
    ],
    &[
        "accept", "agre", "sign", "take", "swallow", "stomach", "allow", "approv", "consent",
        "confirm", "ratifi", "yes", "settl", "live", "endors",
    ],
    &[
        "refus", "reject", "deni", "oppos", "withhold", "veto", "block", "object", "turn", "no",
        "exclud",
    ],
    &[
        "need", "want", "requir", "crave", "long", "seek", "wish", "desir", "hunger",
    ],
    &[
        "import", "matter", "care", "weigh", "valu", "prioriti", "count", "weight", "heavi",
        "rank", "dearest", "prefer",
    ],
    &[
        "voter",
        "elect",
        "vote",
        "public",
        "peopl",
        "citizen",
        "constitu",
        "district",
        "ballot",
        "legitimaci",
        "referendum",
        "bless",
        "plebiscit",
        "nation",
    ],
    &[
        "congress",
        "parliament",
        "legisl",
        "lawmak",
        "senat",
        "assembl",
        "hill",
        "repres",
        "member",
        "hous",
    ],
    &[
        "president",
        "presid",
        "leader",
        "offic",
        "white",
        "oval",
        "administr",
        "head",
    ],
    &[
        "promis", "pledg", "word", "vow", "commit", "guarante", "assur", "undertak",
    ],
    &[
        "burden", "load", "weight", "carri", "shoulder", "duti", "oblig",
    ],
    &["short", "soon", "brief", "quick", "earli", "fast"],
    &["long", "late", "slow", "linger"],
    &[
        "say", "voic", "influenc", "seat", "ask", "consult", "heard", "listen", "decid", "decis",
    ],
    &[
        "allianc", "alli", "nato", "pact", "partner", "friend", "west", "western", "coalit", "bloc",
    ],
    &["europ", "european", "contin"],
    &[
        "defenc", "defens", "secur", "protect", "shield", "safe", "deter", "deterr", "guard",
    ],
    &[
        "territori",
        "land",
        "east",
        "area",
        "soil",
        "ground",
        "map",
        "region",
        "border",
        "frontier",
        "donetsk",
        "provinc",
    ],
    &[
        "plant",
        "reactor",
        "nuclear",
        "power",
        "station",
        "zaporizhzhia",
        "energi",
    ],
    &[
        "ceasefir", "truce", "paus", "halt", "respit", "lull", "silenc", "breath", "regroup",
        "rest",
    ],
    &[
        "settlement",
        "peac",
        "deal",
        "agreement",
        "treati",
        "accord",
        "pact",
        "bargain",
    ],
    &["help", "aid", "support", "assist", "back", "suppli"],
    &[
        "own", "alon", "independ", "without", "itself", "autonomi", "solo",
    ],
    &[
        "great", "prestig", "statu", "respect", "glori", "power", "rank", "honour", "pride",
    ],
    &["bodi", "institut", "agenc", "commiss", "organ"],
    &["other", "els", "differ", "elsewher", "busi"],
    &["success", "victori", "win", "triumph", "gain"],
    &["fewer", "less", "smaller", "weaker", "few"],
    &["observ", "monitor", "watch", "unarm", "inspector"],
    &[
        "juic", "drop", "liquid", "squeez", "sauc", "pan", "stove", "fish",
    ],
    &[
        "peel", "skin", "rind", "outsid", "zest", "cake", "bake", "tart", "flavour", "tast",
    ],
    &[
        "throw", "away", "bin", "rubbish", "wast", "discard", "trash",
    ],
    &["half", "halv", "split", "divid", "share", "middl"],
    &[
        "freez", "frozen", "line", "postpon", "defer", "decad", "later", "put",
    ],
    &["fear", "afraid", "worri", "dread", "anxious", "concern"],
    &["plain", "dull", "simpl", "ordinari", "bland"],
];

/// The words of a text as fields of meaning, and as stems where they are in none.
pub(super) type Meaning = BTreeSet<String>;

/// What a text means, word by word.
pub(super) fn meaning(text: &str) -> Meaning {
    let words = content_words(text).into_iter();
    let mut found = Meaning::new();
    for word in words {
        let fields = FIELDS.iter().enumerate();
        let own = fields.filter(|(_, field)| field.contains(&word.as_str()));
        let named: Vec<String> = own.map(|(at, _)| format!("#{at}")).collect();
        match named.is_empty() {
            true => drop(found.insert(word)),
            false => found.extend(named),
        }
    }
    found
}

/// How much a word tells: the rarer among the texts at hand, the more.
pub(super) struct Rarity {
    texts: usize,
    in_texts: BTreeMap<String, usize>,
}

impl Rarity {
    pub fn of<'t>(texts: impl Iterator<Item = &'t Meaning>) -> Self {
        let mut rarity = Self {
            texts: 0,
            in_texts: BTreeMap::new(),
        };
        for text in texts {
            rarity.texts += 1;
            for word in text {
                *rarity.in_texts.entry(word.clone()).or_default() += 1;
            }
        }
        rarity
    }

    /// The weight of a word (inverse document frequency: Spärck Jones, *A Statistical Interpretation of Term Specificity*,
    /// 1972).
    fn weight(&self, word: &str) -> f64 {
        let seen = self.in_texts.get(word).copied().unwrap_or(0);
        (1.0 + (self.texts as f64 + 1.0) / (seen as f64 + 1.0)).ln()
    }

    /// How much of what one text says another says too, from 0 to 1.
    pub fn share(&self, of: &Meaning, here: &Meaning) -> f64 {
        let all: f64 = of.iter().map(|word| self.weight(word)).sum();
        let told = of.iter().filter(|word| here.contains(*word));
        let told: f64 = told.map(|word| self.weight(word)).sum();
        if all > 0.0 { told / all } else { 0.0 }
    }
}
