//! Issues: what an agreement must answer, with named options or on a scale.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Better, Forms, Issue, IssueId, IssueOption, Model, OptionId, PartyId, Scale, alone,
};
use crate::source::Place;
use crate::yaml::{Content, Key, Node};

use super::fields::spoken;
use super::names::no_slug;
use super::reader::Reader;

/// Decodes the map under `issues:`.
pub(super) fn decode(reader: &mut Reader, node: &Node, model: &mut Model) {
    for issue in reader.entries(node, "issues", issue) {
        model.issues.insert(issue.id.clone(), issue);
    }
}

fn issue(reader: &mut Reader, key: &Key, node: &Node) -> Option<Issue> {
    let mut fields = reader.fields(node, format!("the issue `{}`", key.text))?;
    fields.require(
        &["between"],
        "name the parties whose acceptance settles the issue: `between: [a, b]`",
    );
    let (name, forms) = fields.common_name(&key.text);
    let issue = Issue {
        id: IssueId::new(&key.text),
        question: fields.text("question").unwrap_or_else(|| name.clone()),
        name,
        forms,
        between: fields.parties("between"),
        options: fields
            .read("options", |reader, node| Some(options(reader, node)))
            .unwrap_or_default(),
        scale: fields.read("scale", scale),
        reported_contested: fields.cites("reported_contested"),
        terms: fields.texts("terms"),
        note: fields.text("note"),
        cites: fields.cites("cites"),
        place: key.place,
    };
    fields.finish();
    if issue.scale.is_some() && !issue.options.is_empty() {
        reader.problem(options_and_scale(key));
    }
    Some(issue)
}

fn options_and_scale(key: &Key) -> Diagnostic {
    let message = format!("the issue `{}` has both options and a scale", key.text);
    Diagnostic::error("options-and-scale", message, key.place)
        .help("an issue is answered by one of its options or by a number, not by both: split it into two issues")
}

/// A list of ids, or a map from ids to what they mean.
fn options(reader: &mut Reader, node: &Node) -> Vec<IssueOption> {
    if matches!(node.content, Content::List(_)) {
        return reader.each(node, listed_option);
    }
    reader.entries(node, "options", described_option)
}

/// An option that is named in a list, by its id alone.
fn listed_option(reader: &mut Reader, item: &Node) -> Option<IssueOption> {
    if matches!(item.content, Content::Map(_)) {
        let message = "a list of options holds ids, not maps of keys";
        let help = "options with words of their own are one map: options: { high: A high price, low: A low price }";
        reader.problem(Diagnostic::error("wrong-type", message, item.place).help(help));
        return None;
    }
    let id = reader.text(item)?;
    Some(option(reader, &id, item.place))
}

fn described_option(reader: &mut Reader, key: &Key, node: &Node) -> Option<IssueOption> {
    let option = option(reader, &key.text, key.place);
    let named = match &node.content {
        Content::Map(_) => {
            let mut fields = reader.fields(node, format!("the option `{}`", key.text))?;
            let named = fields.answer(&option.text);
            fields.finish();
            Some(named)
        }
        Content::Null => None,
        Content::Scalar { .. } | Content::List(_) => reader.text(node).map(answer_alone),
    };
    let (text, forms) = named.unwrap_or((option.text, option.forms));
    Some(IssueOption {
        text,
        forms,
        ..option
    })
}

/// An answer that is given as its words alone.
fn answer_alone(written: String) -> (String, Forms) {
    let (text, is_common) = alone(&written);
    let forms = Forms {
        is_common,
        ..Forms::default()
    };
    (text, forms)
}

/// An option that is called by its id.
fn option(reader: &mut Reader, id: &str, place: Place) -> IssueOption {
    reader
        .problems
        .extend(no_slug(id, place, "ukraine-withdraws"));
    IssueOption {
        id: OptionId::new(id),
        text: spoken(id),
        forms: Forms::default(),
    }
}

/// `years`, or `{ unit: years, min: 0, max: 99 }`.
fn scale(reader: &mut Reader, node: &Node) -> Option<Scale> {
    if let Content::Scalar { text } = &node.content {
        return Some(Scale {
            unit: text.clone(),
            of: None,
            min: None,
            max: None,
            better: BTreeMap::new(),
            asked: Vec::new(),
        });
    }
    let mut fields = reader.fields(node, "a scale")?;
    let scale = Scale {
        unit: fields.text("unit").unwrap_or_default(),
        of: fields.text("of"),
        min: fields.number("min"),
        max: fields.number("max"),
        better: fields.entries("better", better).into_iter().collect(),
        asked: Vec::new(),
    };
    fields.finish();
    if let (Some(min), Some(max)) = (scale.min, scale.max)
        && min >= max
    {
        let message = "the scale's `min` is not below its `max`";
        reader.problem(Diagnostic::error("empty-range", message, node.place));
    }
    Some(scale)
}

/// `unions: more`
fn better(reader: &mut Reader, key: &Key, node: &Node) -> Option<(PartyId, Better)> {
    let party = reader.party(&key.as_node());
    let words = [("more", Better::More), ("less", Better::Less)];
    let better = reader.word(node, "direction", &words);
    Some((party?, better?))
}
