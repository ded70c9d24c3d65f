//! Names in sentences: what an author says of how a name runs on, and what holds where nothing is said.
//!
//! A label on a box and a name in a sentence are two things. The author's first letter decides
//! (docs/decisions/0028): a name with a capital is a proper name and stands as it is written; one with
//! a small letter is a common noun, takes *the*, and has its capital only where it stands alone or
//! first. Keys override both. No capital is ever taken away, and no word is looked up.

use serde::Serialize;

/// How a name runs in a sentence, as far as its author says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Forms {
    /// The whole name with its article, as it stands in the middle of a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_sentence: Option<String>,
    /// The article before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// Whether verbs take the plural after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plural: Option<bool>,
    /// What it is called once it has been named in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What holds, as a clause after *that*: `Ukraine leaves it`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What somebody does, as a verb after *to*: `leave the part of Donetsk it still holds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deed: Option<String>,
    /// Whether the author writes the name with a small first letter, or not at all.
    #[serde(skip)]
    pub is_common: bool,
}

/// The article before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Article {
    /// *the*.
    The,
    /// *a*.
    A,
    /// *an*.
    An,
    /// None.
    None,
}

impl Article {
    /// The name with the article before it.
    fn before(self, name: &str) -> String {
        match self {
            Self::The => format!("the {name}"),
            Self::A => format!("a {name}"),
            Self::An => format!("an {name}"),
            Self::None => name.to_owned(),
        }
    }
}

/// How the program spells its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// *organisation*, *favoured*.
    #[default]
    British,
    /// *organization*, *favored*.
    American,
}

impl Spelling {
    /// Whether it is the one in which the program's words are written.
    pub fn is_british(&self) -> bool {
        *self == Self::British
    }

    /// A sentence of ours in this spelling.
    pub fn of(self, ours: &str) -> String {
        match self {
            Self::British => ours.to_owned(),
            Self::American => IN_AMERICAN
                .iter()
                .fold(ours.to_owned(), |text, (british, american)| {
                    text.replace(british, american)
                }),
        }
    }
}

/// Every word of ours that is spelt in two ways.
const IN_AMERICAN: [(&str, &str); 2] = [("organisation", "organization"), ("favoured", "favored")];

impl Forms {
    /// The name in the middle of a sentence; `label` is the name as it stands alone.
    pub fn in_sentence(&self, label: &str) -> String {
        if let Some(words) = &self.in_sentence {
            return words.clone();
        }
        let name = self.written(label);
        match self.article {
            Some(article) => article.before(&name),
            None if self.is_common && !has_determiner(&name) => Article::The.before(&name),
            None => name,
        }
    }

    /// The name as the author writes it, without an article of ours: `ceasefire`, `Minsk agreement`.
    pub fn written(&self, label: &str) -> String {
        match self.is_common {
            true => with_first(label, |c| c.to_lowercase().collect()),
            false => label.to_owned(),
        }
    }

    /// Whether verbs take the plural after it: what the author says, or else of a common noun its own ending.
    pub fn is_plural(&self, label: &str) -> bool {
        let by_form = || self.is_common && looks_plural(label);
        self.plural.unwrap_or_else(by_form)
    }

    /// Whether it can be the object of a verb as it stands, without quotation marks around it.
    pub fn is_phrase(&self) -> bool {
        self.is_common || self.in_sentence.is_some() || self.article.is_some()
    }
}

/// A name as it stands alone, on a box or as a heading, and whether it is a common noun. A capital is only given to a
/// first word all of whose letters are small, so that `iPhone` stays.
pub fn alone(written: &str) -> (String, bool) {
    let first = words_of(written).next().unwrap_or("");
    let is_common = starts_small(written) && !first.chars().any(char::is_uppercase);
    let label = match is_common {
        true => with_first(written, |c| c.to_uppercase().collect()),
        false => written.to_owned(),
    };
    (label, is_common)
}

fn starts_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(change).unwrap_or_default();
    first + letters.as_str()
}

/// The words of a text, without the marks between them.
pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
}

/// Whether the noun of a name, before any preposition, ends as a plural does.
pub fn looks_plural(name: &str) -> bool {
    const PREPOSITIONS: [&str; 11] = [
        "of", "in", "on", "for", "with", "to", "by", "at", "from", "between", "and",
    ];
    let noun = words_of(name).take_while(|word| !PREPOSITIONS.contains(word));
    noun.last().is_some_and(has_plural_s)
}

fn has_plural_s(noun: &str) -> bool {
    let is_singular = ["ss", "us", "is"].iter().any(|end| noun.ends_with(end));
    noun.chars().count() > 3 && noun.ends_with('s') && !is_singular
}

/// Whether a noun has an article or a number already, is owned by somebody, or is a question.
fn has_determiner(noun: &str) -> bool {
    let mut words = words_of(noun);
    let first = words.next().unwrap_or("");
    // One word alone is the name itself: a milestone may be called `a`.
    if words.next().is_none() {
        return false;
    }
    let is_owned = first.ends_with("'s") || first.ends_with("’s") || first.ends_with("s’");
    is_owned || DETERMINERS.contains(&first) || first.starts_with(|c: char| c.is_ascii_digit())
}

const DETERMINERS: [&str; 24] = [
    "a", "all", "an", "any", "both", "each", "every", "his", "her", "how", "its", "no", "one",
    "some", "that", "the", "their", "these", "this", "what", "when", "whether", "who", "whose",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn named(written: &str) -> (String, Forms) {
        let (label, is_common) = alone(written);
        let forms = Forms {
            is_common,
            ..Forms::default()
        };
        (label, forms)
    }

    /// As it is written, alone, and in the middle of a sentence.
    const NAMES: [(&str, &str, &str); 14] = [
        ("Brexit", "Brexit", "Brexit"),
        ("Minsk agreement", "Minsk agreement", "Minsk agreement"),
        (
            "ceasefire of 60 days",
            "Ceasefire of 60 days",
            "the ceasefire of 60 days",
        ),
        ("the owner", "The owner", "the owner"),
        ("The Netherlands", "The Netherlands", "The Netherlands"),
        ("The", "The", "The"),
        ("No", "No", "No"),
        ("no deal", "No deal", "no deal"),
        ("iPhone plant", "iPhone plant", "iPhone plant"),
        ("e-mail", "E-mail", "the e-mail"),
        (
            "élections anticipées",
            "Élections anticipées",
            "the élections anticipées",
        ),
        ("Україна", "Україна", "Україна"),
        ("停火", "停火", "停火"),
        ("60-day truce", "60-day truce", "60-day truce"),
    ];

    #[test]
    fn the_first_letter_decides_how_a_name_stands() {
        for (written, expected_label, inside) in NAMES {
            let (label, forms) = named(written);
            assert_eq!(label, expected_label);
            assert_eq!(forms.in_sentence(&label), inside);
        }
    }

    #[test]
    fn keys_override_what_the_first_letter_says() {
        let (label, forms) = named("Geneva talks");
        let forms = Forms {
            article: Some(Article::The),
            plural: Some(true),
            ..forms
        };
        assert_eq!(forms.in_sentence(&label), "the Geneva talks");
        assert!(forms.is_plural(&label));
        let forms = Forms {
            in_sentence: Some("talks in Geneva".to_owned()),
            ..forms
        };
        assert_eq!(forms.in_sentence(&label), "talks in Geneva");
    }

    #[test]
    fn only_a_common_noun_is_a_plural_by_its_ending() {
        let is_plural = |written| {
            let (label, forms) = named(written);
            forms.is_plural(&label)
        };
        assert!(is_plural("troop withdrawals"));
        assert!(is_plural("parliaments of the countries"));
        assert!(!is_plural("status"));
        assert!(!is_plural("Hamas"));
        assert!(!is_plural("Netherlands"));
    }
}
