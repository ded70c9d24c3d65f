//! The codes of all problems, each with its page: what it means, an example that runs, and the remedy.

macro_rules! pages {
    ($($code:literal)*) => { &[$(($code, include_str!(concat!("../../docs/checks/", $code, ".md")))),*] };
}

/// Every code with its page, by name.
pub const CODES: &[(&str, &str)] = pages! {
    "bad-body"
    "bad-citation"
    "bad-date"
    "bad-hash"
    "bad-id"
    "bad-number"
    "bad-path"
    "bad-vote"
    "condition-on-stance"
    "counted-twice"
    "doubtful-name"
    "duplicate-id"
    "duplicate-key"
    "empty-milestone"
    "empty-model"
    "empty-range"
    "exclusive-options"
    "idle-exclusion"
    "late-position"
    "missing-file"
    "missing-key"
    "no-value"
    "not-utf8"
    "off-the-scale"
    "options-and-scale"
    "out-of-reach"
    "position-without-effect"
    "self-condition"
    "self-contradiction"
    "too-deep"
    "too-large"
    "uncited-position"
    "unfounded-batna"
    "unknown-format"
    "unknown-key"
    "unknown-milestone"
    "unknown-option"
    "unknown-party"
    "unknown-sentence"
    "unknown-source"
    "unknown-speaker"
    "unknown-word"
    "unreached-milestone"
    "unrecorded-deadline"
    "unsafe-link"
    "unused-party"
    "value-without-scale"
    "voice-and-via"
    "wrong-type"
    "yaml-anchor"
    "yaml-syntax"
};

/// The page of a code.
pub fn page(code: &str) -> Option<&'static str> {
    CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, page)| *page)
}
