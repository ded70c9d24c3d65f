//! Random models with everything that the language has: scales, dates, deadlines and their extensions, several positions of
//! one party on one thing, on one day too, ended and attributed ones, words on whole issues, doubts, red lines, conditions
//! with consents and with owners, equal ones side by side, exclusions of all kinds of things, and sources.

use super::super::dice::Dice;

/// The names of one random model.
struct Maker<'d> {
    dice: &'d mut Dice,
    parties: Vec<String>,
    milestones: Vec<String>,
    /// Issues with options, with a scale, and with neither.
    options: Vec<String>,
    scales: Vec<String>,
    plain: Vec<String>,
    /// The seats of the members of a body, where there is one.
    seats: Vec<u64>,
}

/// A random model in YAML that uses all of the language.
pub fn rich_model(dice: &mut Dice) -> String {
    let named = |dice: &mut Dice, letter: &str, least: u64, more: u64| -> Vec<String> {
        (0..least + dice.roll(more))
            .map(|i| format!("{letter}{i}"))
            .collect()
    };
    let parties = named(dice, "p", 2, 3);
    let milestones = named(dice, "m", 1, 4);
    let options = named(dice, "o", 0, 2);
    let scales = named(dice, "s", 0, 2);
    let plain = named(dice, "q", 0, 2);
    let mut maker = Maker {
        dice,
        parties,
        milestones,
        options,
        scales,
        plain,
        seats: Vec::new(),
    };
    maker.model()
}

impl Maker<'_> {
    fn model(&mut self) -> String {
        let mut yaml = String::from("format: 1\ngoal: m0\n");
        if self.dice.chance(60) {
            yaml += &format!("as_of: {}\n", self.day(8, 14));
        }
        yaml += "sources:\n";
        for number in 1..=3 {
            yaml += &format!(
                "  \"00{number}\": {{ title: T, date: {} }}\n",
                self.day(1, 12)
            );
        }
        yaml += "parties:\n";
        for party in self.parties.clone() {
            yaml += &format!("  {party}: {{}}\n");
        }
        if self.dice.chance(40) {
            yaml += &self.body();
        }
        yaml += "issues:\n";
        for issue in self.options.clone() {
            let between = self.some_parties();
            yaml += &format!("  {issue}: {{ between: [{between}], options: [a, b] }}\n");
        }
        for issue in self.scales.clone() {
            let ends = ["", ", min: 0", ", max: 20", ", min: 0, max: 20"][self.dice.below(4)];
            let between = self.some_parties();
            yaml +=
                &format!("  {issue}: {{ between: [{between}], scale: {{ unit: years{ends} }} }}\n");
        }
        for issue in self.plain.clone() {
            let between = self.some_parties();
            yaml += &format!("  {issue}: {{ between: [{between}] }}\n");
        }
        yaml += "milestones:\n";
        for milestone in self.milestones.clone() {
            yaml += &self.milestone(&milestone);
        }
        yaml += "positions:\n";
        for _ in 0..self.dice.roll(8) {
            yaml += &self.position();
        }
        if self.dice.chance(25) {
            yaml += &self.exclusion();
        }
        if !self.seats.is_empty() {
            yaml += &self.votes();
        }
        yaml
    }

    /// A body of some of the parties, which can then be asked for its yes like every party.
    fn body(&mut self) -> String {
        let count = 2 + self.dice.below(self.parties.len() - 1);
        self.seats = (0..count).map(|_| 1 + self.dice.roll(4)).collect();
        let members = self
            .seats
            .clone()
            .into_iter()
            .enumerate()
            .map(|(at, seats)| {
                let weight = match self.dice.chance(50) {
                    true => format!("{{ seats: {seats}, people: {} }}", self.dice.roll(5)),
                    false => seats.to_string(),
                };
                format!("p{at}: {weight}")
            });
        let members: Vec<String> = members.collect();
        let listed: u64 = self.seats.iter().sum();
        let unlisted = self.dice.roll(3);
        let all = match self.dice.chance(50) {
            true => format!(", seats: {}", listed + unlisted),
            false => String::new(),
        };
        let rule = self.rule(listed, 2);
        let changed = match self.dice.chance(20) {
            true => format!(
                ", changed: [ {{ on: {}, rule: {} }} ]",
                self.day(2, 12),
                self.rule(listed, 1)
            ),
            false => String::new(),
        };
        // Many numbers beside many votes are more than the checker can try.
        self.scales.clear();
        self.parties
            .insert(self.dice.below(self.parties.len()), "b0".to_owned());
        format!(
            "  b0: {{ kind: body, members: {{ {} }}{all}, rule: {rule}{changed} }}\n",
            members.join(", ")
        )
    }

    fn rule(&mut self, listed: u64, depth: u64) -> String {
        match self.dice.roll(if depth > 0 { 9 } else { 7 }) {
            0 => "unanimity".to_owned(),
            1 => "{ majority: seats }".to_owned(),
            2 => "{ majority: cast }".to_owned(),
            3 => "{ two_thirds: cast }".to_owned(),
            4 => format!("{{ at_least: {} }}", 1 + self.dice.roll(listed)),
            5 => format!("{{ percent: {}, of: members }}", 30 + self.dice.roll(70)),
            6 => "{ vetoes: [p0] }".to_owned(),
            kind => {
                let word = if kind == 7 { "all" } else { "any" };
                let (one, other) = (self.rule(listed, depth - 1), self.rule(listed, depth - 1));
                format!("{{ {word}: [{one}, {other}] }}")
            }
        }
    }

    /// Votes of the body on milestones, in numbers that it has.
    fn votes(&mut self) -> String {
        let mut yaml = "votes:\n".to_owned();
        for _ in 0..1 + self.dice.roll(3) {
            let on = self.dice.pick(&self.milestones).to_owned();
            let date = self.day(1, 12);
            let mut by = Vec::new();
            for (at, seats) in self.seats.clone().into_iter().enumerate() {
                let (yes, no) = (self.dice.roll(seats + 1), self.dice.roll(seats + 1));
                let no = no.min(seats - yes);
                let abstain = self.dice.roll(seats - yes - no + 1);
                match self.dice.roll(5) {
                    0 => {}
                    1 => by.push(format!(
                        "p{at}: {}",
                        ["for", "against", "abstain"][self.dice.below(3)]
                    )),
                    _ => by.push(format!(
                        "p{at}: {{ for: {yes}, against: {no}, abstain: {abstain} }}"
                    )),
                }
            }
            let count = match self.dice.chance(30) {
                true => {
                    by.clear();
                    let listed: u64 = self.seats.iter().sum();
                    let yes = self.dice.roll(listed + 1);
                    format!("for: {yes}, against: {}", self.dice.roll(listed - yes + 1))
                }
                false => String::new(),
            };
            let by = match by.is_empty() {
                true if count.is_empty() => "by: { p0: for }".to_owned(),
                true => count,
                false => format!("by: {{ {} }}", by.join(", ")),
            };
            yaml += &format!("  - {{ body: b0, on: {on}, date: {date}, {by} }}\n");
        }
        yaml
    }

    fn day(&mut self, from: u64, to: u64) -> String {
        format!("2026-01-{:02}", from + self.dice.roll(to - from + 1))
    }

    fn dates(&mut self, percent: u64) -> String {
        if !self.dice.chance(percent) {
            return String::new();
        }
        let (since, ended) = (self.day(1, 7), self.day(8, 14));
        match self.dice.roll(3) {
            0 => format!(", since: {since}"),
            1 => format!(", ended: {ended}"),
            _ => format!(", since: {since}, ended: {ended}"),
        }
    }

    fn party(&mut self) -> String {
        self.dice.pick(&self.parties).to_owned()
    }

    fn some_parties(&mut self) -> String {
        let count = 1 + self.dice.below(2);
        self.parties[..count].join(", ")
    }

    /// Something that a condition can name.
    fn thing(&mut self) -> String {
        let mut things = self.milestones.clone();
        things.extend(self.scales.iter().chain(&self.plain).cloned());
        for issue in &self.options {
            things.extend([issue.clone(), format!("{issue}/a"), format!("{issue}/b")]);
        }
        self.dice.pick(&things).to_owned()
    }

    fn milestone(&mut self, name: &str) -> String {
        let consents: Vec<String> = self.parties.clone();
        let consents: Vec<String> = consents
            .iter()
            .filter(|_| self.dice.chance(30))
            .cloned()
            .collect::<Vec<_>>()
            .into_iter()
            .map(|party| match self.dates(15) {
                dates if dates.is_empty() => party,
                dates => format!("{{ {party}: {{ {} }} }}", &dates[2..]),
            })
            .collect();
        let mut keys = vec![format!("consent: [{}]", consents.join(", "))];
        let (requires, mut after) = (self.conditions(name, 45), self.conditions(name, 40));
        if self.dice.chance(15) && !requires.is_empty() {
            // The same condition together with it, and before it.
            after.clone_from(&requires);
        }
        keys.push(format!("requires: [{requires}]"));
        keys.push(format!("after: [{after}]"));
        if self.dice.chance(20) {
            keys.push(format!("reached: {}", self.day(3, 12)));
        }
        if self.dice.chance(35) {
            keys.push(self.deadline(name));
        }
        format!("  {name}: {{ {} }}\n", keys.join(", "))
    }

    fn deadline(&mut self, name: &str) -> String {
        let date = self.day(4, 13);
        let others: Vec<String> = self
            .milestones
            .iter()
            .filter(|m| *m != name)
            .cloned()
            .collect();
        let otherwise = match others.is_empty() || self.dice.chance(15) {
            true => String::new(),
            false => format!(", otherwise: {}", self.dice.pick(&others)),
        };
        let extended = match self.dice.chance(25) {
            true => format!(
                ", extended: [{{ to: {}, on: {} }}]",
                self.day(14, 18),
                self.day(3, 12)
            ),
            false => String::new(),
        };
        format!("deadline: {{ date: {date}{otherwise}{extended} }}")
    }

    fn conditions(&mut self, of: &str, percent: u64) -> String {
        let count = u64::from(self.dice.chance(percent)) + u64::from(self.dice.chance(15));
        let all: Vec<String> = (0..count).map(|_| self.condition(of, 2)).collect();
        all.join(", ")
    }

    /// A condition of a thing, which does not name that thing itself.
    fn condition(&mut self, of: &str, depth: u64) -> String {
        let mut name = self.thing();
        for _ in 0..20 {
            if name != of {
                break;
            }
            name = self.thing();
        }
        let party = self.party();
        if name == of {
            return format!("{{ consent: {party} }}");
        }
        let arms = |maker: &mut Self, count: usize| -> String {
            let all: Vec<String> = (0..count).map(|_| maker.condition(of, depth - 1)).collect();
            all.join(", ")
        };
        let dates = self.dates(12);
        match self.dice.roll(if depth == 0 { 5 } else { 11 }) {
            0..=2 if self.scales.contains(&name) && self.dice.chance(60) => {
                let value = self.value();
                match (value.strip_suffix(" }"), self.dice.chance(40)) {
                    (Some(range), true) => {
                        format!("{{ {name}: {range}, by: {party}{dates} }} }}")
                    }
                    (None, true) => format!("{{ {name}: {value}, by: {party} }}"),
                    (Some(_) | None, false) => format!("{{ {name}: {value} }}"),
                }
            }
            0 | 1 => name,
            2 => format!("{{ {name}: {{ by: {party}{dates} }} }}"),
            3 => format!("{{ consent: {party}{dates} }}"),
            4 => party,
            5 => format!("{{ all: [{}]{dates} }}", arms(self, 2)),
            6 => format!("{{ any: [{}]{dates} }}", arms(self, 2)),
            7 => format!(
                "{{ at_least: 2, of: [{}], by: {party}{dates} }}",
                arms(self, 3)
            ),
            8 => format!("{{ after: {}{dates} }}", self.condition(of, depth - 1)),
            9 => format!(
                "{{ after: {}, by: {party} }}",
                self.condition(of, depth - 1)
            ),
            _ => {
                let other = self.thing();
                let weighted = match other == of || other == name {
                    true => format!("{name}: 2"),
                    false => format!("{name}: 2, {other}: 1"),
                };
                format!(
                    "{{ at_least: {}, of: {{ {weighted} }} }}",
                    1 + self.dice.roll(3)
                )
            }
        }
    }

    fn position(&mut self) -> String {
        let party = self.party();
        let on = self.thing();
        let is_scale = self.scales.contains(&on);
        let stances = [
            "demands", "proposes", "accepts", "rejects", "rejects", "open",
        ];
        let stance = stances[self.dice.below(stances.len())];
        let mut keys = vec![
            format!("party: {party}"),
            format!("on: {on}"),
            format!("stance: {stance}"),
        ];
        if is_scale && self.dice.chance(80) {
            keys.push(format!("value: {}", self.value()));
        }
        if self.dice.chance(30) {
            match stance {
                "rejects" => keys.push(format!("until: {}", self.condition(&on, 1))),
                "open" => {}
                _ => keys.push(format!("if: {}", self.condition(&on, 1))),
            }
        }
        match self.dice.roll(4) {
            0 => {}
            // Few days, so that words often meet on one.
            1 | 2 => keys.push(format!("since: {}", self.day(2, 6))),
            _ => keys.push(format!(
                "cites: [\"00{} s{}\"]",
                1 + self.dice.roll(3),
                1 + self.dice.roll(3)
            )),
        }
        if self.dice.chance(20) {
            keys.push(format!("ended: {}", self.day(7, 13)));
        }
        if self.dice.chance(20) {
            let firmness = ["red-line", "firm", "flexible"][self.dice.below(3)];
            keys.push(format!("firmness: {firmness}"));
        }
        if self.dice.chance(25) {
            let confidence = ["low", "medium", "high"][self.dice.below(3)];
            keys.push(format!("confidence: {confidence}"));
        }
        if self.dice.chance(8) {
            let others: Vec<String> = self
                .parties
                .iter()
                .filter(|p| **p != party)
                .cloned()
                .collect();
            keys.push(format!(
                "voice: attributed, via: {}",
                self.dice.pick(&others)
            ));
        }
        if self.dice.chance(5) {
            keys.push("remark: true".to_owned());
        }
        format!("  - {{ {} }}\n", keys.join(", "))
    }

    fn value(&mut self) -> String {
        let number = [5, 10, 15][self.dice.below(3)];
        match self.dice.roll(6) {
            0 => format!("{{ at_least: {number} }}"),
            1 => format!("{{ at_most: {number} }}"),
            2 => format!("{{ more_than: {number} }}"),
            3 => format!("{{ between: [5, {}] }}", 10 + self.dice.roll(8)),
            _ => number.to_string(),
        }
    }

    fn exclusion(&mut self) -> String {
        let of: std::collections::BTreeSet<String> = (0..3).map(|_| self.thing()).collect();
        let of: Vec<String> = of.into_iter().collect();
        format!(
            "incompatible: [ {{ at_most: 1, of: [{}] }} ]\n",
            of.join(", ")
        )
    }
}
