//! DOT, the language of Graphviz: the graph's tree is the library's, every id and value is quoted by us.

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::layout::Placed;
use crate::view::{Box, BoxKind, Diagram, DiagramLine, Emphasis, LineKind};

use super::colours::{box_colours, line_colour};
use super::escape;

/// Spells a diagram in DOT.
pub(super) fn dot(diagram: &Diagram, _: &Placed) -> String {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            pair("rankdir", "LR"),
            pair("label", &diagram.title),
            pair("labelloc", "t"),
            pair("fontname", "Inter,Helvetica,Arial,sans-serif"),
            pair("fontsize", "20"),
            pair("splines", "spline"),
            pair("tooltip", &diagram.description),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            pair("fontname", "Inter,Helvetica,Arial,sans-serif"),
            pair("fontsize", "12"),
            pair("style", "filled"),
            pair("fillcolor", "#FFFFFF"),
            pair("margin", "0.16,0.09"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            pair("fontname", "Inter,Helvetica,Arial,sans-serif"),
            pair("fontsize", "10"),
        ])),
    ];
    for (number, group) in diagram.groups.iter().enumerate() {
        let members: Vec<Stmt> = diagram
            .boxes
            .iter()
            .filter(|b| b.group == Some(number))
            .map(node)
            .collect();
        let mut inner = vec![
            Stmt::Attribute(pair("label", &group.title)),
            Stmt::Attribute(pair("style", "rounded")),
            Stmt::Attribute(pair("color", "#CBD2D9")),
        ];
        inner.extend(members);
        stmts.push(Stmt::Subgraph(Subgraph {
            id: quoted(&format!("cluster-{number}")),
            stmts: inner,
        }));
    }
    stmts.extend(diagram.boxes.iter().filter(|b| b.group.is_none()).map(node));
    stmts.extend(same_rows(diagram));
    stmts.extend(diagram.lines.iter().map(|line| edge(diagram, line)));
    stmts.extend(holds_up(diagram));
    let graph = Graph::DiGraph {
        id: quoted(&diagram.title),
        strict: false,
        stmts,
    };
    let mut context = PrinterContext::default();
    context.with_semi();
    let mut text = graph.print(&mut context);
    text.push('\n');
    text
}

fn quoted(text: &str) -> Id {
    Id::Plain(escape::dot(text))
}

fn pair(key: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(key.to_owned()), quoted(value))
}

fn node(item: &Box) -> Stmt {
    let refs = item
        .refs
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let label = if refs.is_empty() {
        item.label.clone()
    } else {
        format!("{} [{refs}]", item.label)
    };
    let mut lines: Vec<String> = Vec::new();
    for text in [&item.over, &label, &item.note] {
        lines.extend(crate::layout::wrap(
            text,
            12.0,
            crate::layout::Weight::Regular,
            190.0,
            6,
        ));
    }
    let (shape, style) = match item.kind {
        BoxKind::Demand => ("box", "filled,rounded"),
        BoxKind::RedLine => ("box", "filled,rounded,bold"),
        BoxKind::Offer => ("box", "filled,rounded,dashed"),
        BoxKind::Unknown => ("plaintext", "solid"),
        BoxKind::Issue => ("hexagon", "filled"),
        BoxKind::Milestone => ("box", "filled,rounded,bold"),
        BoxKind::Requirement => ("box", "filled"),
        BoxKind::Mark => ("box", "rounded"),
        BoxKind::Party => ("box", "filled,bold"),
    };
    let (fill, line) = box_colours(item);
    let width = if item.emphasis == Emphasis::Ring {
        "3"
    } else {
        "1.4"
    };
    let attributes = vec![
        Attribute(
            Id::Plain("label".to_owned()),
            Id::Plain(escape::dot_lines(&lines)),
        ),
        pair("shape", shape),
        pair("style", style),
        pair("fillcolor", fill),
        pair("color", line),
        pair("penwidth", width),
        pair(
            "tooltip",
            if item.tooltip.is_empty() {
                &item.label
            } else {
                &item.tooltip
            },
        ),
    ];
    let link = escape::drawable_link(item.link.as_deref()).map(|link| pair("URL", link));
    Stmt::Node(Node::new(
        NodeId(quoted(&item.id), None),
        attributes.into_iter().chain(link).collect(),
    ))
}

fn edge(diagram: &Diagram, line: &DiagramLine) -> Stmt {
    let (width, head, style) = match line.kind {
        LineKind::NeededFor => ("1.5", "normal", "solid"),
        LineKind::Blocks => ("1.6", "tee", "solid"),
        LineKind::Incompatible => ("2.4", "none", "solid"),
        LineKind::Gap => ("1.6", "none", "dashed"),
        LineKind::Ring => ("3", "normal", "solid"),
        LineKind::On => ("1.2", "none", "solid"),
        LineKind::Agrees => ("1.8", "none", "dotted"),
    };
    let colour = line_colour(line.kind).light;
    let attributes = vec![
        pair("color", colour),
        pair("penwidth", width),
        pair("arrowhead", head),
        pair("style", style),
        pair("tooltip", &line.tooltip),
    ];
    join(
        &diagram.boxes[line.from].id,
        &diagram.boxes[line.to].id,
        attributes,
    )
}

fn join(from: &str, to: &str, attributes: Vec<Attribute>) -> Stmt {
    let end = |id: &str| Vertex::N(NodeId(quoted(id), None));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(end(from), end(to)),
        attributes,
    })
}

/// In a table, the subject of a row points at what it holds up; boxes beside it that no line joins are
/// kept in the row by a line that is not drawn.
fn holds_up(diagram: &Diagram) -> Vec<Stmt> {
    diagram
        .row_ties()
        .into_iter()
        .map(|(subject, b)| {
            let (from, to) = (&diagram.boxes[subject].id, &diagram.boxes[b].id);
            if diagram.boxes[b].kind == BoxKind::Mark {
                let tooltip = pair("tooltip", &diagram.boxes[b].tooltip);
                join(
                    from,
                    to,
                    vec![
                        pair("color", line_colour(LineKind::Blocks).light),
                        pair("arrowhead", "tee"),
                        tooltip,
                    ],
                )
            } else {
                join(to, from, vec![pair("style", "invis")])
            }
        })
        .collect()
}

/// Nothing stands between rows but their order.
fn same_rows(diagram: &Diagram) -> Vec<Stmt> {
    let Some(grid) = &diagram.grid else {
        return Vec::new();
    };
    let subjects: Vec<&Box> = grid
        .rows
        .iter()
        .filter_map(|row| {
            row.cells
                .iter()
                .flat_map(|cell| &cell.boxes)
                .map(|&b| &diagram.boxes[b])
                .find(|b| b.kind == BoxKind::Issue)
        })
        .collect();
    let mut inner = vec![Stmt::Attribute(pair("rank", "same"))];
    inner.extend(
        subjects
            .iter()
            .map(|b| Stmt::Node(Node::new(NodeId(quoted(&b.id), None), Vec::new()))),
    );
    vec![Stmt::Subgraph(Subgraph {
        id: quoted("rows"),
        stmts: inner,
    })]
}
