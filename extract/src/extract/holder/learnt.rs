//! Names that a text itself introduces: *Foreign Minister Jane Roe*; *Jane Roe, the union's president*; *United Dockers (UD)*.

use super::super::english::{Tag, Traits};
use super::super::names::{Alias, Sort};
use super::super::parse::{Actor, Mention, Parse, Phrase};
use super::super::token::Token;
use super::Discourse;

/// Names that a text may introduce: beyond that the oldest are forgotten.
const LEARNT: usize = 64;

impl Discourse {
    /// Learns the names that the sentence introduces.
    pub(super) fn learn(&mut self, parse: &Parse<'_>) {
        for number in 0..parse.phrases.len() {
            self.learn_titled(parse, number);
            self.learn_beside(parse, number);
        }
        for mention in &parse.mentions {
            if let Some(short) = short_form(parse, mention) {
                self.alias(short, mention.party, Sort::Name);
            }
        }
    }

    /// *Russian Foreign Minister Jane Roe*
    fn learn_titled(&mut self, parse: &Parse<'_>, number: usize) {
        let phrase = &parse.phrases[number];
        let head = parse.head(number);
        let named = head.is_capital()
            && head.mention.is_none()
            && parse.tokens[phrase.first..phrase.head]
                .iter()
                .any(Token::is_office);
        if let Some(actor) = parse.actor_of(number).filter(|_| named) {
            self.remember(head.text, &actor);
        }
    }

    /// *the union's president, Jane Roe* and *Jane Roe, the union's president*
    fn learn_beside(&mut self, parse: &Parse<'_>, number: usize) {
        let end = parse.phrases[number].end;
        let beside = parse.phrase(end + 1).filter(|_| parse.is(end, Tag::Comma));
        let Some(beside) = beside else { return };
        for (office, name) in [(number, beside), (beside, number)] {
            let name = &parse.phrases[name];
            if !is_office(parse, office) || !is_name(parse, name) {
                continue;
            }
            if let Some(actor) = parse.actor_of(office) {
                self.remember(parse.tokens[name.head].text, &actor);
            }
        }
    }

    fn remember(&mut self, name: &str, actor: &Actor) {
        if name.chars().count() > 2 {
            self.alias(name, actor.party, Sort::Person);
        }
    }

    fn alias(&mut self, name: &str, party: usize, sort: Sort) {
        if self.learnt.iter().any(|known| known.words[0] == name) {
            return;
        }
        if self.learnt.len() >= LEARNT {
            self.learnt.remove(0);
        }
        self.learnt.push(Alias {
            words: vec![name.to_owned()],
            exact: true,
            party,
            sort,
            speaker: Some(name.to_owned()).filter(|_| sort == Sort::Person),
            since: None,
            ended: None,
        });
    }
}

fn is_office(parse: &Parse<'_>, number: usize) -> bool {
    let head = parse.head(number);
    head.traits.has(Traits::AGENT) && !head.is_capital() && !head.is_plural()
}

/// A phrase of capitals that no list knows: somebody's name.
fn is_name(parse: &Parse<'_>, phrase: &Phrase) -> bool {
    let words = &parse.tokens[phrase.first..phrase.end];
    (1..=4).contains(&words.len())
        && words
            .iter()
            .all(|t| t.is_capital() && t.mention.is_none() && t.is(Tag::Noun) && t.lemma == 0)
}

/// *United Auto Workers (UAW)*: the letters in the brackets.
fn short_form<'t>(parse: &Parse<'t>, mention: &Mention) -> Option<&'t str> {
    let mark = |at: usize, mark: &str| parse.token(at).is_some_and(|t| t.text == mark);
    let bracketed = mark(mention.end, "(") && mark(mention.end + 2, ")");
    let short = parse.token(mention.end + 1).filter(|_| bracketed)?;
    let letters = short.text.chars().all(|c| c.is_uppercase() || c == '-');
    (short.mention.is_none() && letters).then_some(short.text)
}
