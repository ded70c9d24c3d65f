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
            Holds::Text | Holds::Link => json!({ "type": ["string", "number", "boolean"] }),
            Holds::Flag => json!({ "enum": [true, false, "true", "false"] }),
            Holds::Date => json!({ "type": "string", "pattern": DATE }),
            Holds::Number => {
                json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": DIGITS }] })
            }
            Holds::Whole => {
                json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": WHOLE }] })
            }
            Holds::Hash => {
                json!({ "anyOf": [{ "type": "string", "pattern": HASH }, { "type": "integer" }] })
            }
            Holds::Sentence => json!({ "type": "string", "pattern": SENTENCE }),
            Holds::Words(words) => json!({ "enum": words() }),
            Holds::Party => reference("party-id"),
            Holds::Milestone => reference("milestone-id"),
            Holds::Speaker => reference("speaker-id"),
            Holds::Target => reference("target-id"),
            Holds::Condition => reference(CONDITION.name),
            Holds::Rule => reference(RULE.name),
            Holds::Several(one) => {
                let one = self.holds(*one);
                json!({ "anyOf": [one, { "type": "array", "items": one }] })
            }
            Holds::List(one) => json!({ "type": "array", "items": self.holds(*one) }),
            Holds::Map(shape) => reference(shape.name),
            Holds::Entries(name, one) => self.entries(name, *one),
            Holds::Either(forms) => {
                let forms: Vec<Value> = forms.iter().map(|form| self.holds(*form)).collect();
                json!({ "anyOf": forms })
            }
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
        let text = |pattern: &str| json!({ "type": ["string", "number"], "pattern": pattern });
        let Some(model) = self.model else {
            let targets = ["target-id", "condition-id"].map(|name| (name.to_owned(), text(NAMED)));
            let plain = ["party-id", "milestone-id", "issue-id", "speaker-id"];
            let plain = plain.map(|name| (name.to_owned(), text(SLUG)));
            return plain.into_iter().chain(targets).collect();
        };
        let parties: Vec<String> = model.parties.keys().map(ToString::to_string).collect();
        let milestones: Vec<String> = model.milestones.keys().map(ToString::to_string).collect();
        let issues: Vec<String> = model.issues.keys().map(ToString::to_string).collect();
        let speakers = model
            .parties
            .values()
            .flat_map(|party| party.speakers.keys());
        let speakers: Vec<String> = speakers.map(ToString::to_string).collect();
        let answers = model.issues.values().flat_map(|issue| {
            let options = issue.options.iter();
            options.map(|option| Target::Option(issue.id.clone(), option.id.clone()).to_string())
        });
        let targets: Vec<String> = milestones
            .iter()
            .chain(&issues)
            .cloned()
            .chain(answers)
            .collect();
        let conditions: Vec<String> = targets.iter().chain(&parties).cloned().collect();
        [
            ("party-id", parties),
            ("milestone-id", milestones),
            ("issue-id", issues),
            ("speaker-id", speakers),
            ("target-id", targets),
            ("condition-id", conditions),
        ]
        .map(|(name, ids)| (name.to_owned(), json!({ "enum": ids })))
        .into()
    }
}
