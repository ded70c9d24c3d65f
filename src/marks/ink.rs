//! The colours of all pictures, each in the light and in the dark look.
//!
//! Only a party has a hue, so that colour says who and nothing else: no red for bad, no green for good, and black is nobody's.
//! The first three hues are told apart by anybody; beyond them the letters of a party carry it (see [`super::letters`]).

/// A colour by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// What everything stands on.
    Paper,
    /// The inside of silence, of stations and of keyholes, and of nothing else.
    Hollow,
    /// The way, the goal, and all words.
    Ink,
    /// Words of the second rank; never a mark.
    Mute,
    /// Hairlines.
    Line,
    /// The ground of a note.
    Band,
    /// Letters on the hue of a party.
    On,
    /// The hue of a party, by its place in the order of colours; beyond the last hue all share one.
    Party(usize),
}

/// The hues of the first parties, light and dark, in the order in which they are given away.
pub const HUES: [(&str, &str); 14] = [
    ("#1258A6", "#6CA6F2"),
    ("#BA4A08", "#FF9450"),
    ("#00503A", "#86EBCB"),
    ("#A5307F", "#D977C9"),
    ("#35177A", "#C9C2FF"),
    ("#68707A", "#8E979F"),
    ("#5E4A00", "#F0DC82"),
    ("#2A769F", "#8FD0F5"),
    ("#7E1C2D", "#FFB3B9"),
    ("#4C7548", "#9FCB9A"),
    ("#D2146A", "#FF74B0"),
    ("#8A5A2B", "#C99B6E"),
    ("#5157E6", "#8F86FF"),
    ("#1F2A30", "#F4F5F7"),
];

/// The hue of every party beyond the last that has its own.
const OTHERS: (&str, &str) = ("#595C63", "#AEB0B6");

impl Ink {
    /// Every colour that is nobody's.
    pub const PLAIN: [Self; 7] = [
        Self::Paper,
        Self::Hollow,
        Self::Ink,
        Self::Mute,
        Self::Line,
        Self::Band,
        Self::On,
    ];

    /// The colour in the light look.
    pub fn light(self) -> &'static str {
        self.looks().0
    }

    /// The colour in the dark look.
    pub fn dark(self) -> &'static str {
        self.looks().1
    }

    fn looks(self) -> (&'static str, &'static str) {
        match self {
            Self::Paper => ("#F6F3EC", "#14161A"),
            Self::Hollow | Self::On => ("#FFFFFF", "#0B0C0E"),
            Self::Ink => ("#15171C", "#F1EFE9"),
            Self::Mute => ("#595C63", "#AEB0B6"),
            Self::Line => ("#D3CCBC", "#3A3F48"),
            Self::Band => ("#EBE6DA", "#1E2127"),
            Self::Party(number) => HUES.get(number).copied().unwrap_or(OTHERS),
        }
    }

    /// A short name that is its own: parties beyond the last hue share one.
    pub fn class(self) -> String {
        match self {
            Self::Paper => "paper".to_owned(),
            Self::Hollow => "hollow".to_owned(),
            Self::Ink => "ink".to_owned(),
            Self::Mute => "mute".to_owned(),
            Self::Line => "line".to_owned(),
            Self::Band => "band".to_owned(),
            Self::On => "on".to_owned(),
            Self::Party(number) => format!("p{}", number.min(HUES.len()) + 1),
        }
    }
}
