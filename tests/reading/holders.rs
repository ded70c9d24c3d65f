//! Who holds what, in four genres: a report of talks between states, news, minutes, a labour dispute. Holders are right or
//! null, and what parties say of each other is a relation.

use impasse::extract::{Document, Extractor, Fact, Form, Lexicon, NamedIssue, NamedParty, Names};

fn party(id: &str, name: &str, aliases: &[&str]) -> NamedParty {
    NamedParty {
        id: id.into(),
        name: name.into(),
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        ..NamedParty::default()
    }
}

fn issue(id: &str, name: &str) -> NamedIssue {
    NamedIssue {
        id: id.into(),
        name: name.into(),
        ..NamedIssue::default()
    }
}

/// States and groups, a port, a town council.
fn lexicon() -> Lexicon {
    let parties = vec![
        party("austria", "Austria", &[]),
        party("brazil", "Brazil", &[]),
        party("chile", "Chile", &[]),
        party("denmark", "Denmark", &[]),
        party("eu", "European Union", &["EU"]),
        party("g77", "Group of 77", &["G-77/China", "G-77"]),
        party("islands", "Island Alliance", &["the Islands"]),
        party("tonga", "Tonga", &[]),
        party("union", "Dockers & Drivers", &["the union"]),
        party("carriers", "Carriers' Board", &["the carriers"]),
        party("ministry", "Ministry of Ports", &["the ministry"]),
        party("mayor", "Mayor's Office", &["the mayor"]),
    ];
    let issues = vec![
        issue("fund", "Adaptation fund"),
        issue("pay", "Pay freeze"),
        issue("fee", "Port fee"),
    ];
    Lexicon::new(Names { parties, issues })
}

fn facts(text: &str) -> Vec<Fact> {
    let lexicon = lexicon();
    Extractor::new(&lexicon).extract(&Document::plain("probe", text))
}

/// `KIND: HOLDER, HOLDER` of every fact that is no relation; `A RELATION B` of every relation.
fn told(text: &str) -> Vec<String> {
    facts(text).iter().map(tell).collect()
}

fn tell(fact: &Fact) -> String {
    let holder = fact.holder.as_deref().unwrap_or("nobody");
    match (fact.relation, &fact.other) {
        (Some(relation), Some(other)) => format!("{holder} {} {other}", relation.word()),
        _ if fact.holders.is_empty() => format!("{}: {holder}", fact.kind.word()),
        _ => format!("{}: {}", fact.kind.word(), fact.holders.join(", ")),
    }
}

/// Each text must tell each line, and no line of another holder where `only` is said.
fn hold(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, wanted) in cases {
        let got = told(text);
        let mut sorted: Vec<&str> = got.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        if sorted != wanted {
            wrong.push(format!(
                "{text}\n    wanted {wanted:?}\n    got    {sorted:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_aside_takes_no_verb_from_its_party() {
    hold(&[
        (
            "Austria, opposed by Brazil, Chile and Denmark, proposed an adaptation fund.",
            &[
                "offer: austria",
                "rejection: brazil, chile, denmark",
                "brazil opposes austria",
                "chile opposes austria",
                "denmark opposes austria",
            ],
        ),
        (
            "The mayor, supported by the ministry and the carriers, called for a lower port fee.",
            &[
                "demand: mayor",
                "position: ministry, carriers",
                "ministry supports mayor",
                "carriers supports mayor",
            ],
        ),
        (
            "Austria, with Brazil, Chile and Denmark, proposed an adaptation fund.",
            &[
                "offer: austria, brazil, chile, denmark",
                "austria with brazil",
                "austria with chile",
                "austria with denmark",
            ],
        ),
        (
            "The union, backed by the mayor but opposed by the ministry, rejected the pay freeze.",
            &[
                "rejection: union",
                "rejection: mayor",
                "position: ministry",
                "mayor supports union",
                "ministry opposes union",
            ],
        ),
        (
            "The union called for a lower port fee, supported by the mayor and opposed by the carriers.",
            &[
                "demand: union",
                "position: mayor",
                "rejection: carriers",
                "mayor supports union",
                "carriers opposes union",
            ],
        ),
    ]);
}

#[test]
fn what_was_opposed_by_several_is_refused_by_each() {
    hold(&[
        (
            "Austria proposed a fund. This was opposed by Brazil, Chile and the EU, the last of which warned of costs.",
            &[
                "brazil opposes austria",
                "chile opposes austria",
                "eu opposes austria",
                "offer: austria",
                "rejection: brazil, chile, eu",
            ],
        ),
        (
            "The port fee was opposed by the union.",
            &["rejection: union"],
        ),
        (
            "Austria proposed a fund. The Islands, with Brazil and Chile, opposed this.",
            &[
                "brazil opposes austria",
                "chile opposes austria",
                "islands opposes austria",
                "islands with brazil",
                "islands with chile",
                "offer: austria",
                "rejection: islands, brazil, chile",
            ],
        ),
        (
            "The minutes show that the carriers reserved their position.",
            &["position: carriers"],
        ),
        (
            "The Group of 77, comprising Brazil, Chile and Tonga, said it could live with the fund.",
            &["acceptance: g77"],
        ),
        (
            "Denmark introduced a paper on an adaptation fund.",
            &["offer: denmark"],
        ),
    ]);
}

#[test]
fn who_speaks_for_a_group_is_not_the_holder() {
    hold(&[
        (
            "Tonga, for the Islands, proposed an adaptation fund.",
            &["offer: islands", "tonga on_behalf_of islands"],
        ),
        (
            "Denmark, speaking on behalf of the EU, opposed the adaptation fund.",
            &["rejection: eu", "denmark on_behalf_of eu"],
        ),
        (
            "Tonga (for the Islands) and Chile called for an adaptation fund.",
            &["demand: islands, chile", "tonga on_behalf_of islands"],
        ),
    ]);
    let fact = facts("Tonga, for the Islands, proposed an adaptation fund.");
    let offer = fact.iter().find(|fact| fact.relation.is_none());
    assert_eq!(
        offer.and_then(|fact| fact.via_member.as_deref()),
        Some("tonga")
    );
}

#[test]
fn names_with_a_slash_or_an_ampersand_are_names() {
    hold(&[
        (
            "The G-77/CHINA proposed an adaptation fund.",
            &["offer: g77"],
        ),
        (
            "The G77 and China rejected the adaptation fund.",
            &["rejection: g77"],
        ),
        (
            "Dockers and Drivers rejected the pay freeze.",
            &["rejection: union"],
        ),
        (
            "Dockers & Drivers rejected the pay freeze.",
            &["rejection: union"],
        ),
    ]);
}

#[test]
fn joint_speakers_are_a_set_and_others_are_nobody() {
    hold(&[
        (
            "Austria and Chile said the carriers should accept the pay freeze.",
            &["demand: austria, chile"],
        ),
        (
            "The EU, Chile and others supported the adaptation fund.",
            &["position: eu, chile"],
        ),
        (
            "Several countries, including Brazil and Chile, called for an adaptation fund.",
            &["demand: brazil, chile"],
        ),
        ("Some parties rejected the adaptation fund.", &[]),
        (
            "In Denmark, Austria, Brazil and Chile called for an adaptation fund.",
            &["demand: austria, brazil, chile"],
        ),
    ]);
}

#[test]
fn a_pronoun_is_the_only_subject_of_the_sentence_before_or_nobody() {
    hold(&[
        (
            "The union rejected the pay freeze. It called for a lower port fee.",
            &["rejection: union", "demand: union"],
        ),
        (
            "The union rejected the pay freeze while the carriers supported a port fee. It called for a vote.",
            &["rejection: union", "position: carriers"],
        ),
        (
            "The union rejected the pay freeze. Rain fell all day. It called for a vote.",
            &["rejection: union"],
        ),
    ]);
}

#[test]
fn an_answer_is_a_relation_across_the_border_of_the_sentence() {
    hold(&[
        (
            "Austria proposed an adaptation fund. Chile objected.",
            &[
                "offer: austria",
                "rejection: chile",
                "chile opposes austria",
            ],
        ),
        (
            "Austria proposed an adaptation fund. Chile agreed. Brazil disagreed.",
            &[
                "offer: austria",
                "acceptance: chile",
                "chile supports austria",
                "rejection: brazil",
                "brazil opposes austria",
            ],
        ),
        (
            "The carriers proposed a port fee, but the union objected.",
            &[
                "offer: carriers",
                "rejection: union",
                "union opposes carriers",
            ],
        ),
        (
            "The mayor opposed the carriers' proposal on the port fee.",
            &[
                "rejection: mayor",
                "mayor opposes carriers",
                "offer: carriers",
            ],
        ),
        (
            "Austria rejected the adaptation fund, but Chile supported it.",
            &[
                "rejection: austria",
                "position: chile",
                "chile opposes austria",
            ],
        ),
    ]);
}

#[test]
fn what_another_is_to_do_is_not_what_it_does() {
    hold(&[
        (
            "The union demanded that the ministry ratify the port fee.",
            &["demand: union"],
        ),
        (
            "The mayor said the ministry will keep providing support.",
            &[],
        ),
    ]);
}

#[test]
fn headings_are_sections_and_topics() {
    let lexicon = lexicon();
    let text = "# Talks\n\n## Adaptation fund\n\nBrazil called for a decision this week.\n\n## Other matters\n\nChile called for a longer break.\n";
    let (document, _) = Document::read("t", text.as_bytes(), Form::Markdown).expect("markdown");
    let facts = Extractor::new(&lexicon).extract(&document);
    let told: Vec<(Option<&str>, Option<&str>)> = facts
        .iter()
        .map(|fact| (fact.section.as_deref(), fact.issue.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("Talks > Adaptation fund"), Some("fund")),
            (Some("Talks > Other matters"), Some("longer break")),
        ]
    );
}

#[test]
fn what_a_verb_of_stress_reports_is_read_by_its_own_words() {
    for (text, facts) in [
        (
            "The union insisted that the port fee be cut.",
            "demand: union",
        ),
        (
            "The union insisted that the port fee must be cut.",
            "demand: union",
        ),
        (
            "The union insisted that the ministry not raise the port fee.",
            "demand: union",
        ),
        ("The union insisted that the port fee was too high.", ""),
        (
            "The union insisted that talks on the port fee would go on.",
            "",
        ),
        (
            "The union stressed that talks on the port fee had gone well.",
            "",
        ),
        (
            "The union stressed that it had rejected the port fee.",
            "rejection: union",
        ),
        (
            "The union stressed that the port fee is vital.",
            "position: union",
        ),
        ("The union stressed the port fee.", "position: union"),
        ("The union left the room, highlighting the port fee.", ""),
    ] {
        assert_eq!(told(text).join("; "), facts, "{text}");
    }
}

/// A word that is a participle, an adjective or a preposition elsewhere is a verb where it acts, and none where it describes.
#[test]
fn a_verb_is_one_behind_an_adverb_an_aside_or_another_verb() {
    for (text, facts) in [
        (
            "Austria firmly opposed the adaptation fund.",
            "rejection: austria",
        ),
        (
            "Austria also opposed further spending on the adaptation fund.",
            "rejection: austria",
        ),
        (
            "Tonga, for the Islands, opposed new rules on the adaptation fund.",
            "rejection: islands; tonga on_behalf_of islands",
        ),
        (
            "Austria and Chile opposed including the adaptation fund in the text.",
            "rejection: austria, chile",
        ),
        (
            "Austria supported including the adaptation fund in the text.",
            "position: austria",
        ),
        (
            "Austria supported limited use of the adaptation fund.",
            "position: austria",
        ),
        (
            "Austria supported the following rules on the adaptation fund.",
            "position: austria",
        ),
        (
            "Austria is firmly opposed to the adaptation fund.",
            "rejection: austria",
        ),
        (
            "Several parties, including Austria and Chile, opposed the adaptation fund.",
            "rejection: austria, chile",
        ),
    ] {
        assert_eq!(told(text).join("; "), facts, "{text}");
    }
}

/// Where somebody has said that a thing is so, the next verb is that somebody's again; where a party was spoken of, it may
/// be that party's.
#[test]
fn a_thing_that_was_spoken_of_holds_nothing() {
    for (text, facts) in [
        (
            "Brazil said parts of the text went too far, but supported the adaptation fund.",
            "position: brazil",
        ),
        (
            "The carriers stressed that the terms had changed, and opposed the pay freeze.",
            "rejection: carriers",
        ),
        (
            "The mayor said the union had come to the talks and opposed the pay freeze.",
            "rejection: union",
        ),
    ] {
        assert_eq!(told(text).join("; "), facts, "{text}");
    }
}

/// A day waits for nobody: *before June* is when, not what for.
#[test]
fn a_day_is_no_condition() {
    for (text, facts) in [
        (
            "Austria opposed the adaptation fund before June.",
            "rejection: austria",
        ),
        (
            "The union will not accept the pay freeze before the fee falls.",
            "condition: union",
        ),
    ] {
        assert_eq!(told(text).join("; "), facts, "{text}");
    }
}
