//! The column of what nobody has said, and the band of all ways together.

use crate::layout::{Point, Rect};
use crate::marks::{Ink, Mark, MarkKind, Pen, Setting};
use crate::view::{Silence, Topic};

use super::page::Measures;

/// The share of a line that discs may take; more are told by their number.
const DISCS: f64 = 0.55;

/// Writes what nobody has said: each topic with the discs of those who have not been heard on it. Where it ends.
pub(super) fn column(pen: &mut Pen, measures: &Measures, area: Rect, silence: &Silence) -> f64 {
    let mut y = measures.column(pen, area, "Silence", &silence.about);
    let most = measures.detail.topics;
    if most == 0 {
        return y;
    }
    for topic in silence.topics.iter().take(most) {
        y = topic_line(pen, measures, Rect { y, ..area }, topic);
    }
    let more = silence.topics.len().saturating_sub(most);
    let more = (more > 0).then(|| format!("and {more} more"));
    let at = Point::new(area.x, y);
    measures.second.write(pen, at, more.as_slice())
}

fn topic_line(pen: &mut Pen, measures: &Measures, area: Rect, topic: &Topic) -> f64 {
    let radius = disc(measures);
    let most = ((area.w * DISCS / (radius * 2.25)).floor() as usize).max(2);
    let discs = topic.who.len().min(most);
    let room = area.w - discs as f64 * radius * 2.25 - 6.0;
    let below = label(pen, measures, Rect { w: room, ..area }, topic);
    unheard(pen, measures, area, (topic, discs));
    let y = below.max(area.y + radius * 2.05) + 2.0;
    let others = topic.who.len() - discs;
    let others = (others > 0).then(|| format!("and {others} others"));
    measures
        .second
        .write(pen, Point::new(area.x, y), others.as_slice())
}

/// The radius of a disc beside a topic.
fn disc(measures: &Measures) -> f64 {
    12.0 * measures.body.size / 16.0
}

/// The discs of those who have not been heard, as many as there is room for, at the right.
fn unheard(pen: &mut Pen, measures: &Measures, area: Rect, (topic, discs): (&Topic, usize)) {
    let radius = disc(measures);
    let mark = Mark::of(MarkKind::Silence)
        .by(topic.who.iter().map(|who| who.id.clone()))
        .about([topic.what.clone()])
        .told(topic.label.clone());
    pen.mark(mark, |pen| {
        for (number, who) in topic.who.iter().take(discs).enumerate() {
            let back = (discs - number) as f64 * radius * 2.25 - radius;
            let at = Point::new(area.right() - back, area.y - radius * 0.45);
            pen.party(at, radius, who, false);
        }
    });
}

/// What a topic is called and what was said of it, on one line where both fit; where it ends.
fn label(pen: &mut Pen, measures: &Measures, area: Rect, topic: &Topic) -> f64 {
    let (body, second) = (measures.body, measures.second);
    let wide = body.width(&topic.label);
    if wide + 10.0 + second.width(&topic.state) <= area.w {
        let beside = area.corner().shifted(wide + 10.0, 0.0);
        second.write(pen, beside, std::slice::from_ref(&topic.state));
        return body.write(pen, area.corner(), std::slice::from_ref(&topic.label));
    }
    let below = body.write(pen, area.corner(), &body.even_lines(&topic.label, area.w));
    let state = second.lines(&topic.state, area.w);
    second.write(pen, Point::new(area.x, below - 1.0), &state)
}

/// All ways together: the sum, and beside it whose they are, or below it where there is little room. Where it ends.
pub(super) fn ways(pen: &mut Pen, measures: &Measures, area: Rect, sum: &str, told: &str) -> f64 {
    pen.rect(Rect { h: 2.0, ..area }, Ink::Ink);
    let body = measures.body;
    let large = Setting::new(body.size * 1.7, body.size * 2.1).bold();
    let first = Point::new(area.x, area.y + body.size * 2.1);
    if sum.is_empty() {
        return body.write(pen, first, &body.lines(told, area.w));
    }
    let below = large.write(pen, first.shifted(0.0, large.size * 0.1), &[sum.to_owned()]);
    let wide = large.width(sum) + 26.0;
    let (at, width) = match area.w - wide > 300.0 {
        true => (first.shifted(wide, 0.0), area.w - wide),
        false => (Point::new(area.x, below), area.w),
    };
    let end = body.write(pen, at, &body.lines(told, width));
    end.max(first.y + large.size * 0.1)
}
