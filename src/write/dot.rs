//! DOT, the language of Graphviz: the graph's tree is the library's, every id and value is quoted by us.

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::layout::{Placed, Weight, wrap};
use crate::view::{Box, BoxKind, Diagram, DiagramLine, Emphasis, GridRow, LineKind};

use super::colours::{box_colours, line_colour};
use super::escape;
use super::facts::{sentence, sources};

const FONTS: &str = "Inter,Helvetica,Arial,sans-serif";

/// Spells a diagram in DOT.
pub(super) fn dot(diagram: &Diagram, _: &Placed) -> String {
    let graph = Graph::DiGraph {
        id: quoted(&diagram.title),
        strict: false,
        stmts: statements(diagram),
    };
    let mut context = PrinterContext::default();
    context.with_semi();
    graph.print(&mut context) + "\n"
}

fn statements(diagram: &Diagram) -> Vec<Stmt> {
    let mut stmts = Vec::from(defaults(diagram));
    stmts.extend((0..diagram.groups.len()).map(|number| group(diagram, number)));
    stmts.extend(diagram.boxes.iter().filter(|b| b.group.is_none()).map(node));
    stmts.extend(same_rows(diagram));
    stmts.extend(diagram.lines.iter().map(|line| edge(diagram, line)));
    stmts.extend(holds_up(diagram));
    stmts
}

/// How the whole, every box and every line look where they do not say otherwise.
fn defaults(diagram: &Diagram) -> [Stmt; 3] {
    let whole = look_of_whole(diagram);
    let nodes = pairs(&[
        ("fontname", FONTS),
        ("fontsize", "12"),
        ("style", "filled"),
        ("fillcolor", "#FFFFFF"),
        ("margin", "0.16,0.09"),
    ]);
    let edges = pairs(&[("fontname", FONTS), ("fontsize", "10")]);
    [
        Stmt::GAttribute(GraphAttributes::Graph(whole)),
        Stmt::GAttribute(GraphAttributes::Node(nodes)),
        Stmt::GAttribute(GraphAttributes::Edge(edges)),
    ]
}

fn look_of_whole(diagram: &Diagram) -> Vec<Attribute> {
    pairs(&[
        ("rankdir", "LR"),
        ("label", &diagram.title),
        ("labelloc", "t"),
        ("fontname", FONTS),
        ("fontsize", "20"),
        ("splines", "spline"),
        ("tooltip", &diagram.description),
    ])
}

/// A group with its boxes, as a cluster.
fn group(diagram: &Diagram, number: usize) -> Stmt {
    let look = pairs(&[
        ("label", &diagram.groups[number].title),
        ("style", "rounded"),
        ("color", "#CBD2D9"),
    ]);
    let members = diagram.boxes.iter().filter(|b| b.group == Some(number));
    let look = look.into_iter().map(Stmt::Attribute);
    Stmt::Subgraph(Subgraph {
        id: quoted(&format!("cluster-{number}")),
        stmts: look.chain(members.map(node)).collect(),
    })
}

fn quoted(text: &str) -> Id {
    Id::Plain(escape::dot_id(text))
}

fn pair(key: &str, value: &str) -> Attribute {
    let value = Id::Plain(escape::dot_value(value));
    Attribute(Id::Plain(key.to_owned()), value)
}

fn pairs(list: &[(&str, &str)]) -> Vec<Attribute> {
    list.iter().map(|(key, value)| pair(key, value)).collect()
}

fn node_id(id: &str) -> NodeId {
    NodeId(quoted(id), None)
}

fn node(item: &Box) -> Stmt {
    let label = Id::Plain(escape::dot_lines(&label_lines(item)));
    let mut attributes = vec![Attribute(Id::Plain("label".to_owned()), label)];
    attributes.extend(look(item));
    let link = escape::drawable_link(item.link.as_deref());
    attributes.extend(link.map(|link| pair("URL", link)));
    Stmt::Node(Node::new(node_id(&item.id), attributes))
}

fn look(item: &Box) -> Vec<Attribute> {
    let (shape, style) = shape_and_style(item.kind);
    let (fill, line) = box_colours(item);
    pairs(&[
        ("shape", shape),
        ("style", style),
        ("fillcolor", fill),
        ("color", line),
        ("penwidth", pen_width(item)),
        ("tooltip", sentence(item)),
    ])
}

/// All words of a box, with the numbers of its sources in brackets.
fn label_lines(item: &Box) -> Vec<String> {
    let label = if item.refs.is_empty() {
        item.label.clone()
    } else {
        format!("{} [{}]", item.label, sources(item, ","))
    };
    let texts = [&item.over, &label, &item.note];
    let lines = texts.map(|text| wrap(text, 12.0, Weight::Regular, 190.0, 6));
    lines.concat()
}

fn shape_and_style(kind: BoxKind) -> (&'static str, &'static str) {
    match kind {
        BoxKind::Demand => ("box", "filled,rounded"),
        BoxKind::RedLine => ("box", "filled,rounded,bold"),
        BoxKind::Offer => ("box", "filled,rounded,dashed"),
        BoxKind::Unknown => ("plaintext", "solid"),
        BoxKind::Issue => ("hexagon", "filled"),
        BoxKind::Milestone => ("box", "filled,rounded,bold"),
        BoxKind::Requirement => ("box", "filled"),
        BoxKind::Mark => ("box", "rounded"),
        BoxKind::Party => ("box", "filled,bold"),
    }
}

fn pen_width(item: &Box) -> &'static str {
    if item.emphasis == Emphasis::Ring {
        "3"
    } else {
        "1.4"
    }
}

fn edge(diagram: &Diagram, line: &DiagramLine) -> Stmt {
    let (width, head, style) = width_head_and_style(line.kind);
    let look = pairs(&[
        ("color", line_colour(line.kind).light),
        ("penwidth", width),
        ("arrowhead", head),
        ("style", style),
        ("tooltip", &line.tooltip),
    ]);
    let (from, to) = (&diagram.boxes[line.from], &diagram.boxes[line.to]);
    join(from, to, look)
}

fn width_head_and_style(kind: LineKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        LineKind::NeededFor => ("1.5", "normal", "solid"),
        LineKind::Blocks => ("1.6", "tee", "solid"),
        LineKind::Incompatible => ("2.4", "none", "solid"),
        LineKind::Gap => ("1.6", "none", "dashed"),
        LineKind::Ring => ("3", "normal", "solid"),
        LineKind::On => ("1.2", "none", "solid"),
        LineKind::Agrees => ("1.8", "none", "dotted"),
    }
}

fn join(from: &Box, to: &Box, attributes: Vec<Attribute>) -> Stmt {
    let end = |item: &Box| Vertex::N(node_id(&item.id));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(end(from), end(to)),
        attributes,
    })
}

/// In a table, the subject of a row points at what it holds up; boxes beside it that no line joins are
/// kept in the row by a line that is not drawn.
fn holds_up(diagram: &Diagram) -> Vec<Stmt> {
    let tie = |(subject, b): (usize, usize)| {
        let (subject, beside) = (&diagram.boxes[subject], &diagram.boxes[b]);
        if beside.kind != BoxKind::Mark {
            return join(beside, subject, vec![pair("style", "invis")]);
        }
        join(subject, beside, refusing(&beside.tooltip))
    };
    diagram.row_ties().into_iter().map(tie).collect()
}

/// How the line of a refusal is drawn.
fn refusing(tooltip: &str) -> Vec<Attribute> {
    pairs(&[
        ("color", line_colour(LineKind::Blocks).light),
        ("arrowhead", "tee"),
        ("tooltip", tooltip),
    ])
}

/// Nothing stands between rows but their order.
fn same_rows(diagram: &Diagram) -> Option<Stmt> {
    let rows = &diagram.grid.as_ref()?.rows;
    let subjects = rows.iter().filter_map(|row| subject(diagram, row));
    let nodes = subjects.map(|b| Stmt::Node(Node::new(node_id(&b.id), Vec::new())));
    let rank = Stmt::Attribute(pair("rank", "same"));
    Some(Stmt::Subgraph(Subgraph {
        id: quoted("rows"),
        stmts: std::iter::once(rank).chain(nodes).collect(),
    }))
}

/// The issue that a row is about.
fn subject<'a>(diagram: &'a Diagram, row: &GridRow) -> Option<&'a Box> {
    let members = row.cells.iter().flat_map(|cell| &cell.boxes);
    let mut boxes = members.map(|&b| &diagram.boxes[b]);
    boxes.find(|b| b.kind == BoxKind::Issue)
}
