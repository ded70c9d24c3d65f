//! The JSON Schema of model files (draft 2020-12), from the shapes of the language.

use serde_json::{Map, Value, json};

use crate::model::{Model, Target};
use crate::read::schema::{CONDITION, Entry, Holds, MODEL, Name, RULE, SHAPES, Shape};

/// A new id: lower-case words with hyphens.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const HASH: &str = "^[0-9A-Fa-f]{16,64}$";
const SENTENCE: &str = r"^\S+ s[1-9][0-9]*\*?$";
const SENTENCE_NUMBER: &str = "^s?[1-9][0-9]*$";
/// A milestone, an issue, an answer to one, or a party whose yes is meant.
const NAMED: &str = "^[a-z0-9][a-z0-9.-]*(/[a-z0-9.-]+)?$";
const DIGITS: &str = r"^[-+0-9._eE]+$";
const WHOLE: &str = "^[0-9]+$";

/// The keys that combine conditions.
const COMBINING: [&str; 5] = ["all", "any", "at_least", "consent", "after"];
/// The keys that say whose condition it is.
const ABOUT: [&str; 5] = ["by", "cites", "note", "since", "ended"];

/// The schema of a file of a model. With a model, ids must be among those that it declares.
pub fn schema(model: Option<&Model>) -> Value {
    let ids = Ids { model };
    let shapes = SHAPES
        .iter()
        .map(|shape| (shape.name.to_owned(), ids.map(shape)));
    let mut defs: Map<String, Value> = shapes.collect();
    defs.insert("condition".to_owned(), ids.condition());
    defs.insert("rule".to_owned(), ids.rule());
    defs.extend(ids.names());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "impasse model file",
        "description": "One file of a model of a negotiation. All files of a folder are one model.",
        "anyOf": [reference(MODEL.name), { "type": "null" }],
        "$defs": defs,
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// The ids that may stand in a file.
struct Ids<'a> {
    model: Option<&'a Model>,
}

impl Ids<'_> {
    fn map(&self, shape: &Shape) -> Value {
        let keys = shape.keys.iter();
        let properties: Map<String, Value> = keys
            .map(|entry| (entry.key.to_owned(), self.entry(entry)))
            .collect();
        let needed = shape.keys.iter().filter(|entry| entry.needed);
        let needed: Vec<&str> = needed.map(|entry| entry.key).collect();
        let mut map =
            json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if !needed.is_empty() {
            map["required"] = json!(needed);
        }
        map
    }

    fn entry(&self, entry: &Entry) -> Value {
        let mut held = self.holds(entry.holds);
        if held.get("$ref").is_some() {
            held = json!({ "allOf": [held] });
        }
        held["description"] = json!(entry.means);
        held
    }

    fn holds(&self, holds: Holds) -> Value {
        match holds {
            Holds::Several(one) => several(&self.holds(*one)),
            Holds::List(one) => json!({ "type": "array", "items": self.holds(*one) }),
            Holds::Map(shape) => reference(shape.name),
            Holds::Entries(name, one) => self.entries(name, *one),
            Holds::Either(forms) => {
                let forms: Vec<Value> = forms.iter().map(|form| self.holds(*form)).collect();
                json!({ "anyOf": forms })
            }
            Holds::Words(words) => json!({ "enum": words() }),
            Holds::Party => reference("party-id"),
            Holds::Milestone => reference("milestone-id"),
            Holds::Speaker => reference("speaker-id"),
            Holds::Target => reference("target-id"),
            Holds::Condition => reference(CONDITION.name),
            Holds::Rule => reference(RULE.name),
            Holds::Text | Holds::Link => json!({ "type": ["string", "number", "boolean"] }),
            Holds::Flag => json!({ "enum": [true, false, "true", "false"] }),
            Holds::Date => text(DATE),
            Holds::Sentence => text(SENTENCE),
            Holds::Number => json!({ "anyOf": [{ "type": "number" }, text(DIGITS)] }),
            Holds::Whole => json!({ "anyOf": [whole(), text(WHOLE)] }),
            Holds::Hash => json!({ "anyOf": [text(HASH), { "type": "integer" }] }),
        }
    }

    /// A map whose keys the author chooses. Behind a new id nothing need stand: then it is called by its id.
    fn entries(&self, name: Name, one: Holds) -> Value {
        let mut held = self.holds(one);
        if name == Name::New {
            held = json!({ "anyOf": [held, { "type": "null" }] });
        }
        json!({ "type": "object", "propertyNames": self.keys(name), "additionalProperties": held })
    }

    fn keys(&self, name: Name) -> Value {
        match name {
            Name::New => json!({ "pattern": SLUG }),
            Name::Party => reference("party-id"),
            Name::Issue => reference("issue-id"),
            Name::Sentence => json!({ "pattern": SENTENCE }),
            Name::Number => json!({ "pattern": SENTENCE_NUMBER }),
            Name::Source | Name::Any => json!(true),
        }
    }

    /// An id, or a map that combines conditions or says who imposes one.
    fn condition(&self) -> Value {
        let combines: Vec<Value> = COMBINING.map(|key| json!({ "required": [key] })).into();
        let combined = json!({ "allOf": [self.map(&CONDITION), { "anyOf": combines }] });
        json!({ "anyOf": [reference("condition-id"), combined, self.imposed()] })
    }

    /// A condition that is one id, with what is said of it inside or beside.
    fn imposed(&self) -> Value {
        let about = CONDITION
            .keys
            .iter()
            .filter(|entry| ABOUT.contains(&entry.key));
        let about: Map<String, Value> = about
            .map(|entry| (entry.key.to_owned(), self.entry(entry)))
            .collect();
        let said = reference("said-of-condition");
        json!({
            "type": "object",
            "properties": about,
            "additionalProperties": { "anyOf": [said, { "type": "number" }, { "type": "null" }] },
            "propertyNames": { "anyOf": [{ "enum": ABOUT }, reference("condition-id")] },
        })
    }

    /// `unanimity`, a rule, or a list of rules that must all be met.
    fn rule(&self) -> Value {
        let one = self.map(&RULE);
        let said = [
            "majority",
            "two_thirds",
            "at_least",
            "percent",
            "vetoes",
            "all",
            "any",
        ];
        let said = said.map(|key| json!({ "required": [key] }));
        json!({ "anyOf": [
            { "const": "unanimity" },
            { "allOf": [one, { "oneOf": said }] },
            { "type": "array", "items": reference(RULE.name) },
        ] })
    }

    /// What may be named: any id, or with a model those that it declares.
    fn names(&self) -> Vec<(String, Value)> {
        let named = |(name, ids): (&str, Value)| (name.to_owned(), ids);
        match self.model {
            Some(model) => declared(model).map(named).into(),
            None => any_id().map(named).into(),
        }
    }
}

/// One thing, or a list of such things.
fn several(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn whole() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// Ids of every kind, where nobody knows which are declared.
fn any_id() -> [(&'static str, Value); 6] {
    let of = |pattern: &str| json!({ "type": ["string", "number"], "pattern": pattern });
    [
        ("party-id", of(SLUG)),
        ("milestone-id", of(SLUG)),
        ("issue-id", of(SLUG)),
        ("speaker-id", of(SLUG)),
        ("target-id", of(NAMED)),
        ("condition-id", of(NAMED)),
    ]
}

/// The ids that a model declares.
fn declared(model: &Model) -> [(&'static str, Value); 6] {
    let speakers = model
        .parties
        .values()
        .flat_map(|party| party.speakers.keys());
    let targets = targets_of(model);
    let conditions = targets.iter().cloned().chain(ids(model.parties.keys()));
    [
        ("condition-id", one_of(conditions.collect())),
        ("target-id", one_of(targets)),
        ("speaker-id", one_of(ids(speakers))),
        ("party-id", one_of(ids(model.parties.keys()))),
        ("milestone-id", one_of(ids(model.milestones.keys()))),
        ("issue-id", one_of(ids(model.issues.keys()))),
    ]
}

fn one_of(ids: Vec<String>) -> Value {
    json!({ "enum": ids })
}

fn ids<T: ToString>(of: impl Iterator<Item = T>) -> Vec<String> {
    of.map(|id| id.to_string()).collect()
}

/// Milestones, issues and the options of issues.
fn targets_of(model: &Model) -> Vec<String> {
    let options = model.issues.values().flat_map(|issue| {
        let options = issue.options.iter();
        options.map(|option| Target::Option(issue.id.clone(), option.id.clone()))
    });
    let whole = ids(model.milestones.keys()).into_iter();
    whole
        .chain(ids(model.issues.keys()))
        .chain(ids(options))
        .collect()
}
