//! Values on a scale: a number, or a range: `at_least`, `at_most`, `more_than`, `less_than`, `between`.

use crate::diagnostic::Diagnostic;
use crate::model::{Bound, Quantity, ValueRange};
use crate::source::Place;
use crate::yaml::{Content, Node};

use super::fields::Fields;
use super::reader::Reader;

/// The keys of a range.
pub(super) const ENDS: [&str; 5] = ["at_least", "more_than", "at_most", "less_than", "between"];

/// A number or a range that holds at least one.
pub(super) fn value(reader: &mut Reader, node: &Node) -> Option<ValueRange> {
    let range = match &node.content {
        Content::Scalar { .. } => ValueRange::exactly(reader.number(node)?),
        Content::Map(_) => range(reader, node)?,
        Content::Null | Content::List(_) => {
            let message = format!("a value is a number or a range, not {}", node.kind());
            let problem = Diagnostic::error("wrong-type", message, node.place);
            reader.problem(problem.help("write 4, { at_least: 4 } or { between: [4, 6] }"));
            return None;
        }
    };
    if range.is_empty() {
        let problem = empty_range("no number lies in this range", node.place);
        reader.problem(problem.help("the lower end comes first: { between: [15, 50] }"));
        return None;
    }
    Some(range)
}

fn range(reader: &mut Reader, node: &Node) -> Option<ValueRange> {
    let mut fields = reader.fields(node, "a value")?;
    let ends = Ends {
        low: ends(&mut fields, "at_least", "more_than"),
        high: ends(&mut fields, "at_most", "less_than"),
        between: fields
            .take("between")
            .map(|node| fields.reader.each(node, Reader::number)),
    };
    fields.finish();
    reader.or_report(ends.range(node.place))
}

/// The ends that are stated on one side.
fn ends(fields: &mut Fields<'_, '_>, closed: &'static str, open: &'static str) -> Vec<Bound> {
    let closed = fields.number(closed).map(Bound::Closed);
    let open = fields.number(open).map(Bound::Open);
    closed.into_iter().chain(open).collect()
}

/// The ends of a range as the author states them.
struct Ends {
    low: Vec<Bound>,
    high: Vec<Bound>,
    between: Option<Vec<Quantity>>,
}

impl Ends {
    fn range(&self, place: Place) -> Result<ValueRange, Diagnostic> {
        let side = |stated: &[Bound]| stated.first().copied().unwrap_or(Bound::Unstated);
        match (
            self.low.as_slice(),
            self.high.as_slice(),
            self.between.as_deref(),
        ) {
            ([], [], Some([low, high])) => Ok(ValueRange {
                low: Bound::Closed(*low),
                high: Bound::Closed(*high),
            }),
            ([], [], Some(_)) => Err(empty_range("`between` takes two numbers", place)
                .help("write { between: [15, 50] }")),
            ([], [], None) => Err(no_end(place)),
            ([] | [_], [] | [_], None) => Ok(ValueRange {
                low: side(&self.low),
                high: side(&self.high),
            }),
            _ => Err(empty_range("this range has the same end twice", place)
                .help("write one lower and one upper end at most")),
        }
    }
}

fn empty_range(message: &str, place: Place) -> Diagnostic {
    Diagnostic::error("empty-range", message, place)
}

fn no_end(place: Place) -> Diagnostic {
    Diagnostic::error("missing-key", "a range needs an end", place)
        .help("the ends are at_least, more_than, at_most, less_than, or between: [a, b]")
}
