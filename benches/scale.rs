//! How reading and answering grow with the model: generated models of several shapes and sizes.
//!
//! `cargo bench --bench scale` prints a table: time to read and check, to build the graph, to answer, and
//! each as a ratio to the size before. Every line runs in a process of its own, so that its memory is its own.
//! `cargo bench --bench scale -- write FOLDER` writes the models as YAML and as logic programs, for
//! `benches/peers/compare.py`.

use std::fmt::Write as _;
use std::time::Instant;

use impasse::analysis::{Ask, SetsAsked, blocks};
use impasse::graph::{AsRead, PositionGraph};
use impasse::read::read_text;

#[path = "../tests/helpers/dice.rs"]
mod dice;

use dice::Dice;

/// A generated negotiation: gates over milestones, some of which nobody grants.
struct Plan {
    name: String,
    gates: Vec<(String, Gate, Vec<Arm>)>,
    refused: usize,
}

enum Gate {
    All,
    Any,
    AtLeast(usize),
}

/// What a gate needs, and whether a party imposes it and may waive it.
struct Arm {
    on: String,
    waivable: bool,
}

fn arm(on: String) -> Arm {
    Arm {
        on,
        waivable: false,
    }
}

fn gate(dice: &mut Dice, arms: usize, k_of_n: bool) -> Gate {
    match dice.below(10) {
        0..=3 => Gate::All,
        4..=7 => Gate::Any,
        _ if arms > 2 && k_of_n => Gate::AtLeast(2),
        _ => Gate::Any,
    }
}

/// A tree: every milestone is needed by one other.
fn tree(size: usize) -> Plan {
    let mut dice = Dice(size as u64 | 1);
    let inner = size * 2 / 5;
    let mut next = 1;
    let mut refused = 0;
    let mut gates = Vec::new();
    for number in 0..inner {
        let count = 2 + dice.below(2);
        let arms = (0..count)
            .map(|at| {
                if next < inner && (at == 0 || dice.chance(55)) {
                    next += 1;
                    arm(format!("g{}", next - 1))
                } else {
                    refused += 1;
                    arm(format!("e{}", refused - 1))
                }
            })
            .collect::<Vec<_>>();
        gates.push((
            format!("g{number}"),
            gate(&mut dice, arms.len(), false),
            arms,
        ));
    }
    Plan {
        name: format!("tree-{size}"),
        gates,
        refused,
    }
}

/// Parts shared by several wholes; with `k_of_n` some of the gates ask for two of their arms, with `ringed` some
/// conditions point back, and a party may waive those.
fn shared(size: usize, k_of_n: bool, ringed: bool) -> Plan {
    let mut dice = Dice(size as u64 * 3 + 7);
    let (inner, refused) = (size * 7 / 10, size * 3 / 10);
    let reach = (inner / 20).max(3);
    let mut gates = Vec::new();
    for number in 0..inner {
        let mut arms: Vec<Arm> = (0..2 + dice.below(3))
            .map(
                |_| match number * 10 < inner * 7 && dice.chance(60) && number + 1 < inner {
                    true => arm(format!(
                        "g{}",
                        number + 1 + dice.below(reach.min(inner - number - 1))
                    )),
                    false => arm(format!("e{}", dice.below(refused))),
                },
            )
            .collect();
        if number + 1 < inner && number * 10 < inner * 7 {
            arms.push(arm(format!("g{}", number + 1)));
        }
        if ringed && number > 0 && dice.chance(10) {
            arms.push(Arm {
                on: format!("g{}", dice.below(number)),
                waivable: true,
            });
        }
        arms.sort_by(|a, b| a.on.cmp(&b.on));
        arms.dedup_by(|a, b| a.on == b.on);
        gates.push((
            format!("g{number}"),
            gate(&mut dice, arms.len(), k_of_n),
            arms,
        ));
    }
    let shape = match (k_of_n, ringed) {
        (true, _) => "k-of-n",
        (false, true) => "ringed",
        (false, false) => "shared",
    };
    Plan {
        name: format!("{shape}-{size}"),
        gates,
        refused,
    }
}

/// Rings of preconditions, all of which must be broken; with `linked` some members also wait for a member of
/// another ring, and some ask for two of three.
fn rings(count: usize, length: usize, linked: bool) -> Plan {
    let mut dice = Dice((count * 1_000 + length) as u64 | 1);
    let mut gates = vec![(
        "g0".to_owned(),
        Gate::All,
        (0..count)
            .map(|ring| arm(format!("r{ring}m0")))
            .collect::<Vec<_>>(),
    )];
    let mut refused = 0;
    for ring in 0..count {
        for member in 0..length {
            let mut arms = vec![Arm {
                on: format!("r{ring}m{}", (member + 1) % length),
                waivable: true,
            }];
            let mut gate = Gate::All;
            if linked && (member % 7 == 3 || member % 7 == 5) {
                let other = (ring + 1 + dice.below(count - 1)) % count;
                arms.push(Arm {
                    on: format!("r{other}m{}", dice.below(length)),
                    waivable: member % 7 == 3,
                });
            }
            if linked && member % 7 == 5 {
                arms.push(arm(format!("e{refused}")));
                refused += 1;
                gate = Gate::AtLeast(2);
            }
            gates.push((format!("r{ring}m{member}"), gate, arms));
        }
    }
    let shape = if linked { "linked-rings" } else { "rings" };
    Plan {
        name: format!("{shape}-{count}x{length}"),
        gates,
        refused,
    }
}

impl Plan {
    fn yaml(&self) -> String {
        let parties = (self.refused / 10).max(2);
        let mut out = String::from("format: 1\ngoal: g0\nparties:\n");
        (0..parties).for_each(|p| writeln!(out, "  p{p}: {{}}").expect("a string takes all"));
        out += "milestones:\n";
        for (number, (name, gate, arms)) in self.gates.iter().enumerate() {
            let arm = |arm: &Arm| match arm.waivable {
                true => format!("{{ {}: {{ by: p{} }} }}", arm.on, number % parties),
                false => arm.on.clone(),
            };
            let arms = arms.iter().map(arm).collect::<Vec<_>>().join(", ");
            let after = match gate {
                Gate::All => format!("[{arms}]"),
                Gate::Any => format!("[ {{ any: [{arms}] }} ]"),
                Gate::AtLeast(k) => format!("[ {{ at_least: {k}, of: [{arms}] }} ]"),
            };
            writeln!(out, "  {name}: {{ after: {after} }}").expect("a string takes all");
        }
        (0..self.refused).for_each(|e| {
            writeln!(out, "  e{e}: {{ consent: [p{}] }}", e % parties).expect("a string takes all")
        });
        out += "positions:\n";
        (0..self.refused).for_each(|e| {
            writeln!(
                out,
                "  - {{ party: p{}, on: e{e}, stance: rejects }}",
                e % parties
            )
            .expect("a string takes all")
        });
        out
    }

    /// The same as a logic program: `c(X)` is a change, its least model what is attainable.
    fn program(&self) -> String {
        let mut out = String::new();
        for (number, (name, gate, arms)) in self.gates.iter().enumerate() {
            let mut held = Vec::new();
            for (at, arm) in arms.iter().enumerate() {
                if arm.waivable {
                    writeln!(out, "{{c(w{number}_{at})}}. t(a{number}_{at}) :- c(w{number}_{at}). t(a{number}_{at}) :- t({}).", arm.on)
                        .expect("a string takes all");
                    held.push(format!("t(a{number}_{at})"));
                } else {
                    held.push(format!("t({})", arm.on));
                }
            }
            match gate {
                Gate::All => writeln!(out, "t({name}) :- {}.", held.join(", ")),
                Gate::Any => held
                    .iter()
                    .try_for_each(|one| writeln!(out, "t({name}) :- {one}.")),
                Gate::AtLeast(k) => writeln!(out, "t({name}) :- {k} {{ {} }}.", held.join("; ")),
            }
            .expect("a string takes all");
        }
        (0..self.refused).for_each(|e| {
            writeln!(out, "{{c(e{e})}}. t(e{e}) :- c(e{e}).").expect("a string takes all")
        });
        out + ":- not t(g0).\n#show c/1.\n"
    }
}

/// Every model of the table, in groups that grow.
fn plans() -> Vec<Vec<fn() -> Plan>> {
    vec![
        vec![|| tree(100), || tree(1_000), || tree(10_000), || {
            tree(100_000)
        }],
        vec![
            || shared(100, false, false),
            || shared(1_000, false, false),
            || shared(10_000, false, false),
            || shared(100_000, false, false),
        ],
        vec![
            || shared(100, true, false),
            || shared(1_000, true, false),
            || shared(10_000, true, false),
            || shared(100_000, true, false),
        ],
        vec![
            || shared(100, false, true),
            || shared(1_000, false, true),
            || shared(10_000, false, true),
            || shared(100_000, false, true),
        ],
        vec![|| rings(12, 20, false), || rings(30, 50, false)],
        vec![|| rings(4, 8, true), || rings(12, 20, true), || {
            rings(30, 50, true)
        }],
    ]
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["write", folder] => write_all(folder),
        ["one", name] => std::thread::scope(|scope| {
            let work = std::thread::Builder::new()
                .stack_size(512 << 20)
                .spawn_scoped(scope, || one(name));
            work.expect("a thread")
                .join()
                .expect("the measured thread ends well");
        }),
        _ => table(),
    }
}

fn write_all(folder: &str) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    for plan in plans().into_iter().flatten().map(|plan| plan()) {
        let path = std::path::Path::new(folder).join(&plan.name);
        std::fs::write(path.with_extension("yaml"), plan.yaml())
            .expect("the folder can be written");
        std::fs::write(path.with_extension("lp"), plan.program())
            .expect("the folder can be written");
    }
}

fn table() {
    println!(
        "{:<22} {:>10} {:>10} {:>10} {:>9} {:>9}  answer",
        "model", "read ms", "graph ms", "answer ms", "x before", "peak MB"
    );
    for group in plans() {
        let mut before: Option<f64> = None;
        for plan in group {
            let name = plan().name;
            let this = std::env::current_exe().expect("this program has a path");
            let run = std::process::Command::new(this)
                .args(["one", &name])
                .output()
                .expect("this program runs");
            let text = String::from_utf8_lossy(&run.stdout).into_owned();
            let fields: Vec<&str> = text.trim().splitn(5, '\t').collect();
            let [read, graph, answer, peak, found] = fields.as_slice() else {
                println!(
                    "{name:<22} failed: {text}{}",
                    String::from_utf8_lossy(&run.stderr)
                );
                continue;
            };
            let total: f64 = [read, graph, answer]
                .iter()
                .filter_map(|t| t.parse::<f64>().ok())
                .sum();
            let ratio = before.map_or("-".to_owned(), |before| format!("{:.1}", total / before));
            println!(
                "{name:<22} {read:>10} {graph:>10} {answer:>10} {ratio:>9} {peak:>9}  {found}"
            );
            before = Some(total);
        }
    }
}

/// Measures one model in this process.
fn one(name: &str) {
    let plan = plans()
        .into_iter()
        .flatten()
        .map(|plan| plan())
        .find(|plan| plan.name == name)
        .expect("the table names its models");
    let yaml = plan.yaml();
    let start = Instant::now();
    let reading = read_text("bench.yaml", &yaml);
    assert!(!reading.has_errors(), "generated models are valid");
    let read = start.elapsed();
    let start = Instant::now();
    let graph = PositionGraph::build(&reading.model, AsRead::default());
    let built = start.elapsed();
    let start = Instant::now();
    let goal = reading
        .model
        .goal
        .clone()
        .expect("generated models have a goal");
    let answer = blocks(
        &reading.model,
        &graph,
        &Ask {
            sets: SetsAsked::First(10),
            ..Ask::about(goal)
        },
    )
    .expect("the goal is there");
    let answered = start.elapsed();
    let count = answer
        .ways()
        .map_or("unknown".to_owned(), ToString::to_string);
    let sizes: Vec<String> = answer
        .unblocking_sets()
        .iter()
        .map(|set| set.changes.len().to_string())
        .collect();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().split(' ').next()?.parse::<u64>().ok());
    println!(
        "{:.1}\t{:.1}\t{:.1}\t{}\tcount {}; sizes {}; {}",
        read.as_secs_f64() * 1e3,
        built.as_secs_f64() * 1e3,
        answered.as_secs_f64() * 1e3,
        peak.map_or("?".to_owned(), |kb| (kb / 1024).to_string()),
        shortened(&count),
        sizes.join(","),
        shortened(&extent_of(&answer)),
    );
}

/// How far the answer is known, in words.
fn extent_of(answer: &impasse::analysis::Blocks) -> String {
    let parts = answer.parts();
    match parts.is_empty() {
        true => "complete".to_owned(),
        false => parts.into_values().collect::<Vec<_>>().join("; "),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}.. ({} characters)", &text[..at], text.len()),
        None => text.to_owned(),
    }
}
