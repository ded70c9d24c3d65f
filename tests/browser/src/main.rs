//! Drives the explorer in a headless Chromium and compares every answer with the engine: each goal, under random
//! suppositions, on each day. Then uses the page as a reader would: by mouse, by keyboard, on a small screen.
//!
//! `cargo run -p impasse-browser`; needs `chromium` and `chromedriver` (Debian's packages chromium and chromium-driver).
//! With a folder as its argument it leaves pictures of what it saw there.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use impasse::analysis::{Ask, BlockedKind, Blocks, SetsAsked, Status, blocks};
use impasse::graph::{AsRead, Change, PositionGraph, Reading, Supposing};
use impasse::model::{Model, PartyId, Target};
use impasse::read::{read_path, read_text};
use impasse::view::{Words, explorer};
use impasse::write;
use serde_json::{Value, json};

use dice::Dice;

mod clicks;
#[path = "../../helpers/dice.rs"]
mod dice;
mod paper;
mod pictures;
#[path = "../../helpers/random_model/mod.rs"]
mod random_model;

/// Random models, and random suppositions for each model and day.
const MODELS: u64 = 60;
const SUPPOSITIONS: u64 = 12;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let pictures = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = tempfile::tempdir().expect("a folder");
    let driver = Driver::start();
    let checked = runtime.block_on(async {
        let client = driver.client(folder.path()).await;
        let mut checked = 0;
        for path in ["models/ukraine-talks", "models/orange"]
            .map(|path| root().join(path))
            .iter()
            .filter(|path| path.exists())
        {
            let model = read_path(path).expect("the model can be read").model;
            checked += compare(&client, folder.path(), &model, 1).await;
        }
        for seed in 0..MODELS {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
            let reading = read_text("random.yaml", &random_model::random_model(&mut dice));
            if !reading.has_errors() {
                checked += compare(&client, folder.path(), &reading.model, seed).await;
            }
        }
        clicks::size_hides_nothing(&client, folder.path()).await;
        let printed = paper::ministers_have_one_page(&client, folder.path()).await;
        println!("{printed} briefings for a minister stand on one page of A4 and of Letter");
        as_a_reader(&client, folder.path(), pictures.as_deref()).await;
        client.close().await.expect("the browser closes");
        checked
    });
    println!("{checked} answers of the page are those of the engine");
    assert!(checked > 5_000, "only {checked} answers were compared");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A chromedriver of our own; ended when dropped.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .expect("a free port")
            .port();
        let process = Command::new("chromedriver")
            .args([format!("--port={port}"), "--log-level=OFF".to_owned()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: apt-get install chromium chromium-driver");
        Self { process, port }
    }

    async fn client(&self, folder: &Path) -> Client {
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,1000",
        ];
        let profile = format!("--user-data-dir={}", folder.join("profile").display());
        let all: Vec<&str> = arguments.into_iter().chain([profile.as_str()]).collect();
        let capabilities = json!({ "goog:chromeOptions": { "args": all } });
        let capabilities = capabilities.as_object().expect("an object").clone();
        let address = format!("http://127.0.0.1:{}", self.port);
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            match ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities.clone())
                .connect(&address)
                .await
            {
                Ok(client) => return client,
                Err(error) if Instant::now() > until => panic!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a reader supposes.
#[derive(Default, Clone)]
struct Supposed {
    made: BTreeSet<Change>,
    granted: BTreeSet<(PartyId, Target)>,
    refused: BTreeSet<(PartyId, Target)>,
}

impl Supposed {
    fn random(graph: &PositionGraph, dice: &mut Dice) -> Self {
        let mut supposed = Self::default();
        supposed.made.extend(
            graph
                .changes()
                .iter()
                .filter(|_| dice.chance(20))
                .map(|info| info.change.clone()),
        );
        for stance in graph
            .stances()
            .iter()
            .filter(|stance| stance.reading == Reading::Unknown)
        {
            let key = (stance.party.clone(), stance.target.clone());
            match dice.roll(4) {
                0 => supposed.granted.insert(key),
                1 => supposed.refused.insert(key),
                _ => false,
            };
        }
        supposed
    }

    fn fragment(&self, goal: &str, day: &str) -> String {
        let list = |items: Vec<String>| {
            items
                .iter()
                .map(|item| encoded(item))
                .collect::<Vec<_>>()
                .join(",")
        };
        let keys = |set: &BTreeSet<(PartyId, Target)>| {
            list(
                set.iter()
                    .map(|(party, target)| format!("{party}:{target}"))
                    .collect(),
            )
        };
        let made = list(self.made.iter().map(ToString::to_string).collect());
        format!(
            "#goal={}&day={day}&do={made}&yes={}&no={}",
            encoded(goal),
            keys(&self.granted),
            keys(&self.refused)
        )
    }

    fn answer(&self, model: &Model, graph: &PositionGraph, goal: &Target) -> Blocks {
        self.answer_with(model, graph, goal, &[])
    }

    /// The answer when some changes more are made.
    fn answer_with(
        &self,
        model: &Model,
        graph: &PositionGraph,
        goal: &Target,
        more: &[Change],
    ) -> Blocks {
        let refused: Vec<_> = self.refused.iter().cloned().collect();
        let read = AsRead {
            day: graph.day,
            at_least: None,
        };
        let graph = PositionGraph::supposing(
            model,
            read,
            &Supposing {
                refused,
                ..Supposing::default()
            },
        );
        let yes = self.granted.iter().map(|(party, target)| Change::Grant {
            party: party.clone(),
            target: target.clone(),
        });
        let made = self.made.iter().chain(more).cloned();
        let supposed = made.chain(yes).collect();
        let ask = Ask {
            supposed,
            sets: SetsAsked::All,
            ..Ask::about(goal.clone())
        };
        blocks(model, &graph, &ask).expect("the goal is in the graph")
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

fn page(folder: &Path, model: &Model) -> String {
    let data =
        explorer(model, model.day(None), model.goal.as_ref(), &|_| None).expect("small weights");
    let path = folder.join("explore.html");
    std::fs::write(&path, write::explore(&data, "")).expect("the page can be written");
    format!("file://{}", path.display())
}

/// Every goal of a model on each of its days, under random suppositions.
async fn compare(client: &Client, folder: &Path, model: &Model, seed: u64) -> usize {
    let address = page(folder, model);
    let data = explorer(model, model.day(None), None, &|_| None).expect("small weights");
    client.goto("about:blank").await.expect("a blank page");
    client.goto(&address).await.expect("the page opens");
    // What is folded away is drawn when it is open.
    client
        .execute("document.querySelectorAll('details').forEach((one) => (one.open = true)); impasse.look(location.hash);", vec![])
        .await
        .expect("everything unfolds");
    let mut dice = Dice(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1);
    let mut checked = 0;
    for (at, day) in data.days.iter().enumerate() {
        let known = match day.day {
            Some(date) if at + 1 < data.days.len() => model.clone().known_on(date),
            Some(_) | None => model.clone(),
        };
        let graph = PositionGraph::build(
            &known,
            AsRead {
                day: day.day,
                at_least: None,
            },
        );
        let in_force = graph.positions_in_force(&known).into_iter();
        let in_force: BTreeSet<String> = in_force
            .map(|id| format!("{}.", Words::of(model).position(&known.positions[id])))
            .collect();
        let script = "const day = impasse.data.days[arguments[0]]; return day.in_force.map((number) => impasse.data.positions[number].words);";
        let shown = client
            .execute(script, vec![json!(at)])
            .await
            .expect("positions");
        let shown: BTreeSet<String> = list(&shown).iter().map(text).collect();
        assert_eq!(shown, in_force, "{} on day {at}", model.name);
        let goals: Vec<Target> = graph.targets().map(|(target, _)| target.clone()).collect();
        if goals.is_empty() {
            continue;
        }
        for round in 0..SUPPOSITIONS {
            let supposed = if round == 0 {
                Supposed::default()
            } else {
                Supposed::random(&graph, &mut dice)
            };
            let name = day.day.map(|day| day.to_string()).unwrap_or_default();
            let shown = &goals[dice.below(goals.len())];
            let fragment = supposed.fragment(&shown.to_string(), &name);
            let names: Vec<String> = goals.iter().map(ToString::to_string).collect();
            let script = "const [hash, goals] = arguments; impasse.look(hash); return goals.map((goal) => impasse.blocks(goal));";
            let told = client
                .execute(script, vec![json!(fragment), json!(names)])
                .await
                .expect("the page answers");
            let stances = client
                .execute("return impasse.data.days[impasse.state.day].stances.map((s) => [s.party, s.target]);", vec![])
                .await
                .expect("stances");
            for (goal, page) in goals.iter().zip(told.as_array().expect("a list")) {
                let ours = supposed.answer(&known, &graph, goal);
                agree(
                    &ours,
                    page,
                    &stances,
                    &format!("{} {goal} {fragment}", model.name),
                );
                checked += 1;
            }
            let what = format!("{} {seed} {fragment}", model.name);
            pictures::the_picture_fades_as_the_answers_say(
                client,
                (&known, &graph),
                shown,
                &supposed,
                &what,
            )
            .await;
            clicks::the_drawing_shows_what_blocks(client, &what).await;
            if round % 3 == 0 {
                clicks::the_panel_stays_with_what_was_clicked(client, &mut dice, &what).await;
            }
        }
    }
    checked
}

fn agree(ours: &Blocks, page: &Value, stances: &Value, what: &str) {
    let status = match ours.status() {
        Status::Reached => "reached",
        Status::Closed => "closed",
        Status::Pending => "pending",
        Status::Met => "met",
        Status::Open => "open",
        Status::Blocked => "blocked",
    };
    assert_eq!(page["status"], status, "{what}");
    let kind = ours.kind().map(|kind| match kind {
        BlockedKind::Circular => "circular",
        BlockedKind::Refused => "refused",
    });
    assert_eq!(page["kind"], json!(kind), "{what}");
    assert_eq!(page["packageOnly"], ours.package_only(), "{what}");
    assert_eq!(page["whole"], true, "{what}");
    if ours.status() == Status::Blocked {
        let mut blockers: Vec<(String, bool)> = ours
            .blockers
            .items()
            .iter()
            .map(|b| (b.change.to_string(), b.sole))
            .collect();
        blockers.sort();
        let told: Vec<(String, bool)> = list(&page["blockers"])
            .iter()
            .map(|b| (text(&b["id"]), b["sole"] == true))
            .collect();
        assert_eq!(told, blockers, "{what}");
        let sets: Vec<Vec<String>> = ours
            .unblocking_sets()
            .iter()
            .map(|set| set.changes.iter().map(ToString::to_string).collect())
            .collect();
        let told: Vec<Vec<String>> = list(&page["openings"])
            .iter()
            .map(|set| list(set).iter().map(|one| text(&one["id"])).collect())
            .collect();
        let sorted = |mut set: Vec<String>| {
            set.sort();
            set
        };
        let sets: Vec<Vec<String>> = sets.into_iter().map(sorted).collect();
        assert_eq!(told, sets, "{what}");
        if let Some(shape) = ours.shape.exact() {
            let knots = shape.knots().iter();
            let knots: BTreeSet<BTreeSet<String>> = knots
                .map(|knot| knot.changes().iter().map(ToString::to_string).collect())
                .filter(|knot: &BTreeSet<String>| !knot.is_empty())
                .collect();
            let told: BTreeSet<BTreeSet<String>> = list(&page["knots"])
                .iter()
                .map(|knot| list(knot).iter().map(|one| text(&one["id"])).collect())
                .collect();
            assert_eq!(told, knots, "{what}");
        }
    }
    if ours.status() == Status::Open {
        let awaited: BTreeSet<(String, String)> = ours
            .awaited
            .items()
            .iter()
            .map(|a| (a.party.to_string(), a.target.to_string()))
            .collect();
        let told: BTreeSet<(String, String)> = list(&page["awaited"])
            .iter()
            .map(|number| {
                &stances
                    [usize::try_from(number.as_u64().expect("a number")).expect("a small number")]
            })
            .map(|stance| (text(&stance[0]), text(&stance[1])))
            .collect();
        assert_eq!(told, awaited, "{what}");
        if let Some(least) = &ours.least_awaited {
            let least = least.value().map(|least| *least as u64);
            assert_eq!(page["least"].as_u64(), least, "{what}");
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The Ukraine page as a reader uses it.
async fn as_a_reader(client: &Client, folder: &Path, pictures: Option<&Path>) {
    let path = folder.join("ukraine.html");
    let made = Command::new(env!("CARGO"))
        .args(["run", "-q", "--", "-m", "ukraine-talks", "explore", "-o"])
        .arg(&path)
        .current_dir(root())
        .status();
    assert!(
        made.expect("cargo runs").success(),
        "explore writes the page"
    );
    let size = std::fs::metadata(&path).expect("the page").len();
    assert!(size < 1_400_000, "the page has {size} bytes");
    client.goto("about:blank").await.expect("a blank page");
    client
        .goto(&format!("file://{}", path.display()))
        .await
        .expect("the page opens");
    assert!(
        finding(client)
            .await
            .starts_with("Two knots block the full settlement")
    );
    picture(client, pictures, "wide.png").await;

    // By mouse: one blocker lifted is in the address and in the strip, and taken back again.
    client
        .find(Locator::Css("#picture .turn"))
        .await
        .expect("a button")
        .click()
        .await
        .expect("a click");
    settled().await;
    let address = client.current_url().await.expect("an address").to_string();
    assert!(address.contains("do="), "{address}");
    assert!(
        finding(client)
            .await
            .starts_with("Supposing this, one knot still blocks")
    );
    let chips = client
        .find_all(Locator::Css("#supposed .chip"))
        .await
        .expect("chips");
    assert_eq!(
        chips.len(),
        2,
        "one thing is supposed, and all can be taken back"
    );
    picture(client, pictures, "supposed.png").await;
    chips[0].clone().click().await.expect("a click");
    settled().await;
    assert!(
        !client
            .current_url()
            .await
            .expect("an address")
            .to_string()
            .contains("do=")
    );

    // By keyboard: a bar opens with its sentence, Escape closes it, and the focus is back on the bar.
    client
        .execute(
            "document.querySelector('#picture g[data-mark=bar].mark').focus()",
            vec![],
        )
        .await
        .expect("focus");
    client
        .find(Locator::Css("#picture g[data-mark=bar].mark"))
        .await
        .expect("a bar")
        .send_keys("\u{E007}")
        .await
        .expect("a key");
    let panel = client
        .find(Locator::Css("#panel"))
        .await
        .expect("a panel")
        .text()
        .await
        .expect("words");
    assert!(panel.contains("004 s"), "sentences are cited: {panel}");
    picture(client, pictures, "panel.png").await;
    client
        .find(Locator::Css("#panel"))
        .await
        .expect("a panel")
        .send_keys("\u{E00C}")
        .await
        .expect("a key");
    assert!(
        !client
            .find(Locator::Css("#panel"))
            .await
            .expect("a panel")
            .is_displayed()
            .await
            .expect("a state"),
        "Escape closes the panel"
    );
    pictures::every_corner_can_be_reached(client).await;

    // The slider goes to the first day.
    client
        .execute("const day = document.getElementById('day'); day.value = 0; day.dispatchEvent(new Event('input'));", vec![])
        .await
        .expect("a day");
    let script = "return document.getElementById('hint').textContent";
    let day = text(&client.execute(script, vec![]).await.expect("a day"));
    assert!(day.contains("As of 29 December 2025"), "{day}");
    settled().await;
    assert!(
        client
            .current_url()
            .await
            .expect("an address")
            .to_string()
            .contains("day=2")
    );

    // On a phone nothing is wider than the screen, and a tap opens the panel from below.
    client
        .set_window_size(390, 844)
        .await
        .expect("a small window");
    client
        .goto(&format!("file://{}#goal=referendum", path.display()))
        .await
        .expect("the page opens");
    client.refresh().await.expect("the page opens again");
    let wide = client
        .execute(
            "return [document.documentElement.scrollWidth, window.innerWidth]",
            vec![],
        )
        .await
        .expect("sizes");
    assert!(
        wide[0].as_u64() <= wide[1].as_u64(),
        "wider than the screen: {wide}"
    );
    picture(client, pictures, "phone.png").await;
    client
        .execute("document.querySelector('#picture g[data-mark=bar].mark, #picture g[data-mark=hook].mark').dispatchEvent(new MouseEvent('click', { bubbles: true }))", vec![])
        .await
        .expect("a tap");
    assert!(
        client
            .find(Locator::Css("#panel"))
            .await
            .expect("a panel")
            .is_displayed()
            .await
            .expect("a state")
    );
    picture(client, pictures, "phone-panel.png").await;
    let fetched = client
        .execute(
            "return performance.getEntriesByType('resource').length",
            vec![],
        )
        .await
        .expect("entries");
    assert_eq!(fetched, 0, "the page fetches nothing");
}

/// The page writes its address when nothing has changed for a moment.
async fn settled() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

async fn finding(client: &Client) -> String {
    client
        .find(Locator::Id("finding"))
        .await
        .expect("a finding")
        .text()
        .await
        .expect("words")
}

async fn picture(client: &Client, folder: Option<&Path>, name: &str) {
    let Some(folder) = folder else { return };
    let bytes = client.screenshot().await.expect("a picture");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(folder.join(name), bytes))
        .expect("the picture can be written");
}
