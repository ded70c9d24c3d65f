//! The page under clicks and dates: what is drawn is what blocks, and the panel stays with what was clicked.

use std::fmt::Write as _;
use std::path::Path;

use fantoccini::Client;
use impasse::read::read_text;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::{list, page, text};

/// Every refusal that blocks is a box, a circle that blocks is marked, and the goal is there.
pub(crate) async fn the_drawing_shows_what_blocks(client: &Client, what: &str) {
    let script = "
        const keys = (marks) => [...document.querySelectorAll(`#way ${marks}`)].map((one) => one.dataset.key);
        const answer = impasse.blocks(impasse.state.goal);
        return {
            goal: `target ${impasse.state.goal}`, kind: answer.kind, status: answer.status,
            blockers: answer.blockers.filter((one) => one.kind === 'grant').map((one) => `stance ${one.party}:${one.target}`),
            goals: keys('.box.goal'), refusing: keys('.box.no'), rings: keys('.box.ring'),
        };";
    let told = client
        .execute(script, vec![])
        .await
        .expect("what is drawn can be read");
    assert_eq!(list(&told["goals"]), [told["goal"].clone()], "{what}");
    for blocker in list(&told["blockers"]) {
        assert!(
            list(&told["refusing"]).contains(blocker),
            "{what}: {blocker} blocks and is not drawn: {told}"
        );
    }
    if told["kind"] == "circular" {
        assert!(
            !list(&told["rings"]).is_empty(),
            "{what}: no circle is drawn"
        );
    }
}

/// Something is clicked on one day and the slider moved to another: the panel shows what a click would show there, or
/// says that there is nothing of it; and moved back it shows what it showed.
pub(crate) async fn the_panel_stays_with_what_was_clicked(
    client: &Client,
    dice: &mut Dice,
    what: &str,
) {
    let script = "
        const [choice, share] = arguments;
        const panel = document.getElementById('panel');
        const day = document.getElementById('day');
        const click = (one) => one.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        const move = (to) => { day.value = to; day.dispatchEvent(new Event('input')); };
        const all = [...document.querySelectorAll('[data-key]')];
        if (all.length === 0) return null;
        const chosen = all[choice % all.length];
        const key = chosen.dataset.key;
        const start = Number(day.value);
        const other = share % (Number(day.max) + 1);
        click(chosen);
        const first = panel.innerText;
        move(other);
        const left = panel.innerText;
        const isAbsent = panel.querySelector('.absent') !== null;
        const same = [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key);
        if (same) click(same);
        const fresh = same ? panel.innerText : null;
        move(start);
        const back = panel.innerText;
        const close = panel.querySelector('.close');
        if (close) click(close);
        return { key, first, left, fresh, back, isAbsent, other, start };";
    let numbers = [dice.roll(10_000), dice.roll(10_000)];
    let told = client
        .execute(script, numbers.iter().map(|number| json!(number)).collect())
        .await
        .expect("a click and a slider");
    if told == Value::Null {
        return;
    }
    assert_eq!(
        told["back"], told["first"],
        "{what}: moved there and back {told}"
    );
    match &told["fresh"] {
        Value::Null => {
            let heading = |value: &Value| text(value).lines().nth(1).map(str::to_owned);
            let is_same = heading(&told["left"]) == heading(&told["first"]);
            assert!(is_same || told["isAbsent"] == true, "{what}: {told}");
        }
        fresh => assert_eq!(&told["left"], fresh, "{what}: left open {told}"),
    }
}

/// Three hundred answers that are given, and behind them one refusal and a circle: both are drawn.
pub(crate) async fn size_hides_nothing(client: &Client, folder: &Path) {
    let mut yaml = "format: 1\ntitle: Many\ngoal: peace\nparties:\n".to_owned();
    for n in 0..300 {
        let _ = writeln!(yaml, "  p{n}: {{ name: Party {n} }}");
    }
    let needs: Vec<String> = (0..300).map(|n| format!("step-{n}")).collect();
    let _ = writeln!(
        yaml,
        "milestones:\n  peace: {{ name: Peace, requires: [{}, last, egg] }}",
        needs.join(", ")
    );
    for n in 0..300 {
        let _ = writeln!(yaml, "  step-{n}: {{ name: Step {n}, consent: [p{n}] }}");
    }
    yaml.push_str("  last: { name: The last step, consent: [p7] }\n");
    yaml.push_str("  egg: { name: Egg, after: [hen] }\n  hen: { name: Hen, after: [egg] }\n");
    yaml.push_str("positions:\n  - { party: p7, on: last, stance: rejects }\n");
    for n in 0..300 {
        let _ = writeln!(
            yaml,
            "  - {{ party: p{n}, on: step-{n}, stance: accepts, if: step-{} }}",
            (n + 1) % 300
        );
    }
    let reading = read_text("many.yaml", &yaml);
    assert!(!reading.has_errors(), "the large model can be read");
    let address = page(folder, &reading.model);
    client.goto("about:blank").await.expect("a blank page");
    client.goto(&address).await.expect("the page opens");
    let script = "
        document.querySelectorAll('details').forEach((one) => (one.open = true));
        impasse.look(location.hash);
        const keys = (marks) => [...document.querySelectorAll(`#way ${marks}`)].map((one) => one.dataset.key);
        return { refusing: keys('.box.no'), rings: keys('.box.ring'), all: keys('.box').length, words: document.getElementById('way').innerText };";
    let told = client
        .execute(script, vec![])
        .await
        .expect("what is drawn can be read");
    assert_eq!(list(&told["refusing"]), [json!("stance p7:last")]);
    assert!(
        ["target egg", "target hen"]
            .iter()
            .all(|key| list(&told["rings"]).contains(&json!(key))),
        "{told}"
    );
    let drawn = told["all"].as_u64().expect("a number");
    assert!(drawn <= 100, "{drawn} boxes are too many to read");
    // The goal, 300 steps and their answers, the last step and its refusal, the two of the circle.
    let left = format!("Not drawn: {} boxes that do not block it.", 605 - drawn);
    assert!(text(&told["words"]).contains(&left), "{left} {told}");
}
