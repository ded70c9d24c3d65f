//! Who reads a briefing, which parts each reader gets, and how far they are told.
//!
//! An audience is a list of parts in an order. A minister has one page's time and a newsroom nine hundred words: few of each
//! thing are listed, remarks are left out, and a sentence carries two citations at most.

use super::Maker;
use crate::view::{Place, Section};

/// Who reads the briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Keeps the model, and wants all of it.
    Analyst,
    /// Has one page's time before a meeting.
    Minister,
    /// Will quote it: who said what, how sure it is, what is disputed and what nobody has said.
    Press,
    /// Learns from it: the terms explained, and questions to discuss.
    Class,
    /// Goes into the room: the working sheets of the field, filled as far as texts go.
    Negotiator,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 5] = [
        Self::Analyst,
        Self::Minister,
        Self::Press,
        Self::Class,
        Self::Negotiator,
    ];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Analyst => "analyst",
            Self::Minister => "minister",
            Self::Press => "press",
            Self::Class => "class",
            Self::Negotiator => "negotiator",
        }
    }
}

/// How much a short briefing tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// How many of each thing.
    each: usize,
    /// Whether numbers have a picture.
    has_scale: bool,
    /// Whether positions that are new are listed.
    has_positions: bool,
    /// Whether the way is drawn.
    has_way: bool,
}

impl Room {
    const fn new(each: usize, has_scale: bool) -> Self {
        Self {
            each,
            has_scale,
            has_positions: true,
            has_way: true,
        }
    }
}

/// All that a short briefing tells.
pub(super) const MOST_ROOM: Room = Room::new(6, true);

/// How much less is told, step by step, until the whole fits.
pub(super) const ROOMS: [Room; 14] = [
    Room::new(5, true),
    Room::new(4, true),
    Room::new(3, true),
    Room::new(2, true),
    Room::new(6, false),
    Room::new(5, false),
    Room::new(4, false),
    Room::new(3, false),
    Room::new(2, false),
    Room::new(1, false),
    LEAST_WITH_A_WAY,
    without_a_way(3),
    without_a_way(2),
    without_a_way(1),
];

const LEAST_WITH_A_WAY: Room = Room {
    has_positions: false,
    ..Room::new(1, false)
};

/// A page whose sentences need the room of the picture.
const fn without_a_way(each: usize) -> Room {
    Room {
        has_way: false,
        has_positions: each > 1,
        ..Room::new(each, false)
    }
}

/// A part of a briefing; an audience is a list of parts.
type Part<'a> = fn(&Maker<'a>) -> Vec<Section>;

impl<'a> Maker<'a> {
    pub(super) fn parts(&self) -> Vec<Part<'a>> {
        match self.audience {
            Audience::Analyst => vec![
                Self::bottom_line,
                Self::what_changed,
                Self::progress,
                Self::the_board,
                Self::status_table,
                Self::what_blocks,
                Self::circular,
                Self::openings,
                Self::milestones,
                Self::agreed,
                Self::conflict_sections,
                Self::in_their_own_words,
                Self::contested_facts,
                Self::claims_undenied,
                Self::silence,
                Self::next_dates,
                Self::timeline,
                Self::how_sure,
                Self::about_the_sources,
                Self::how_to_read,
                Self::sources,
            ],
            Audience::Minister => vec![
                Self::the_way,
                Self::findings,
                Self::not_heard,
                Self::what_changed,
                Self::refused_elsewhere,
                Self::numbers,
                Self::next_dates,
                Self::how_sure_in_short,
                Self::sources,
            ],
            Audience::Press => vec![
                Self::the_way,
                Self::findings,
                Self::what_changed,
                Self::refused_elsewhere,
                Self::differences,
                Self::beside_the_way,
                Self::next_dates,
                Self::what_we_do_not_know,
                Self::claims_to_check,
                Self::how_sure_in_short,
                Self::how_to_attribute,
                Self::sources,
            ],
            Audience::Negotiator => vec![
                Self::bottom_line,
                Self::the_way,
                Self::keys_in_short,
                Self::next_dates,
                Self::sheets,
                Self::sources,
            ],
            Audience::Class => vec![
                Self::who_is_who,
                Self::background,
                Self::timeline,
                Self::terms,
                Self::progress,
                Self::the_board,
                Self::questions,
                Self::answers,
                Self::circular,
                Self::openings,
                Self::agreed,
                Self::conflict_sections,
                Self::contested_facts,
                Self::claims_undenied,
                Self::silence,
                Self::how_to_read,
                Self::sources,
            ],
        }
    }

    /// Whether the reader has little time: remarks are left out, and nothing is told twice.
    pub(super) fn is_short(&self) -> bool {
        match self.audience {
            Audience::Minister | Audience::Press => true,
            Audience::Analyst | Audience::Class | Audience::Negotiator => false,
        }
    }

    /// Whether all of it is to stand on one page.
    pub(super) fn is_one_page(&self) -> bool {
        self.audience == Audience::Minister
    }

    /// How a section stands on the page: on one that holds everything, beside others.
    pub(super) fn place(&self, place: Place) -> Place {
        match (self.is_one_page(), place) {
            (true, Place::Across) => Place::Column,
            (_, place) => place,
        }
    }

    /// How many words it has at most, the sources not counted.
    pub(super) fn words_at_most(&self) -> Option<usize> {
        match self.audience {
            Audience::Press => Some(900),
            Audience::Minister | Audience::Analyst | Audience::Class | Audience::Negotiator => None,
        }
    }

    /// How many citations a sentence carries at most: a reader of one page wants to see that there are some.
    pub(super) fn notes_at_most(&self) -> Option<usize> {
        match self.audience {
            Audience::Minister | Audience::Press => Some(2),
            // A cell of a sheet is narrow.
            Audience::Negotiator => Some(3),
            Audience::Analyst | Audience::Class => None,
        }
    }

    /// How many of something a short briefing tells before the rest is counted.
    pub(super) fn room(&self) -> usize {
        self.room.get().each
    }

    /// Whether positions that are new are listed.
    pub(super) fn has_positions(&self) -> bool {
        self.room.get().has_positions
    }

    /// Whether the way is drawn.
    pub(super) fn has_way(&self) -> bool {
        self.room.get().has_way
    }

    /// Whether numbers have a picture beside their sentences.
    pub(super) fn has_scale(&self) -> bool {
        self.room.get().has_scale
    }

    /// The same in a part that other readers have too: these are told all.
    pub(super) fn room_for(&self, most: usize) -> usize {
        match self.is_short() {
            true => most.min(self.room()),
            false => usize::MAX,
        }
    }
}
