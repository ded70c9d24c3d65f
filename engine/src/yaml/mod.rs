//! YAML text to a tree of nodes, each with its place.
//!
//! Events come from the YAML crate; we build the tree, so that places are exact, depth is bounded,
//! anchors and aliases are refused (an alias bomb cannot exist), and a repeated key is an error that
//! shows both places. Time and memory are linear in the text.

mod build;
mod marks;

use crate::source::Place;

pub use build::parse;

/// Deepest nesting that is read. A negotiation needs about ten levels.
pub const MAX_DEPTH: usize = 64;

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it was written.
    pub place: Place,
    /// What it holds.
    pub content: Content,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing was written.
    Null,
    /// A word or a sentence.
    Scalar {
        /// The text without its quotes.
        text: String,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the author's order.
    Map(Vec<(Key, Node)>),
}

/// A key of a map with its place.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key as written.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

impl Key {
    /// The key as a value, where an id stands before a colon: `ukraine: { .. }`.
    pub fn as_node(&self) -> Node {
        Node {
            place: self.place,
            content: Content::Scalar {
                text: self.text.clone(),
            },
        }
    }
}

impl Node {
    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        matches!(self.content, Content::Null)
    }

    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "nothing",
            Content::Scalar { .. } => "a single value",
            Content::List(_) => "a list",
            Content::Map(_) => "a map of keys",
        }
    }

    /// The value under a key, where the node is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.text == key)
            .map(|(_, node)| node)
    }

    /// The items of the list under a key; none where it is not there.
    pub fn items_of(&self, key: &str) -> &[Node] {
        self.get(key).map(Node::items).unwrap_or_default()
    }

    /// The keys and values of the map under a key; none where it is not there.
    pub fn entries_of(&self, key: &str) -> &[(Key, Node)] {
        self.get(key).map(Node::entries).unwrap_or_default()
    }

    /// The text under a key; empty where there is none.
    pub fn text_of(&self, key: &str) -> &str {
        self.get(key).and_then(Node::text).unwrap_or_default()
    }

    /// The text, where the node is a single value.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text } => Some(text),
            Content::Null | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// The items of a list; a single value is a list of one.
    pub fn items(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            Content::Scalar { .. } => std::slice::from_ref(self),
            Content::Null | Content::Map(_) => &[],
        }
    }

    /// The items of a list; anything else that is written is a list of one.
    pub fn listed(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            Content::Scalar { .. } | Content::Map(_) => std::slice::from_ref(self),
            Content::Null => &[],
        }
    }

    /// The keys and values of a map, in the author's order.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.content {
            Content::Map(entries) => entries,
            Content::Null | Content::Scalar { .. } | Content::List(_) => &[],
        }
    }
}
