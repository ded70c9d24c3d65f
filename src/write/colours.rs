//! The colours of boxes and lines, each in the light and in the dark look: those of the marks (`marks::Ink`), and a tint of each
//! hue for what a party owns. Only parties have hues.

use crate::view::{Box, BoxKind, Emphasis, LineKind, Ownership};

/// A colour in the light and in the dark look, by its class.
pub(super) struct Colour {
    pub class: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
}

pub(super) const BACKGROUND: Colour = Colour {
    class: "bg",
    light: "#F6F3EC",
    dark: "#14161A",
};
pub(super) const PANEL: Colour = Colour {
    class: "panel",
    light: "#EFEAE0",
    dark: "#1B1E23",
};
pub(super) const LINE: Colour = Colour {
    class: "line",
    light: "#D3CCBC",
    dark: "#3A3F48",
};
pub(super) const INK: Colour = Colour {
    class: "ink",
    light: "#15171C",
    dark: "#F1EFE9",
};
pub(super) const MUTE: Colour = Colour {
    class: "mute",
    light: "#595C63",
    dark: "#AEB0B6",
};
pub(super) const ISSUE_FILL: Colour = Colour {
    class: "issue-f",
    light: "#FBF9F4",
    dark: "#20242A",
};
pub(super) const ISSUE_LINE: Colour = Colour {
    class: "issue-s",
    light: "#15171C",
    dark: "#F1EFE9",
};
pub(super) const BLOCK: Colour = Colour {
    class: "block",
    light: "#15171C",
    dark: "#F1EFE9",
};
/// The same for words.
pub(super) const BLOCK_TEXT: Colour = Colour {
    class: "block-h",
    light: "#15171C",
    dark: "#F1EFE9",
};
/// What joins those who agree.
pub(super) const AGREE: Colour = Colour {
    class: "agree",
    light: "#595C63",
    dark: "#AEB0B6",
};
pub(super) const RING_FILL: Colour = Colour {
    class: "ring-f",
    light: "#FFFFFF",
    dark: "#0B0C0E",
};
pub(super) const RING_LINE: Colour = Colour {
    class: "ring-s",
    light: "#15171C",
    dark: "#F1EFE9",
};

/// Fill and outline of the parties, in the order of the model; the last are for all beyond the hues.
pub(super) const PARTIES: [(Colour, Colour); 15] = [
    (
        Colour {
            class: "p1-f",
            light: "#DDE4EA",
            dark: "#27364A",
        },
        Colour {
            class: "p1-s",
            light: "#1258A6",
            dark: "#6CA6F2",
        },
    ),
    (
        Colour {
            class: "p2-f",
            light: "#F3E2D5",
            dark: "#483226",
        },
        Colour {
            class: "p2-s",
            light: "#BA4A08",
            dark: "#FF9450",
        },
    ),
    (
        Colour {
            class: "p3-f",
            light: "#DAE3DC",
            dark: "#2D4541",
        },
        Colour {
            class: "p3-s",
            light: "#00503A",
            dark: "#86EBCB",
        },
    ),
    (
        Colour {
            class: "p4-f",
            light: "#F0DFE5",
            dark: "#3F2B40",
        },
        Colour {
            class: "p4-s",
            light: "#A5307F",
            dark: "#D977C9",
        },
    ),
    (
        Colour {
            class: "p5-f",
            light: "#E1DCE4",
            dark: "#3C3C4C",
        },
        Colour {
            class: "p5-s",
            light: "#35177A",
            dark: "#C9C2FF",
        },
    ),
    (
        Colour {
            class: "p6-f",
            light: "#E8E7E4",
            dark: "#2F3237",
        },
        Colour {
            class: "p6-s",
            light: "#68707A",
            dark: "#8E979F",
        },
    ),
    (
        Colour {
            class: "p7-f",
            light: "#E7E2D4",
            dark: "#444231",
        },
        Colour {
            class: "p7-s",
            light: "#5E4A00",
            dark: "#F0DC82",
        },
    ),
    (
        Colour {
            class: "p8-f",
            light: "#E0E8E9",
            dark: "#2F3F4A",
        },
        Colour {
            class: "p8-s",
            light: "#2A769F",
            dark: "#8FD0F5",
        },
    ),
    (
        Colour {
            class: "p9-f",
            light: "#EBDCDA",
            dark: "#48393D",
        },
        Colour {
            class: "p9-s",
            light: "#7E1C2D",
            dark: "#FFB3B9",
        },
    ),
    (
        Colour {
            class: "p10-f",
            light: "#E4E8DE",
            dark: "#333E36",
        },
        Colour {
            class: "p10-s",
            light: "#4C7548",
            dark: "#9FCB9A",
        },
    ),
    (
        Colour {
            class: "p11-f",
            light: "#F6DBE2",
            dark: "#482B3B",
        },
        Colour {
            class: "p11-s",
            light: "#D2146A",
            dark: "#FF74B0",
        },
    ),
    (
        Colour {
            class: "p12-f",
            light: "#ECE4DA",
            dark: "#3C332C",
        },
        Colour {
            class: "p12-s",
            light: "#8A5A2B",
            dark: "#C99B6E",
        },
    ),
    (
        Colour {
            class: "p13-f",
            light: "#E5E4F2",
            dark: "#2F2F4C",
        },
        Colour {
            class: "p13-s",
            light: "#5157E6",
            dark: "#8F86FF",
        },
    ),
    (
        Colour {
            class: "p14-f",
            light: "#DEDEDB",
            dark: "#45474B",
        },
        Colour {
            class: "p14-s",
            light: "#1F2A30",
            dark: "#F4F5F7",
        },
    ),
    (
        Colour {
            class: "p15-f",
            light: "#E6E5E1",
            dark: "#36383C",
        },
        Colour {
            class: "p15-s",
            light: "#595C63",
            dark: "#AEB0B6",
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
