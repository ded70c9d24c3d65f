//! Who plays: the roles with what each alone knows, and whose yes makes a deal.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::PartyId;
use crate::yaml::{Content, Key, Node};

use super::super::{Decision, Interest, Role};
use super::defaults::default_roles;
use super::reader::{Reader, guessing};

const ROLE_KEYS: &[&str] = &[
    "mandate",
    "interests",
    "may_accept",
    "must_not_accept",
    "walk_away",
    "believes",
    "keep_secret",
    "opening",
];

impl Reader<'_> {
    /// A list of parties, or a map from parties to what their roles know.
    pub fn roles(&mut self, root: &Node) -> Vec<Role> {
        let Some(node) = root.get("roles") else {
            return default_roles(self.model);
        };
        if let Content::List(items) = &node.content {
            let parties = items.iter().filter_map(|item| self.party_at(item));
            return parties.map(Role::of).collect();
        }
        let roles = node.entries().iter();
        roles
            .filter_map(|(key, node)| self.role(key, node))
            .collect()
    }

    fn role(&mut self, key: &Key, node: &Node) -> Option<Role> {
        let party = self.party(&key.text, key.place)?;
        self.keys(node, ROLE_KEYS);
        let role = Role {
            interests: self.interests(node, &party),
            mandate: self.text(node, "mandate"),
            may_accept: self.targets(node, "may_accept"),
            must_not_accept: self.targets(node, "must_not_accept"),
            walk_away: self.text(node, "walk_away"),
            believes: self.texts(node, "believes"),
            keep_secret: self.texts(node, "keep_secret"),
            opening: self.text(node, "opening"),
            ..Role::of(party)
        };
        let both = role.may_accept.iter();
        for target in both.filter(|target| role.must_not_accept.contains(target)) {
            let party = role.id();
            let message = format!("`{party}` both may and must not accept `{target}`");
            self.error("self-contradiction", message, key.place);
        }
        Some(role)
    }

    /// Interests in order: an id of the model's, or words with a reason.
    fn interests(&mut self, role: &Node, party: &PartyId) -> Vec<Interest> {
        let items = role.items_of("interests").iter();
        items
            .filter_map(|item| match &item.content {
                Content::Scalar { text } => self.interest_in_words(item, text.trim(), party),
                Content::Map(_) => self.interest_in_keys(item, party),
                Content::Null | Content::List(_) => {
                    self.wrong(item, "an interest");
                    None
                }
            })
            .collect()
    }

    fn interest_in_words(&mut self, item: &Node, text: &str, party: &PartyId) -> Option<Interest> {
        let known = &self.model.parties[party].interests;
        if let Some(interest) = known.get(text) {
            return Some(Interest {
                text: interest.text.clone(),
                why: None,
                is_invented: false,
            });
        }
        // One word that looks like an id of the model's is a slip; anything else is the teacher's own.
        let near = did_you_mean(text, known.keys().map(String::as_str));
        if let Some(near) = near.filter(|_| !text.contains(' ')) {
            let help = format!("did you mean `{near}`? An interest in words has more than one");
            self.problems
                .push(no_interest(item, text, party).help(help));
            return None;
        }
        Some(Interest {
            text: text.to_owned(),
            why: None,
            is_invented: true,
        })
    }

    /// `{ id: safety, why: .. }`, or `{ text: .., why: .. }`.
    fn interest_in_keys(&mut self, item: &Node, party: &PartyId) -> Option<Interest> {
        self.keys(item, &["text", "id", "why"]);
        let id = self.text(item, "id");
        let stated = id.and_then(|id| self.stated_interest(item, &id, party));
        let is_invented = stated.is_none();
        let text = stated.or_else(|| self.text(item, "text"));
        let why = self.text(item, "why");
        Some(Interest {
            text: text?,
            why,
            is_invented,
        })
    }

    /// The text of an interest that the model states.
    fn stated_interest(&mut self, item: &Node, id: &str, party: &PartyId) -> Option<String> {
        let known = &self.model.parties[party].interests;
        let stated = known.get(id).map(|interest| interest.text.clone());
        if stated.is_none() {
            let near = did_you_mean(id, known.keys().map(String::as_str));
            self.problems
                .push(guessing(no_interest(item, id, party), near));
        }
        stated
    }

    pub fn decision(&mut self, root: &Node, roles: &[Role]) -> Decision {
        let Some(node) = root.get("decision") else {
            return Decision::default();
        };
        self.keys(node, &["needs", "veto", "consent"]);
        let veto = node.items_of("veto").iter();
        Decision {
            veto: veto.filter_map(|item| self.needed(item, roles)).collect(),
            needs: self.needs(node, roles.len()),
        }
    }

    /// How many roles must say yes; nothing where all must.
    fn needs(&mut self, decision: &Node, played: usize) -> Option<usize> {
        let stated = decision.get("needs")?;
        if stated.text()? == "all" {
            return None;
        }
        let needs = self.number(decision, "needs")?;
        if needs > played {
            let message = format!("{needs} roles are to say yes, and {played} are played");
            self.error("bad-number", message, stated.place);
        }
        Some(needs)
    }

    /// A role whose yes is needed; it must be one that is played.
    pub fn needed(&mut self, item: &Node, roles: &[Role]) -> Option<PartyId> {
        let party = self.party_at(item)?;
        let is_played = roles.iter().any(|role| *role.id() == party);
        if !is_played {
            let message = format!("`{party}` is not played");
            self.error("unknown-party", message, item.place);
        }
        is_played.then_some(party)
    }
}

fn no_interest(item: &Node, id: &str, party: &PartyId) -> Diagnostic {
    let message = format!("`{party}` has no interest `{id}`");
    Diagnostic::error("unknown-word", message, item.place)
}
