//! What each command costs on generated negotiations of three sizes, side by side: seconds, ratios and peaks of memory.
//!
//! `cargo bench --bench commands` prints the table of docs/reliability.md. Every command runs in a process of its own;
//! its peak is read from the system while it runs, where the system tells it. With a folder as its argument it only
//! leaves the models there.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "../tests/helpers/dice.rs"]
mod dice;
#[path = "../tests/helpers/large.rs"]
mod large;

use large::Talks;

/// The commands, each as its arguments; `@` stands for what is written, named after the model.
const COMMANDS: [&[&str]; 11] = [
    &["check"],
    &["blocks"],
    &["positions"],
    &["conflicts"],
    &["deadlocks"],
    &["gaps"],
    &["blocks", "--certificate", "@.certificate.json"],
    &["verify", "@.certificate.json"],
    &["draw", "board", "-o", "@.svg"],
    &["brief", "-o", "@.briefs"],
    &["explore", "-o", "@.html"],
];

/// How long one command may take before it is ended.
const MOST: Duration = Duration::from_secs(120);

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    match arguments.next() {
        Some(folder) => models()
            .iter()
            .for_each(|(name, yaml)| write(Path::new(&folder), name, yaml)),
        None => table(),
    }
}

/// The models of the table, in groups that grow.
fn models() -> Vec<(&'static str, String)> {
    vec![
        ("talks-1x", Talks::part_of_the_largest(2).yaml()),
        ("talks-10x", Talks::part_of_the_largest(1).yaml()),
        ("talks-100x", Talks::part_of_the_largest(0).yaml()),
        ("ring-250", large::ring(250)),
        ("ring-2000", large::ring(2_000)),
        ("knotted-250", large::knotted(250)),
        ("votes-101-of-200", large::at_least(101, 200, 100)),
        ("misspelt-3000", large::misspelt(3_000)),
        ("misspelt-100000", large::misspelt(100_000)),
        ("one-line", large::on_one_line(14_000)),
    ]
}

fn write(folder: &Path, name: &str, yaml: &str) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let path = folder.join(name).with_extension("yaml");
    std::fs::write(path, yaml).expect("the folder can be written");
}

fn table() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = models();
    println!(
        "{:<18} {:<44} {:>9} {:>9} {:>8}",
        "model", "command", "seconds", "x before", "peak MB"
    );
    for command in COMMANDS {
        let mut before: Option<f64> = None;
        for (name, yaml) in &models {
            write(folder.path(), name, yaml);
            // Of a model with errors nothing but `check` can be asked.
            if name.starts_with("misspelt") && command != ["check"] {
                continue;
            }
            let cost = Cost::of(folder.path(), name, command);
            let ratio = before.filter(|_| name.starts_with("talks"));
            let ratio = ratio.map_or("-".to_owned(), |before| {
                format!("{:.1}", cost.seconds / before)
            });
            println!(
                "{name:<18} {:<44} {} {ratio:>9} {:>8}",
                command.join(" "),
                cost.told(),
                cost.peak()
            );
            before = Some(cost.seconds.max(0.001));
        }
    }
}

/// What a command cost.
struct Cost {
    seconds: f64,
    peak_kilobytes: Option<u64>,
    ended: bool,
}

impl Cost {
    fn of(folder: &Path, name: &str, command: &[&str]) -> Self {
        let written = folder.join(name).display().to_string();
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_impasse"))
            .args(["-m", &format!("{name}.yaml")])
            .args(command.iter().map(|word| word.replace('@', &written)))
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut peak = None;
        while child
            .try_wait()
            .expect("the program can be watched")
            .is_none()
        {
            peak = peak.max(peak_of(&child));
            if start.elapsed() > MOST {
                child.kill().expect("the program can be ended");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Self {
            seconds: start.elapsed().as_secs_f64(),
            peak_kilobytes: peak,
            ended: start.elapsed() > MOST,
        }
    }

    fn told(&self) -> String {
        match self.ended {
            true => format!("{:>9}", "ended"),
            false => format!("{:>9.2}", self.seconds),
        }
    }

    fn peak(&self) -> String {
        let peak = self.peak_kilobytes;
        peak.map_or("?".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
    }
}

/// The most memory that a process has had so far, in kilobytes.
fn peak_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse().ok()
}
