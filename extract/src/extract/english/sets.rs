//! Named sets of words: the small lists by which the rules know a sort of word.
//!
//! The words are data (`sets.yaml`); here stands only which sets there are.

macro_rules! sets {
    ($($name:ident $key:literal,)*) => {
        /// A named set of words; `sets.yaml` says which words, and what for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(in crate::extract) enum Set { $($name,)* }

        impl Set {
            /// All sets, each with its key in `sets.yaml`.
            pub const ALL: &[(Self, &str)] = &[$((Self::$name, $key),)*];
        }
    };
}

sets! {
    According "according",
    AcrossClauses "across_clauses",
    AdverbsOfAdjectives "adverbs_of_adjectives",
    AlsoBodies "also_bodies",
    And "and",
    AndOr "and_or",
    AndOrNor "and_or_nor",
    BeforeListed "before_listed",
    BeforeNow "before_now",
    Between "between",
    BetweenAmong "between_among",
    Both "both",
    BothTwo "both_two",
    But "but",
    ButYet "but_yet",
    By "by",
    ByOfFrom "by_of_from",
    ByParties "by_parties",
    Causes "causes",
    Could "could",
    CountedParties "counted_parties",
    Decided "decided",
    DemandNouns "demand_nouns",
    Deontic "deontic",
    DoubtNouns "doubt_nouns",
    Doubters "doubters",
    Due "due",
    Fails "fails",
    FirstPerson "first_person",
    Five "five",
    Floating "floating",
    For "for",
    ForTo "for_to",
    ForToOf "for_to_of",
    Forecasts "forecasts",
    Four "four",
    FutureModals "future_modals",
    GoesOnInside "goes_on_inside",
    Having "having",
    HeOrShe "he_or_she",
    Hypothetical "hypothetical",
    If "if",
    InNumbers "in_numbers",
    Includes "includes",
    Is "is",
    It "it",
    ItAlone "it_alone",
    ItOrThere "it_or_there",
    Its "its",
    JoinsListed "joins_listed",
    JoinsObject "joins_object",
    JoinsPair "joins_pair",
    Joint "joint",
    JointDeeds "joint_deeds",
    LeadsTime "leads_time",
    Majority "majority",
    Maybe "maybe",
    Months "months",
    Must "must",
    MustApprove "must_approve",
    MustBeApproved "must_be_approved",
    MustHave "must_have",
    MustShould "must_should",
    Naming "naming",
    Need "need",
    NeedVerbs "need_verbs",
    Needed "needed",
    Negated "negated",
    Neither "neither",
    NeverAlone "never_alone",
    NeverModals "never_modals",
    No "no",
    NoLittle "no_little",
    NoNothingNeither "no_nothing_neither",
    NoNumber "no_number",
    NoValue "no_value",
    Nobody "nobody",
    NonFinite "non_finite",
    NonFiniteBe "non_finite_be",
    NotOne "not_one",
    NothingAtAll "nothing_at_all",
    Obliges "obliges",
    Of "of",
    OfInByFrom "of_in_by_from",
    OfOrFor "of_or_for",
    OnUpon "on_upon",
    Once "once",
    OnlyEven "only_even",
    OpensAbsolute "opens_absolute",
    OpensPredicate "opens_predicate",
    Others "others",
    Over "over",
    Parts "parts",
    Pending "pending",
    Per "per",
    Percent "percent",
    PlaceOrTime "place_or_time",
    PlainApproval "plain_approval",
    Planned "planned",
    PluralSides "plural_sides",
    PointsBack "points_back",
    Question "question",
    Said "said",
    Selves "selves",
    SheOrHe "she_or_he",
    Should "should",
    Sides "sides",
    Six "six",
    SpeaksOfTime "speaks_of_time",
    Subject "subject",
    SuchThatThis "such_that_this",
    Takes "takes",
    TellsTo "tells_to",
    That "that",
    The "the",
    There "there",
    TheyOrBoth "they_or_both",
    TheyOrThem "they_or_them",
    Three "three",
    TimeUnits "time_units",
    To "to",
    ToBefore "to_before",
    Turned "turned",
    VagueIssues "vague_issues",
    What "what",
    WholeDeal "whole_deal",
    Will "will",
    WillOrWould "will_or_would",
    With "with",
    Without "without",
    Words "words",
    Yet "yet",
}

/// The named sets that a word is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Sets([u64; 4]);

impl Sets {
    pub fn has(self, set: Set) -> bool {
        self.0[set as usize / 64] & (1 << (set as usize % 64)) != 0
    }

    pub fn add(&mut self, set: Set) {
        self.0[set as usize / 64] |= 1 << (set as usize % 64);
    }
}
