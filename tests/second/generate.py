"""A seeded generator of small random models, which are valid and small enough to try everything.

`python3 tests/second/generate.py SEED` prints one.
"""

import json
import random
import sys

PARTIES = ["ada", "ben", "cai", "dov"]
MILESTONES = ["truce", "vote", "pact", "exit-now"]
ISSUES = ["land", "plant", "length"]
OPTIONS = ["keep", "leave", "share"]
DAYS = [f"2026-01-{day:02}" for day in range(5, 16)]
YESES = ["demands", "demands", "proposes", "offers", "accepts", "accepts", "prefers"]
NUMBERS = [5, 10, 15, 20]


def model(seed):
    """The model of a seed."""
    return Generator(random.Random(seed)).model()


class Generator:
    """Builds one model from one source of chance.

    A theme makes some things more frequent: `deadlines` has what is reached, deadlines and plain
    yeses; `answers` many positions on the answers to one or two issues, on few days.
    """

    def __init__(self, chance):
        self.chance = chance
        self.theme = chance.choice(["any", "any", "deadlines", "answers"])
        self.days = DAYS[3:6] if self.theme == "answers" else DAYS

    # Small helpers

    def often(self, share):
        return self.chance.random() < share

    def one(self, of):
        return self.chance.choice(list(of))

    def some(self, of, least, most):
        of = list(of)
        count = min(len(of), self.chance.randint(least, most))
        return self.chance.sample(of, count)

    def later_than(self, day, without=""):
        """A day after another one; the last day of the range has a few days behind it."""
        return self.one([d for d in DAYS + ["2026-01-17", "2026-01-19"] if d > max(day, without)])

    # The model

    def model(self):
        """Parties, sources, issues, milestones, positions and exclusions."""
        self.parties = PARTIES[:self.chance.randint(2, 4)]
        self.issues = self.chance.sample(ISSUES, self.chance.choice(self.issue_counts()))
        self.milestones = MILESTONES[:self.chance.randint(1, 4)]
        self.sources = self.make_sources()
        self.made_issues = {name: self.issue(name) for name in self.issues}
        self.made_milestones = {name: self.milestone(name) for name in self.milestones}
        self.link_milestones()
        self.give_deadlines()
        built = {"format": 1, "title": "A generated model", "goal": self.milestones[0]}
        if self.often(0.7):
            built["as_of"] = self.one(DAYS[5:])
        built["sources"] = self.sources
        built["parties"] = {p: {"name": p.title(), "kind": "state"} for p in self.parties}
        built["issues"] = self.made_issues
        built["milestones"] = self.made_milestones
        built["positions"] = self.positions()
        built["incompatible"] = self.exclusions()
        return {key: value for key, value in built.items() if value or key == "milestones"}

    def issue_counts(self):
        """How many issues a model has, by its theme."""
        return {"any": [0, 1, 1, 2, 3], "deadlines": [0, 1, 1], "answers": [1, 1, 2]}[self.theme]

    def make_sources(self):
        sources = {}
        for number in range(1, self.chance.randint(2, 4)):
            sources[f"{number:03}"] = {"title": f"Report {number}", "date": self.one(DAYS),
                                       "publisher": "unknown", "origin": f"report-{number}"}
        return sources

    def cites(self):
        return [f"{source} s{self.chance.randint(1, 9)}"
                for source in self.some(self.sources, 1, 2)]

    # Issues and milestones

    def issue(self, name):
        """An issue with options, with a scale, or with neither."""
        made = {"question": f"What of {name}?",
                "between": self.some(self.parties, 1, 2 if self.often(0.8) else 3)}
        form = self.chance.random()
        if form < 0.45:
            options = OPTIONS[:self.chance.choice([2, 2, 2, 3, 1])]
            made["options"] = {option: option.title() for option in options}
        elif form < 0.75:
            made["scale"] = {"unit": "years"}
            if self.often(0.4):
                made["scale"]["min"] = NUMBERS[0]
            if self.often(0.4):
                made["scale"]["max"] = NUMBERS[-1]
        return made

    def milestone(self, name):
        """A milestone with consents, conditions, and at times a day on which it was reached."""
        made = {"name": name.title()}
        consents = [self.consent(p) for p in self.some(self.parties, 0, 2)]
        if consents:
            made["consent"] = consents
        for place in ("requires", "after"):
            count = self.chance.choice([0, 0, 1, 1, 2])
            conditions = [self.condition(name, place) for _ in range(count)]
            conditions = [c for c in conditions if c is not None]
            if conditions:
                made[place] = conditions
        self.repeat_a_condition(name, made)
        if self.often(0.35 if self.theme == "deadlines" else 0.12):
            made["reached"] = self.one(DAYS)
        return made

    def consent(self, party):
        return {party: self.window()} if self.often(0.15) else party

    def window(self):
        """`since` and `ended` of a consent or a condition."""
        window = {}
        if self.often(0.6):
            window["since"] = self.one(DAYS)
        if not window or self.often(0.4):
            window["ended"] = self.later_than(window.get("since", ""))
        return window

    def repeat_a_condition(self, name, made):
        """At times the same condition by one party stands in both places, or twice in one."""
        names = self.names_for(name)
        if not names or not self.often(0.12):
            return
        repeated = {self.one(names): {"by": self.one(self.parties)}}
        made.setdefault("requires", []).append(repeated)
        place = "after" if self.often(0.7) else "requires"
        made.setdefault(place, []).append(json.loads(json.dumps(repeated)))

    def link_milestones(self):
        """At times two milestones require each other, and so can only come together."""
        if len(self.milestones) > 1 and self.often(0.2):
            first, second = self.some(self.milestones, 2, 2)
            for name, other in ((first, second), (second, first)):
                self.made_milestones[name].setdefault("requires", []).append(other)

    def give_deadlines(self):
        """Deadlines, with and without a default, also in chains and on one day."""
        for name, made in self.made_milestones.items():
            if not self.often(0.6 if self.theme == "deadlines" else 0.25):
                continue
            deadline = {"date": self.one(DAYS[2:] + ["2026-01-18"])}
            others = [other for other in self.milestones if other != name]
            if others and self.often(0.75):
                deadline["otherwise"] = self.one(others)
                self.spare_the_default(self.made_milestones[deadline["otherwise"]])
            if self.often(0.35):
                deadline["extended"] = self.extensions(deadline["date"])
            made["deadline"] = deadline

    def spare_the_default(self, made):
        """Many defaults have no needs of their own."""
        if self.often(0.5):
            for key in ("consent", "requires", "after"):
                made.pop(key, None)

    def extensions(self, date):
        """One or two extensions, known in time or late, each to a later day."""
        extensions, to, known = [], date, DAYS[0]
        for _ in range(self.chance.choice([1, 1, 2])):
            to = self.next_day(to, self.chance.randint(1, 4))
            known = self.next_day(known, self.chance.randint(1, 5))
            extension = {"to": to, "by": self.some(self.parties, 1, 1)}
            if self.often(0.8):
                extension["on"] = min(known, to)
            elif self.sources and self.often(0.6):
                extension["cites"] = self.cites()
            extensions.append(extension)
        return extensions

    def next_day(self, day, steps):
        return f"2026-01-{int(day[-2:]) + steps:02}"

    # Conditions

    def names_for(self, owner):
        """What a condition of `owner` may name: all but the owner and its own issue."""
        names = [m for m in self.milestones if m != owner]
        for issue in self.issues:
            if issue != owner.split("/")[0]:
                names.append(issue)
                options = self.made_issues[issue].get("options") or {}
                names += [f"{issue}/{option}" for option in options if self.often(0.5)]
        return names

    def condition(self, owner, place, depth=0):
        """A random condition, or None where there is nothing to name."""
        names = self.names_for(owner)
        form = self.chance.random()
        if form < 0.12 and place in ("requires", "after"):
            return self.with_marks(self.consent_condition(), depth)
        if not names:
            return None
        if form < 0.72 or depth > 1 or len(names) < 2:
            return self.with_marks(self.one(names), depth)
        if form < 0.8 and place in ("requires", "if"):
            return self.with_marks({"after": self.condition(owner, "after", depth + 1)}, depth)
        return self.with_marks(self.group(owner, place, names, depth), depth)

    def consent_condition(self):
        party = self.one(self.parties)
        return party if self.often(0.3) else {"consent": party}

    def group(self, owner, place, names, depth):
        """`all`, `any` or `at_least`, with or without weights."""
        form = self.one(["all", "any", "any", "at_least", "weights"])
        if form == "weights":
            arms = {name: self.chance.randint(1, 3) for name in self.some(names, 2, 3)}
            return {"at_least": self.chance.randint(1, sum(arms.values())), "of": arms}
        arms = self.different_arms(owner, place, names, depth)
        if form == "at_least":
            return {"at_least": self.chance.randint(1, len(arms)), "of": arms}
        return {form: arms}

    def different_arms(self, owner, place, names, depth):
        """Two or three arms, at times groups themselves."""
        arms = [self.with_marks(name, depth + 1) for name in self.some(names, 2, 3)]
        if self.often(0.15) and depth == 0:
            arms[-1] = self.condition(owner, place, depth + 1) or arms[-1]
        return arms

    def with_marks(self, written, depth):
        """Puts `by`, `since` and `ended` on a condition at times."""
        marks = {}
        if self.often(0.4 if depth == 0 else 0.15):
            marks["by"] = self.one(self.parties)
        if self.often(0.12 if depth == 0 else 0.08):
            marks.update(self.window())
        if not marks:
            return written
        if isinstance(written, str):
            return {"consent": written, **marks} if written in self.parties else {written: marks}
        return {**written, **marks} if not set(marks) & set(written) else written

    # Positions

    def positions(self):
        """Positions, with some that follow others on the same target, or on the same day."""
        made = []
        for _ in range(self.chance.randint(1, 9)):
            if made and self.often(0.2):
                made.append(self.again(self.one(made)))
            else:
                made.append(self.position(*self.party_and_target()))
        if self.often(0.35) and len(self.milestones) > 1:
            made += self.linkage()
        talk = self.chance.choice([0.5, 1] if self.theme == "deadlines" else [0, 0, 0.4, 0.8, 1])
        return made + [self.position(party, target, self.one(self.last_words()))
                       for party, target in self.silent(made) if self.often(talk)]

    def last_words(self):
        """The stances of those who else would be silent."""
        return ["accepts", "offers", "prefers"] + ["rejects"] * (self.theme != "deadlines")

    def linkage(self):
        """Two parties each of whom waits for what the other one gives."""
        first, second = self.some(self.milestones, 2, 2)
        made = []
        for target, other in ((first, second), (second, first)):
            needed = self.needed_for(target)
            party = self.one(needed or self.parties)
            key, stance = ("if", "accepts") if self.often(0.75) else ("until", "rejects")
            made.append({"party": party, "on": target, "stance": stance,
                         "since": self.one(DAYS[5:]), key: other})
        return made

    def needed_for(self, name):
        """The parties whose consent a milestone names."""
        consents = self.made_milestones[name].get("consent") or []
        return [c if isinstance(c, str) else next(iter(c)) for c in consents]

    def silent(self, made):
        """Whose yes is needed for what, of those who have not spoken of it."""
        needed = [(party, name) for name in self.milestones for party in self.needed_for(name)]
        for issue in self.issues:
            options = self.made_issues[issue].get("options")
            answer = f"{issue}/{self.one(options)}" if options else issue
            needed += [(party, answer) for party in self.made_issues[issue]["between"]]
        spoken = {(p["party"], p["on"].split("/")[0]) for p in made}
        return [(party, on) for party, on in needed if (party, on.split("/")[0]) not in spoken]

    def again(self, position):
        """A second position of a party on what it has spoken of, at times on the same day."""
        second = self.position(position["party"], position["on"])
        if "since" in position and self.often(0.5):
            second["since"] = position["since"]
            if second.get("ended", "9999") <= second["since"]:
                del second["ended"]
        return second

    def party_and_target(self):
        """Someone whose yes is needed, mostly, and what it is needed for."""
        weight = 8 if self.theme == "answers" else 2
        target = self.one(self.milestones + self.issues * weight)
        if target in self.issues:
            needed = self.made_issues[target]["between"]
            options = self.made_issues[target].get("options")
            party = self.one(needed if self.often(0.93) else self.parties)
            if options and self.often(0.85):
                target = f"{target}/{self.one(options)}"
            return party, target
        needed = self.needed_for(target)
        return self.one(needed if needed and self.often(0.88) else self.parties), target

    def position(self, party, on, stance=None):
        """One position."""
        made = {"party": party, "on": on, "stance": stance or self.stance()}
        made.update(self.dates())
        if on in self.issues and "scale" in self.made_issues[on] and self.often(0.8):
            made["value"] = self.value()
        condition = self.condition_of(made)
        made.update(condition)
        if self.often(0.3):
            made["firmness"] = self.one(["red-line", "red-line", "firm", "flexible"])
        if self.often(0.3):
            made["confidence"] = self.one(["high", "medium", "low"])
        if self.often(0.08):
            made["voice"] = "attributed"
            made["via"] = self.one([p for p in self.parties if p != party])
        if self.often(0.05):
            made["remark"] = True
        return made

    def stance(self):
        draw = self.chance.random()
        if self.theme == "answers" and draw > 0.7:
            return "demands"
        if draw < (0.2 if self.theme == "deadlines" else 0.42):
            return "rejects"
        return "open" if draw < 0.5 else self.one(YESES)

    def dates(self):
        """`since`, `ended` and the sources; the day may come from the sources."""
        made = {}
        if self.sources and self.often(0.35):
            made["cites"] = self.cites()
        if self.often(0.75):
            made["since"] = self.one(self.days)
        day = made.get("since") or min((self.sources[cite.split()[0]]["date"]
                                        for cite in made.get("cites", [])), default="")
        if self.often(0.15):
            made["ended"] = self.later_than(day)
        return made

    def value(self):
        """A number or a range."""
        low, high = sorted(self.chance.sample(NUMBERS, 2))
        form = self.chance.random()
        if form < 0.4:
            return low
        if form < 0.55:
            return {"between": [low, high]}
        least = {self.one(["at_least", "more_than"]): low}
        most = {self.one(["at_most", "less_than"]): high}
        return self.one([least, most, {**least, **most}])

    def condition_of(self, position):
        """`if` with an acceptance, `until` with a refusal."""
        if position["stance"] == "rejects" and self.often(0.35):
            key = "until"
        elif position["stance"] not in ("rejects", "open") and self.often(0.3):
            key = "if"
        else:
            return {}
        condition = self.condition(position["on"], key)
        if key == "if" and self.often(0.15):
            others = [p for p in self.parties if p != position["party"]]
            condition = {"consent": self.one(others)}
        return {key: condition} if condition is not None else {}

    # Exclusions

    def exclusions(self):
        """At times some things that cannot all hold."""
        things = list(self.milestones) + list(self.issues)
        for issue in self.issues:
            things += [f"{issue}/{option}" for option in self.made_issues[issue].get("options", {})]
        if len(things) < 2 or not self.often(0.25):
            return []
        of = self.some(things, 2, 3)
        return [{"at_most": self.chance.randint(1, len(of) - 1), "of": of}]


if __name__ == "__main__":
    print(json.dumps(model(int(sys.argv[1])), indent=1))
