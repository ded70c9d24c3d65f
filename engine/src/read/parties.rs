//! Parties: who they are, who speaks for them, what they want and what they would do without an agreement.

use crate::diagnostic::Diagnostic;
use crate::model::{Batna, Interest, Model, Party, PartyId, PartyKind, Speaker, SpeakerId};
use crate::yaml::{Key, Node};

use super::bodies::body;
use super::reader::Reader;

pub(super) const PARTY_KINDS: [(&str, PartyKind); 9] = [
    ("state", PartyKind::State),
    ("organisation", PartyKind::Organisation),
    ("coalition", PartyKind::Coalition),
    ("body", PartyKind::Body),
    ("public", PartyKind::Public),
    ("company", PartyKind::Company),
    ("union", PartyKind::Union),
    ("faction", PartyKind::Faction),
    ("other", PartyKind::Other),
];

/// Decodes the map under `parties:`.
pub(super) fn decode(reader: &mut Reader, node: &Node, model: &mut Model) {
    for party in reader.entries(node, "parties", party) {
        model.parties.insert(party.id.clone(), party);
    }
}

fn party(reader: &mut Reader, key: &Key, node: &Node) -> Option<Party> {
    let mut fields = reader.fields_or_name(node, format!("the party `{}`", key.text))?;
    let (name, forms) = fields.proper_name(&key.text);
    let (members, body) = body(&mut fields);
    let party = Party {
        id: PartyId::new(&key.text),
        name,
        forms,
        kind: fields
            .word("kind", "kind of party", &PARTY_KINDS)
            .unwrap_or_default(),
        aliases: fields.texts("aliases"),
        adjectives: fields.texts("adjectives"),
        of: fields.party("of"),
        members,
        body,
        speakers: fields.entries("speakers", speaker).into_iter().collect(),
        interests: fields.entries("interests", interest).into_iter().collect(),
        batna: fields.read("batna", batna),
        note: fields.text("note"),
        cites: fields.cites("cites"),
        place: key.place,
    };
    fields.finish();
    if party.of.as_ref() == Some(&party.id) || party.members.contains(&party.id) {
        reader.problem(part_of_itself(key));
    }
    Some(party)
}

fn part_of_itself(key: &Key) -> Diagnostic {
    let message = format!("the party `{}` is part of itself", key.text);
    Diagnostic::error("self-condition", message, key.place)
        .help("name the larger party under `of:`, and others under `members:`")
}

fn speaker(reader: &mut Reader, key: &Key, node: &Node) -> Option<(SpeakerId, Speaker)> {
    let mut fields = reader.fields(node, format!("the speaker `{}`", key.text))?;
    let speaker = Speaker {
        name: fields.text("name").unwrap_or_else(|| key.text.clone()),
        short: fields.text("short"),
        office: fields.text("office"),
        aliases: fields.texts("aliases"),
        since: fields.date("since"),
        ended: fields.date("ended"),
        cites: fields.cites("cites"),
        note: fields.text("note"),
    };
    fields.finish();
    Some((SpeakerId::new(&key.text), speaker))
}

fn interest(reader: &mut Reader, key: &Key, node: &Node) -> Option<(String, Interest)> {
    let mut fields = reader.fields(node, format!("the interest `{}`", key.text))?;
    let interest = Interest {
        text: fields.text("text").unwrap_or_else(|| key.text.clone()),
        cites: fields.cites("cites"),
    };
    fields.finish();
    Some((key.text.clone(), interest))
}

fn batna(reader: &mut Reader, node: &Node) -> Option<Batna> {
    let mut fields = reader.fields(node, "a BATNA")?;
    let batna = Batna {
        text: fields.text("text").unwrap_or_default(),
        cites: fields.cites("cites"),
        assumed: fields.flag("assumed"),
    };
    fields.finish();
    if batna.cites.is_empty() && !batna.assumed {
        let message = "a BATNA needs a citation, or `assumed: true`";
        reader.problem(
            Diagnostic::error("unfounded-batna", message, node.place)
                .help("what a party would do without an agreement is rarely said in public: cite who says so, or mark it as assumed"),
        );
    }
    Some(batna)
}
