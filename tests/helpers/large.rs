//! Models that are larger than any that a person writes: the same on every machine, shared by tests and benchmarks.

use std::fmt::Write as _;

use crate::dice::Dice;

/// How many of each a generated negotiation has.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "each test and benchmark makes its own")]
pub struct Talks {
    /// How many sides there are.
    pub parties: usize,
    /// How many questions they must settle, three answers each.
    pub issues: usize,
    /// How often a side speaks.
    pub positions: usize,
}

const STANCES: [&str; 8] = [
    "accepts", "accepts", "demands", "proposes", "rejects", "rejects", "open", "prefers",
];

#[allow(dead_code, reason = "each test and benchmark makes its own")]
impl Talks {
    /// A tenth of the largest, a hundredth, or the largest itself: 300 parties, 1,000 issues, 10,000 positions.
    pub fn part_of_the_largest(tenths: u32) -> Self {
        let of = |whole: usize| whole / 10_usize.pow(tenths);
        Self {
            parties: of(300).max(6),
            issues: of(1_000),
            positions: of(10_000),
        }
    }

    /// The negotiation as YAML: every issue lies between six sides, and the settlement needs them all.
    pub fn yaml(self) -> String {
        let mut dice = Dice(0x5eed | 1);
        let mut out =
            String::from("format: 1\ntitle: Many questions\ngoal: settlement\nparties:\n");
        for party in 0..self.parties {
            line(
                &mut out,
                format_args!("  p{party}: {{ name: Side {party} }}"),
            );
        }
        out += "sources:\n";
        for source in 0..50 {
            let (month, day) = (1 + source / 25, 1 + source % 25);
            line(
                &mut out,
                format_args!(
                    "  s{source}: {{ publisher: Daily, title: Report {source}, date: 2026-{month:02}-{day:02} }}"
                ),
            );
        }
        out += "issues:\n";
        let sides: Vec<Vec<usize>> = (0..self.issues).map(|_| self.sides(&mut dice)).collect();
        for (issue, sides) in sides.iter().enumerate() {
            let between: Vec<String> = sides.iter().map(|side| format!("p{side}")).collect();
            let between = between.join(", ");
            line(
                &mut out,
                format_args!(
                    "  i{issue}: {{ question: What of matter {issue}?, between: [{between}], options: {{ a: First way, b: Second way, c: Third way }} }}"
                ),
            );
        }
        self.milestones(&mut out);
        out += "positions:\n";
        for position in 0..self.positions {
            let issue = position % self.issues;
            let side = sides[issue][dice.below(6)];
            let stance = STANCES[dice.below(STANCES.len())];
            let answer = ["a", "b", "c"][dice.below(3)];
            let (source, sentence) = (dice.below(50), 1 + dice.below(40));
            line(
                &mut out,
                format_args!(
                    "  - {{ party: p{side}, on: i{issue}/{answer}, stance: {stance}, cites: [\"s{source} s{sentence}\"] }}"
                ),
            );
        }
        out
    }

    /// Six different sides.
    fn sides(self, dice: &mut Dice) -> Vec<usize> {
        let first = dice.below(self.parties);
        (0..6)
            .map(|at| (first + at * (self.parties / 6)) % self.parties)
            .collect()
    }

    fn milestones(self, out: &mut String) {
        let all: Vec<String> = (0..self.issues).map(|issue| format!("i{issue}")).collect();
        let all = all.join(", ");
        line(
            out,
            format_args!(
                "milestones:\n  settlement: {{ requires: [{all}], consent: [p0, p1, p2], after: [truce] }}\n  truce: {{ consent: [p0, p3] }}"
            ),
        );
    }
}

/// A ring of so many milestones: each waits for the next, and a party imposes every condition.
#[allow(dead_code, reason = "each test and benchmark makes its own")]
pub fn ring(length: usize) -> String {
    let mut out = String::from("format: 1\ngoal: m0\nparties: { a: {}, b: {} }\nmilestones:\n");
    for at in 0..length {
        let (next, by) = ((at + 1) % length, ["a", "b"][at % 2]);
        line(
            &mut out,
            format_args!("  m{at}: {{ after: [ {{ m{next}: {{ by: {by} }} }} ] }}"),
        );
    }
    out
}

/// Rings that run through each other: every member waits for the next three.
#[allow(dead_code, reason = "each test and benchmark makes its own")]
pub fn knotted(length: usize) -> String {
    let mut out = String::from("format: 1\ngoal: m0\nparties: { a: {}, b: {} }\nmilestones:\n");
    for at in 0..length {
        let arms: Vec<String> = (1..=3)
            .map(|on| {
                format!(
                    "{{ m{}: {{ by: {} }} }}",
                    (at + on) % length,
                    ["a", "b"][(at + on) % 2]
                )
            })
            .collect();
        line(
            &mut out,
            format_args!("  m{at}: {{ after: [ {} ] }}", arms.join(", ")),
        );
    }
    out
}

/// A goal that needs so many of `all` votes at least, and a bound on how many of them can be had.
#[allow(dead_code, reason = "each test and benchmark makes its own")]
pub fn at_least(least: usize, all: usize, most: usize) -> String {
    let votes: Vec<String> = (0..all).map(|vote| format!("v{vote}")).collect();
    let votes = votes.join(", ");
    let mut out = format!(
        "format: 1\ngoal: deal\nparties: {{ a: {{}}, b: {{}} }}\nmilestones:\n  deal: {{ requires: [ {{ at_least: {least}, of: [{votes}] }} ] }}\n"
    );
    for vote in 0..all {
        line(
            &mut out,
            format_args!("  v{vote}: {{ consent: [{}] }}", ["a", "b"][vote % 2]),
        );
    }
    out += "positions:\n";
    for vote in 0..all {
        line(
            &mut out,
            format_args!(
                "  - {{ party: {}, on: v{vote}, stance: rejects }}",
                ["a", "b"][vote % 2]
            ),
        );
    }
    line(
        &mut out,
        format_args!("incompatible:\n  - {{ at_most: {most}, of: [{votes}] }}"),
    );
    out
}

/// So many positions that name milestones with two letters changed, beside as many that are declared.
#[allow(dead_code, reason = "each test and benchmark makes its own")]
pub fn misspelt(count: usize) -> String {
    let mut out = String::from("format: 1\nparties: { a: {} }\nmilestones:\n");
    for at in 0..count {
        line(&mut out, format_args!("  milestone-{at:06}: {{}}"));
    }
    out += "positions:\n";
    for at in 0..count {
        line(
            &mut out,
            format_args!("  - {{ party: a, on: milestnoe-{at:06}, stance: rejects }}"),
        );
    }
    out
}

/// A model on one line, with a letter beyond ASCII at its beginning.
#[allow(dead_code, reason = "each test and benchmark makes its own")]
pub fn on_one_line(milestones: usize) -> String {
    let mut out = String::from("{ format: 1, title: \"Überall\", milestones: { ");
    for at in 0..milestones {
        write!(out, "m{at}: {{ name: \"Nº {at}\" }}, ").expect("a string takes all");
    }
    out + "} }\n"
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    writeln!(out, "{words}").expect("a string takes all");
}
