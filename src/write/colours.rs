//! The colours of all drawings, each in the light and in the dark look; from Okabe and Ito.

use crate::view::{Box, BoxKind, Emphasis, LineKind, Ownership};

/// A colour in the light and in the dark look, by its class.
pub(super) struct Colour {
    pub class: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
}

pub(super) const BACKGROUND: Colour = Colour {
    class: "bg",
    light: "#FFFFFF",
    dark: "#12171D",
};
pub(super) const PANEL: Colour = Colour {
    class: "panel",
    light: "#F5F7FA",
    dark: "#1A222B",
};
pub(super) const LINE: Colour = Colour {
    class: "line",
    light: "#CBD2D9",
    dark: "#3A4653",
};
pub(super) const INK: Colour = Colour {
    class: "ink",
    light: "#1F2933",
    dark: "#EEF2F6",
};
pub(super) const MUTE: Colour = Colour {
    class: "mute",
    light: "#52606D",
    dark: "#A9B4C0",
};
pub(super) const ISSUE_FILL: Colour = Colour {
    class: "issue-f",
    light: "#FFF4D1",
    dark: "#40330B",
};
pub(super) const ISSUE_LINE: Colour = Colour {
    class: "issue-s",
    light: "#3E4C59",
    dark: "#E8B93A",
};
pub(super) const BLOCK: Colour = Colour {
    class: "block",
    light: "#9B1C1C",
    dark: "#FF8A80",
};
/// The colour of blocking, for words.
pub(super) const BLOCK_TEXT: Colour = Colour {
    class: "block-h",
    light: "#9B1C1C",
    dark: "#FF8A80",
};
/// The colour of agreement.
pub(super) const AGREE: Colour = Colour {
    class: "agree",
    light: "#0B6B4B",
    dark: "#6FD6AE",
};
pub(super) const RING_FILL: Colour = Colour {
    class: "ring-f",
    light: "#F3EAFB",
    dark: "#2E1F42",
};
pub(super) const RING_LINE: Colour = Colour {
    class: "ring-s",
    light: "#6B2FA0",
    dark: "#C79BFF",
};

/// Fill and outline of the parties, in the order of the model.
pub(super) const PARTIES: [(Colour, Colour); 6] = [
    (
        Colour {
            class: "pa-f",
            light: "#E3F0FA",
            dark: "#12324A",
        },
        Colour {
            class: "pa-s",
            light: "#0072B2",
            dark: "#56B4E9",
        },
    ),
    (
        Colour {
            class: "pb-f",
            light: "#FBE8DD",
            dark: "#47260F",
        },
        Colour {
            class: "pb-s",
            light: "#B84A00",
            dark: "#F0925A",
        },
    ),
    (
        Colour {
            class: "pc-f",
            light: "#DDF3EA",
            dark: "#0E3A2E",
        },
        Colour {
            class: "pc-s",
            light: "#00785A",
            dark: "#3CC79A",
        },
    ),
    (
        Colour {
            class: "pd-f",
            light: "#F9E9F2",
            dark: "#43203A",
        },
        Colour {
            class: "pd-s",
            light: "#A8487F",
            dark: "#E6A5CB",
        },
    ),
    (
        Colour {
            class: "pe-f",
            light: "#F4EEDC",
            dark: "#3A3014",
        },
        Colour {
            class: "pe-s",
            light: "#7A5C12",
            dark: "#D9B75A",
        },
    ),
    (
        Colour {
            class: "pf-f",
            light: "#E9ECEF",
            dark: "#2B333B",
        },
        Colour {
            class: "pf-s",
            light: "#5B6770",
            dark: "#A9B4C0",
        },
    ),
];

/// Which of the parties' colours are an owner's, by its place in the model's order; the last are for all beyond.
pub(super) fn party_number(owner: &Ownership) -> usize {
    owner.number.min(PARTIES.len() - 1)
}

/// Fill and outline of what a party owns.
pub(super) fn party(owner: &Ownership) -> (&'static Colour, &'static Colour) {
    let (fill, line) = &PARTIES[party_number(owner)];
    (fill, line)
}

/// The colour of lines and names of what a party owns; grey where nobody does.
pub(super) fn owner_line(owner: Option<&Ownership>) -> &'static Colour {
    owner.map_or(&MUTE, |owner| party(owner).1)
}

/// The colour of a line.
pub(super) fn line_colour(kind: LineKind) -> &'static Colour {
    match kind {
        LineKind::NeededFor => &INK,
        LineKind::Blocks | LineKind::Incompatible => &BLOCK,
        LineKind::Gap | LineKind::On => &MUTE,
        LineKind::Ring => &RING_LINE,
        LineKind::Agrees => &AGREE,
    }
}

/// Fill and outline of a box in the light look, for formats without a dark one.
pub(super) fn box_colours(item: &Box) -> (&'static str, &'static str) {
    match (item.emphasis, item.kind) {
        (Emphasis::Ring, _) => (RING_FILL.light, RING_LINE.light),
        (Emphasis::Muted, _) => (PANEL.light, LINE.light),
        (Emphasis::Plain | Emphasis::Blocking | Emphasis::Goal, BoxKind::Issue) => {
            (ISSUE_FILL.light, ISSUE_LINE.light)
        }
        (Emphasis::Plain | Emphasis::Blocking | Emphasis::Goal, _) => match &item.owner {
            Some(owner) => (party(owner).0.light, party(owner).1.light),
            None => (BACKGROUND.light, INK.light),
        },
    }
}
