//! Which language a text is in: English, or something that the frames cannot read.
//!
//! The share of the commonest small words is enough to tell English from its neighbours on a hundred words
//! (Grefenstette 1995, *Comparing two language identification schemes*).

/// Small words that English uses all the time and its neighbours do not.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "was", "for", "with", "said", "by", "has", "have",
    "it", "be", "are", "not", "from", "this", "would", "will", "an", "at", "which", "on", "in",
];
/// Small words of other languages, with the language.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "German",
        &[
            "der", "die", "und", "das", "nicht", "ist", "den", "von", "mit", "für", "dem", "ein",
            "eine", "auch", "auf",
        ],
    ),
    (
        "French",
        &[
            "le", "les", "des", "est", "une", "dans", "que", "qui", "pour", "pas", "sur", "au",
            "du", "et", "avec",
        ],
    ),
    (
        "Spanish",
        &[
            "el", "los", "las", "del", "que", "una", "por", "con", "para", "su", "al", "como",
            "más", "pero",
        ],
    ),
    (
        "Italian",
        &[
            "il", "di", "che", "della", "per", "una", "sono", "con", "non", "gli", "nel", "alla",
            "dei",
        ],
    ),
    (
        "Dutch",
        &[
            "het", "een", "van", "niet", "zijn", "voor", "dat", "met", "op", "aan", "ook", "maar",
        ],
    ),
    (
        "Portuguese",
        &[
            "os", "das", "uma", "não", "com", "para", "mais", "como", "dos", "pelo", "são",
        ],
    ),
    (
        "Polish",
        &[
            "nie", "się", "na", "jest", "że", "do", "jak", "ale", "przez", "oraz",
        ],
    ),
];

/// So many words tell a language.
const SAMPLE: usize = 400;
/// Fewer do not.
const ENOUGH: usize = 20;

/// The language of a text, where it is not English; nothing where it is, or where the text is too short to tell.
pub(super) fn other_than_english(text: &str) -> Option<String> {
    if is_of_another_script(text) {
        return Some("a language in another script".to_owned());
    }
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !w.is_empty()).take(SAMPLE);
    let sample: Vec<String> = words.map(str::to_lowercase).collect();
    if sample.len() < ENOUGH {
        return None;
    }
    let count = |list: &[&str]| {
        let listed = sample.iter().filter(|word| list.contains(&word.as_str()));
        listed.count()
    };
    let others = OTHERS.iter().map(|(name, list)| (count(list), *name));
    let (most, name) = others.max()?;
    (most > count(ENGLISH) && most * 12 > sample.len()).then(|| name.to_owned())
}

/// Whether most letters of a text are not Latin.
fn is_of_another_script(text: &str) -> bool {
    let letters = text.chars().take(1_000).filter(|c| c.is_alphabetic());
    let is_latin = |c: &char| c.is_ascii() || ('\u{c0}'..'\u{250}').contains(c);
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(is_latin);
    let all = latin.len() + other.len();
    all > ENOUGH && latin.len() * 2 < all
}
