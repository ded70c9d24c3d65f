//! Parts of speech, forms of verbs, and what else is known of a word.

/// A part of speech; the letters of a [`Tags`] set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(in crate::extract) enum Tag {
    Determiner,
    Demonstrative,
    Possessive,
    Pronoun,
    Preposition,
    To,
    Conjunction,
    Subordinator,
    That,
    Relative,
    Modal,
    Be,
    Have,
    Do,
    Not,
    Adverb,
    Adjective,
    Verb,
    Noun,
    Number,
    /// The `'s` after a noun.
    Genitive,
    Comma,
    /// A semicolon, a colon or a dash: a clause does not go on after it.
    Break,
    Quote,
    Bracket,
    Stop,
}

/// The parts of speech that a word can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Tags(u32);

impl Tags {
    pub fn of(tag: Tag) -> Self {
        Self(1 << tag as u8)
    }

    pub fn has(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u8) != 0
    }

    /// The set of several.
    pub const fn any(tags: &[Tag]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < tags.len() {
            bits |= 1 << tags[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    pub fn add(&mut self, tag: Tag) {
        self.0 |= 1 << tag as u8;
    }

    /// Whether it has one of several.
    pub fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The one tag, where there is only one.
    pub fn only(self) -> Option<Tag> {
        (self.0.count_ones() == 1).then(|| ALL[self.0.trailing_zeros() as usize])
    }
}

const ALL: [Tag; 26] = [
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Pronoun,
    Tag::Preposition,
    Tag::To,
    Tag::Conjunction,
    Tag::Subordinator,
    Tag::That,
    Tag::Relative,
    Tag::Modal,
    Tag::Be,
    Tag::Have,
    Tag::Do,
    Tag::Not,
    Tag::Adverb,
    Tag::Adjective,
    Tag::Verb,
    Tag::Noun,
    Tag::Number,
    Tag::Genitive,
    Tag::Comma,
    Tag::Break,
    Tag::Quote,
    Tag::Bracket,
    Tag::Stop,
];

/// The forms of a verb that a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Forms(u8);

impl Forms {
    pub const BASE: Self = Self(1);
    pub const THIRD: Self = Self(2);
    pub const PAST: Self = Self(4);
    pub const PARTICIPLE: Self = Self(8);
    pub const GERUND: Self = Self(16);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A dictionary form, as a number.
pub(in crate::extract) type Lemma = u32;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract) struct Word {
    pub tags: Tags,
    pub forms: Forms,
    /// The verb it is a form of, or the word itself.
    pub lemma: Lemma,
    /// The noun it is a form of.
    pub noun: Lemma,
    pub traits: Traits,
}

/// What else a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Traits(u16);

impl Traits {
    pub const AGENT: Self = Self(1);
    pub const LIGHT: Self = Self(2);
    pub const TIME: Self = Self(4);
    pub const TITLE: Self = Self(8);
    /// A verb whose subject says the clause that follows.
    pub const REPORT: Self = Self(16);
    /// Some frame begins with this word.
    pub const TRIGGER: Self = Self(32);
    /// Some adverbial of several words begins with this word.
    pub const OPENS: Self = Self(128);
    /// Some aside begins with this word.
    pub const ASIDE: Self = Self(256);
    /// An adjective that a frame uses after *be*.
    pub const PREDICATE: Self = Self(64);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
