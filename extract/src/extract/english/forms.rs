//! The forms of verbs and nouns, made by the rules of spelling.

use super::tags::Forms;

/// The plural of a noun by the rules of spelling.
pub(in crate::extract) fn plural(noun: &str) -> String {
    third_person(noun)
}

fn third_person(base: &str) -> String {
    const HISSES: [&str; 8] = ["s", "x", "z", "ch", "sh", "go", "do", "veto"];
    if let Some(stem) = before_y(base) {
        return format!("{stem}ies");
    }
    let whole = |end: &str| end.len() < 2 || end.ends_with('h') || base == end;
    let hisses = HISSES.iter().any(|end| base.ends_with(end) && whole(end));
    format!("{base}{}", if hisses { "es" } else { "s" })
}

/// What stands before a final *y* that becomes *ie*: *rat-* in *ratify*, nothing in *delay*.
fn before_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'o', 'u'])).then_some(stem)
}

/// A verb as the lists write it: `reject`, `permit*`, `buy/bought/bought`.
struct Written<'w> {
    base: &'w str,
    /// The base, its last letter doubled where the lists say so.
    stem: String,
    irregular: Option<(&'w str, &'w str)>,
}

impl<'w> Written<'w> {
    fn read(written: &'w str) -> Self {
        let mut parts = written.trim_end_matches('*').split('/');
        let base = parts.next().unwrap_or_default();
        let doubled = base.chars().last().filter(|_| written.ends_with('*'));
        let stem = doubled.map_or_else(|| base.to_owned(), |last| format!("{base}{last}"));
        Self {
            base,
            stem,
            irregular: parts.next().zip(parts.next()),
        }
    }

    /// The base with its last letter doubled, and an ending.
    fn doubled(&self, end: &str) -> String {
        let last = self.base.chars().last().unwrap_or('e');
        format!("{}{last}{end}", self.base)
    }

    fn gerund(&self) -> String {
        let base = self.base;
        let silent_e = base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("oe");
        if let Some(short) = base.strip_suffix("ie") {
            format!("{short}ying")
        } else if silent_e {
            format!("{}ing", &base[..base.len() - 1])
        } else {
            format!("{}ing", self.stem)
        }
    }

    fn past(&self) -> String {
        let base = self.base;
        match before_y(base) {
            _ if base.ends_with('e') => format!("{base}d"),
            Some(short) => format!("{short}ied"),
            None => format!("{}ed", self.stem),
        }
    }

    /// The forms of the past, and those with a doubled letter: *signaled* and *signalled*.
    fn past_forms(&self) -> Vec<(String, Forms)> {
        match self.irregular {
            Some((past, participle)) => self.irregular_forms(past, participle),
            None => self.regular_forms(),
        }
    }

    fn irregular_forms(&self, past: &str, participle: &str) -> Vec<(String, Forms)> {
        let mut found = vec![
            (past.to_owned(), Forms::PAST),
            (participle.to_owned(), Forms::PARTICIPLE),
        ];
        if !self.base.ends_with('e') && ends_cvc(self.base) {
            found.push((self.doubled("ing"), Forms::GERUND));
        }
        found
    }

    fn regular_forms(&self) -> Vec<(String, Forms)> {
        let past = self.past();
        let mut found = vec![(past.clone(), Forms::PAST), (past, Forms::PARTICIPLE)];
        let base = self.base;
        if base.ends_with("el") || base.ends_with("al") || ends_cvc(base) {
            found.push((self.doubled("ed"), Forms::PAST));
            found.push((self.doubled("ed"), Forms::PARTICIPLE));
            found.push((self.doubled("ing"), Forms::GERUND));
        }
        found
    }
}

/// A verb's base form and all its forms.
pub(super) fn forms(written: &str) -> (String, Vec<(String, Forms)>) {
    let verb = Written::read(written);
    let mut found = vec![
        (verb.base.to_owned(), Forms::BASE),
        (third_person(verb.base), Forms::THIRD),
        (verb.gerund(), Forms::GERUND),
    ];
    found.extend(verb.past_forms());
    (verb.base.to_owned(), found)
}

/// Whether a short word ends in consonant, vowel, consonant: stop, plan, ban.
fn ends_cvc(base: &str) -> bool {
    let vowel = |c: &u8| b"aeiou".contains(c);
    let bytes = base.as_bytes();
    let ends =
        matches!(bytes, [.., a, b, c] if !vowel(a) && vowel(b) && !vowel(c) && !b"wxy".contains(c));
    ends && bytes.iter().filter(|c| vowel(c)).count() == 1
}
