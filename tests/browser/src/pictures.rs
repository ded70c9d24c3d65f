//! The picture on the page: what is faded is undone, what stands blocks, and everything can be reached by hand and by keyboard.

use std::collections::BTreeSet;

use fantoccini::{Client, Locator};
use impasse::analysis::{Ask, Status, blocks};
use impasse::graph::{Change, PositionGraph};
use impasse::model::{Model, Target};
use serde_json::{Value, json};

use crate::{Supposed, list, settled, text};

/// A knot is told to be undone exactly where the goal opens once everything else is out of the way; no bar that blocks is faded; and
/// what blocks and is not in the picture is told to be new.
pub(crate) async fn the_picture_fades_as_the_answers_say(
    client: &Client,
    (model, graph): (&Model, &PositionGraph),
    goal: &Target,
    supposed: &Supposed,
    what: &str,
) {
    let script = "
        const marks = (query) => [...document.querySelectorAll(`#picture ${query}`)];
        const changes = (mark) => (mark.dataset.what || '').split(' | ').filter(Boolean);
        return {
            knots: marks('.knot').map((one) => ({ changes: one.changes, undone: one.classList.contains('undone') })),
            bars: marks('g[data-mark=bar], #picture g[data-mark=hook]').map((one) => ({ changes: changes(one), gone: one.closest('.gone') !== null })),
            newly: document.getElementById('newly').hidden ? '' : document.getElementById('newly').innerText,
            title: document.getElementById('finding').textContent,
        };";
    let told = client.execute(script, vec![]).await.expect("a picture");
    let plain = blocks(model, graph, &Ask::about(goal.clone())).expect("an answer");
    let answer = supposed.answer(model, graph, goal);
    let blocking: BTreeSet<String> = answer
        .blockers
        .items()
        .iter()
        .map(|one| one.change.to_string())
        .collect();
    let mut drawn = BTreeSet::new();
    for knot in list(&told["knots"]) {
        let own: BTreeSet<String> = list(&knot["changes"]).iter().map(text).collect();
        let is_plain =
            supposed.made.is_empty() && supposed.granted.is_empty() && supposed.refused.is_empty();
        // Where no move would open the goal, a knot is undone if it would open by all but its own.
        let is_undone = match answer.no_change_suffices() {
            true => {
                let changes = graph.changes().iter().map(|info| &info.change);
                let others = changes.filter(|change| !own.contains(&change.to_string()));
                let others: Vec<Change> = others.cloned().collect();
                let opened = supposed.answer_with(model, graph, goal, &others);
                !is_plain && opened.status() != Status::Blocked
            }
            false => !own.iter().any(|one| blocking.contains(one)),
        };
        assert_eq!(knot["undone"], is_undone, "{what}: {knot}");
        drawn.extend(own);
    }
    for bar in list(&told["bars"]) {
        let own: Vec<String> = list(&bar["changes"]).iter().map(text).collect();
        let blocks = own.iter().any(|one| blocking.contains(one));
        assert!(
            !blocks || bar["gone"] == false,
            "{what}: {bar} blocks and is faded"
        );
    }
    let has_picture = !list(&told["knots"]).is_empty();
    let has_new = blocking.iter().any(|one| !drawn.contains(one));
    let is_plain =
        supposed.made.is_empty() && supposed.granted.is_empty() && supposed.refused.is_empty();
    // An answer of an issue has no picture of its own: the issue has.
    let is_option = matches!(goal, Target::Option(..));
    if is_plain && !is_option && plain.status() == Status::Blocked && plain.shape.is_exact() {
        assert!(
            has_picture || plain.no_change_suffices(),
            "{what}: no picture"
        );
    }
    if has_picture {
        assert_eq!(text(&told["newly"]).is_empty(), !has_new, "{what}: {told}");
    }
}

/// Forty stops of the tabulator or fewer, the focus comes back from the panel, words are found, and a finding fills the screen.
pub(crate) async fn every_corner_can_be_reached(client: &Client) {
    let run = async |script: &str| client.execute(script, vec![]).await.expect("a script");
    let focused = run("return document.activeElement.dataset.mark || ''").await;
    assert_eq!(focused, json!("bar"), "the focus is back on the bar");
    let stops = run("return [...document.querySelectorAll('button, select, input, summary, [tabindex]')].filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0).length").await;
    assert!(
        stops.as_u64().is_some_and(|stops| stops <= 40),
        "{stops} stops"
    );

    // Arrows go from mark to mark.
    run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))").await;
    let next = run("const here = document.activeElement; return [here.closest('#picture') !== null, here.dataset.focus]").await;
    assert_eq!(next[0], json!(true), "{next}");

    // A word is found and shown with what was said.
    let find = client.find(Locator::Id("find")).await.expect("a field");
    find.send_keys("Donetsk").await.expect("a word");
    let found =
        run("return [...document.querySelectorAll('#found button')].map((one) => one.innerText)")
            .await;
    assert!(!list(&found).is_empty(), "Donetsk is found");
    run("document.querySelector('#found button').click()").await;
    let panel = run("return document.getElementById('panel').innerText").await;
    assert!(text(&panel).contains("Donetsk"), "{panel}");
    run("document.querySelector('#panel .close').click(); document.getElementById('find').value = '';").await;

    // One finding a screen: arrows go to the next milestone, Escape comes back.
    run("document.getElementById('present').click(); document.activeElement.blur();").await;
    let before = finding(client).await;
    run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))").await;
    assert_ne!(finding(client).await, before);
    run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))").await;
    assert_eq!(finding(client).await, before);
    run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))").await;
    let classes = run("return document.body.className").await;
    assert_eq!(classes, json!(""), "Escape ends it");
    quick(client).await;
    settled().await;
}

async fn finding(client: &Client) -> Value {
    let script = "return document.getElementById('finding').textContent";
    client.execute(script, vec![]).await.expect("a finding")
}

/// A key that is turned is answered at once, and the picture stays the same element.
async fn quick(client: &Client) {
    let script = "
        const strip = document.querySelector('#picture .strip');
        const key = document.querySelector('#picture .turn');
        const start = performance.now();
        key.click();
        const took = performance.now() - start;
        const same = document.querySelector('#picture .strip') === strip;
        const pressed = document.querySelector('#picture .turn').getAttribute('aria-pressed');
        key.click();
        return { took, same, pressed };";
    let told = client.execute(script, vec![]).await.expect("a click");
    assert_eq!(told["same"], json!(true), "the layout does not jump");
    assert_eq!(told["pressed"], json!("true"));
    println!(
        "a key of the Ukraine page is answered in {} ms",
        told["took"]
    );
}
