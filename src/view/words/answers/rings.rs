//! Circular conditions, edge by edge.

use crate::analysis::{
    About, AvoidedRing, Blocks, Deadlock, Detour, Detoured, Known, Opens, RingEdge, Route, Shape,
};
use crate::graph::Change;
use crate::model::Target;

use super::clauses::clause;
use super::notes::noted;
use crate::view::words::{Words, and, count, number_word, or, upper_first};
use crate::view::{Block, Document, Item, Line, Section};

/// Refusals that close the ways round a ring and are named; of others it is said how many they are.
const MOST_CLOSED: usize = 12;
/// Rings that another way avoids, of which this many are told.
const MOST_DETOURED: usize = 10;

/// A ring on a way that nobody refuses, and what closes the ways that avoid it.
pub(in crate::view) fn avoided_section(
    words: &Words<'_>,
    avoided: &AvoidedRing,
    goal: &Target,
) -> Section {
    let mut items = ring_items(words, &avoided.ring, Some(goal));
    let other_way = Line::derived(other_way(words, avoided));
    items.push(other_way.citing(&avoided.cites).item());
    Section::new(
        "Circular conditions that another way would avoid",
        vec![Block::Items(items)],
    )
}

/// What closes the ways that avoid a ring.
fn other_way(words: &Words<'_>, avoided: &AvoidedRing) -> String {
    let closed = closed_by(words, &avoided.closed_by);
    match closed.is_empty() {
        true => "Another way would avoid the circle; it is closed by what cannot all hold, or by a day that has passed.".to_owned(),
        false => format!(
            "Another way would avoid the circle, and is closed: {}.",
            closed.join("; ")
        ),
    }
}

fn closed_by(words: &Words<'_>, refusals: &[Change]) -> Vec<String> {
    let closed = refusals.iter().take(MOST_CLOSED);
    let closed = closed.map(|change| words.refusal_inside(change));
    let others = refusals.len().saturating_sub(MOST_CLOSED);
    let others = (others > 0).then(|| format!("and {} more", count(others, "refusal", "refusals")));
    closed.chain(others).collect()
}

/// `the referendum waits for the ceasefire, the ceasefire for the settlement, ...`.
pub(in crate::view) fn ring_in_words(words: &Words<'_>, ring: &Deadlock) -> String {
    let next = ring.ring.iter().cycle().skip(1);
    let steps = ring.ring.iter().zip(next).enumerate();
    let steps = steps.map(|(at, (waiter, next))| {
        // The verb is told once, in the first step.
        let waits = match (at, words.is_plural_waiter(waiter)) {
            (0, false) => " waits",
            (0, true) => " wait",
            _ => "",
        };
        format!("{}{waits} for {}", words.waiter(waiter), words.waiter(next))
    });
    and(&steps.collect::<Vec<_>>())
}

/// A ring edge by edge.
pub(in crate::view) fn ring_section(words: &Words<'_>, ring: &Deadlock, goal: &Target) -> Section {
    let items = ring_items(words, ring, Some(goal));
    Section::new("Circular conditions (deadlock)", vec![Block::Items(items)])
}

/// Of each edge also what would open what waits: a goal, or the member itself.
pub(in crate::view) fn ring_items(
    words: &Words<'_>,
    ring: &Deadlock,
    goal: Option<&Target>,
) -> Vec<Item> {
    let edges = ring.edges.iter();
    edges.map(|edge| edge_item(words, edge, goal)).collect()
}

fn edge_item(words: &Words<'_>, edge: &RingEdge, goal: Option<&Target>) -> Item {
    let waits = match goal {
        Some(goal) => words.target(goal),
        None => words.waiter(&edge.from),
    };
    let opens = what_opens(words, edge, &waits).unwrap_or_default();
    let line = Line::derived(format!("{}{opens}", ring_edge(words, edge)));
    noted(line.citing(&edge.cites).item(), &edge.notes)
}

/// What would follow if the condition of an edge were given up.
fn what_opens(words: &Words<'_>, edge: &RingEdge, waits: &str) -> Option<String> {
    let change = clause(words, edge.change.as_ref()?);
    Some(match edge.opens? {
        Opens::Goal => format!(" If {change}, nothing else blocks {waits}."),
        Opens::Ring => format!(
            " If {change}, the circle is broken; something else is in the way of {waits} too."
        ),
    })
}

/// What waits for what in a ring, and whose condition that is.
pub(in crate::view) fn ring_edge(words: &Words<'_>, edge: &RingEdge) -> String {
    let (from, needs) = (words.waiter(&edge.from), words.waiter(&edge.needs));
    let order = order(words, edge);
    let owner = edge.by.iter();
    let owner = owner.map(|by| format!(" This is a condition of {}.", words.party(by)));
    let owner: String = owner.collect();
    format!("{} {order} {needs}.{owner}", upper_first(&from))
}

/// The verb of an edge: whether what waits may come together with what it needs.
fn order(words: &Words<'_>, edge: &RingEdge) -> &'static str {
    match (edge.strict, words.is_plural_waiter(&edge.from)) {
        (true, false) => "comes only after",
        (true, true) => "come only after",
        (false, false) => "needs",
        (false, true) => "need",
    }
}

/// `deadlocks`.
pub fn deadlocks_answer(
    words: &Words<'_>,
    (found, avoided): (&Known<Vec<Deadlock>>, &Known<Vec<Detoured>>),
    goal: Option<&Blocks>,
) -> Document {
    let rings = found.items();
    let none = (rings.is_empty())
        .then(|| "Once plain refusals are lifted, nothing waits for itself.".to_owned());
    let why = found.why().or(avoided.why());
    let why = why.map(|why| format!("This list may not be whole: {why}."));
    let beside = how_many_avoided(avoided.items());
    let lead = none.into_iter().chain(beside).chain(why).map(Line::derived);
    let sections = rings.iter().map(|ring| by_itself(words, ring, goal));
    let avoided = avoided.items().iter().take(MOST_DETOURED);
    let sections = sections.chain(avoided.map(|one| detoured_section(words, one)));
    words.shortened(Document::of(how_many(words, rings), lead, sections))
}

fn how_many(words: &Words<'_>, rings: &[Deadlock]) -> String {
    match rings {
        [] => "There are no circular conditions that would have to be broken.".to_owned(),
        [ring] => format!(
            "There is one circle of conditions: {}.",
            ring_in_words(words, ring)
        ),
        many => format!(
            "There are {} circles of conditions.",
            number_word(many.len())
        ),
    }
}

/// That there are circles which hold nothing fast.
fn how_many_avoided(avoided: &[Detoured]) -> Option<String> {
    let closed = avoided.iter().filter(|one| !one.is_open()).count();
    let open = avoided.len() - closed;
    let parts = [
        (closed > 0).then(|| match closed {
            1 => "one circle holds only because the way round it is closed".to_owned(),
            many => format!(
                "{} circles hold only because the ways round them are closed",
                number_word(many)
            ),
        }),
        (open > 0).then(|| match open {
            1 => "one circle holds nothing fast, for a way round it is open".to_owned(),
            many => format!(
                "{} circles hold nothing fast, for ways round them are open",
                number_word(many)
            ),
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let shown = match avoided.len() > MOST_DETOURED {
        true => format!(
            " The first {} of these are shown.",
            number_word(MOST_DETOURED)
        ),
        false => String::new(),
    };
    (!parts.is_empty()).then(|| format!("{}.{shown}", upper_first(&and(&parts))))
}

/// A ring that another way avoids, with the ways round it and who closes them.
fn detoured_section(words: &Words<'_>, one: &Detoured) -> Section {
    let mut items = ring_items(words, &one.ring, None);
    items.extend(one.detours.iter().map(|detour| detour_item(words, detour)));
    let more = (one.more_detours > 0).then(|| count(one.more_detours, "way", "ways"));
    items.extend(
        more.map(|more| Item::derived(format!("{} more would avoid it.", upper_first(&more)))),
    );
    let title = format!(
        "{}, unless another way is taken",
        labels_of(words, &one.ring)
    );
    Section::new(title, vec![Block::Items(items)])
}

fn detour_item(words: &Words<'_>, detour: &Detour) -> Item {
    let by = route_in_words(words, &detour.by);
    let from = words.waiter(&detour.from);
    let way = format!("Another way to {from} goes by {by}");
    if detour.open {
        return Item::derived(format!("{way}. Nobody has closed it."));
    }
    let closed = closed_by(words, &detour.closed_by);
    let why = match closed.is_empty() {
        true => ". It is closed by what cannot all hold, or by a day that has passed.".to_owned(),
        false => format!(". It is closed: {}.", closed.join("; ")),
    };
    Line::derived(format!("{way}{why}"))
        .citing(&detour.cites)
        .item()
}

fn route_in_words(words: &Words<'_>, route: &Route) -> String {
    let each = |parts: &[Route]| -> Vec<String> {
        parts
            .iter()
            .map(|part| route_in_words(words, part))
            .collect()
    };
    match route {
        Route::By(waiter) => words.waiter(waiter),
        Route::All(parts) => and(&each(parts)),
        Route::Any(parts) => or(&each(parts)),
    }
}

/// A ring under the names of what waits in it.
fn by_itself(words: &Words<'_>, ring: &Deadlock, goal: Option<&Blocks>) -> Section {
    let mut items = ring_items(words, ring, None);
    let knot = goal.and_then(|goal| one_of_its_knots(words, ring, goal));
    items.extend(knot.map(|line| Line::derived(line).item()));
    Section::new(labels_of(words, ring), vec![Block::Items(items)])
}

/// That a ring is a knot of the goal, where it is one.
fn one_of_its_knots(words: &Words<'_>, ring: &Deadlock, goal: &Blocks) -> Option<String> {
    let knots = goal.shape.exact()?.knots();
    let is_it = |knot: &Shape| matches!(&knot.about, Some(About::Ring(of)) if *of == ring.ring);
    let held = words.target(&goal.goal);
    knots.iter().any(is_it).then(|| match knots.len() {
        1 => format!("This circle is all that holds {held}."),
        2 => format!("This circle is one of the two knots that hold {held}; both must be undone."),
        many => format!(
            "This circle is one of the {} knots that hold {held}; all must be undone.",
            number_word(many)
        ),
    })
}

fn labels_of(words: &Words<'_>, ring: &Deadlock) -> String {
    let names = ring.ring.iter().map(|waiter| words.waiter_label(waiter));
    let each = match ring.ring.len() {
        1 => "waits for itself",
        2 => "each waits for the other",
        _ => "each waits for the next",
    };
    format!("{}: {each}", and(&names.collect::<Vec<_>>()))
}
