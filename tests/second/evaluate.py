"""A second evaluator of models, written from the table of meaning in docs/language.md alone.

It knows nothing of the engine. It answers by brute force: every subset of the changes is tried on
the definition `mu X. nu Y. Phi(strict edges read X, soft edges read Y)`, word for word. Models are
Python dicts with the keys of the YAML. Days are strings (`2026-01-15`), which sort as dates do;
the empty string is older than every day.

Where the pages leave two readings, the one taken is in READINGS.md, and the ones that are easy to
turn are the constants below.
"""

import itertools
import re

# Readings that are easy to turn; the numbers are those of READINGS.md.
OPTION_NEEDS_THE_WHOLE_BY_RECORD = False   # reading 1
SECURE_OPEN_IS_BLOCKED = False             # reading 2
LOW_WORD_STILL_OUTRANKS = True             # reading 3
GAP_AFTER_AN_ENDED_POSITION = True         # reading 4
UNDATED_CITATION_IS_NONE = True            # reading 5
CLOSED_MAY_STILL_COME = True               # reading 6
COMING_MAY_BE_LEFT_OUT = True              # reading 7

MOST_CHANGES = 10
MOST_UNKNOWN = 9

TRUE = ("all", ())
FALSE = ("any", ())

LEVELS = {"low": 0, "medium": 1, "high": 2}
FORMS = ("all", "any", "at_least", "consent", "after")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")


class TooBig(Exception):
    """The model has too many changes or unknown yeses to try every subset."""


# ---------------------------------------------------------------------------------------------
# The model: days, sources, issues and their answers
# ---------------------------------------------------------------------------------------------

def day_of_model(model):
    """The model's `as_of`, else the latest date of its sources, positions and of what was reached."""
    if model.get("as_of"):
        return model["as_of"]
    dates = [source.get("date") for source in (model.get("sources") or {}).values()]
    for position in model.get("positions") or []:
        dates += [position.get("since"), position.get("ended")]
    dates += [m.get("reached") for m in (model.get("milestones") or {}).values() if m]
    return max((day for day in dates if day), default="")


def sources_of(model, holder):
    """The sources that a position, a condition or an extension cites."""
    cites = (holder or {}).get("cites") or []
    ids = [c["source"] if isinstance(c, dict) else c.split()[0] for c in cites]
    return [model.get("sources", {}).get(one, {}) for one in ids]


def source_days(model, holder):
    """The dates of the sources that something cites."""
    return [source["date"] for source in sources_of(model, holder) if source.get("date")]


def day_of_position(model, position):
    """The day of a position: `since`, else the earliest date of its sources, else oldest."""
    return position.get("since") or min(source_days(model, position), default="")


def issues(model):
    return model.get("issues") or {}


def milestones(model):
    return model.get("milestones") or {}


def issue_of(model, target):
    """The issue to which a target belongs, or None for a milestone."""
    base = target.split("/")[0]
    return base if base in issues(model) else None


def has_scale(model, issue):
    return issue is not None and "scale" in issues(model)[issue]


# ---------------------------------------------------------------------------------------------
# Values and cells of a scale
# ---------------------------------------------------------------------------------------------

def numbers_in(value):
    """The numbers that a value names."""
    if isinstance(value, dict):
        return [n for part in value.values() for n in (part if isinstance(part, list) else [part])]
    return [value]


def within(cell, value):
    """Whether a cell (low, high) lies wholly within a value. A point has low == high."""
    low, high = cell
    if not isinstance(value, dict):
        return low == high == value
    at_least, at_most = value.get("between", [value.get("at_least"), value.get("at_most")])
    return (above(cell, at_least, False) and above(cell, value.get("more_than"), True)
            and below(cell, at_most, False) and below(cell, value.get("less_than"), True))


def above(cell, bound, without):
    """Whether all of a cell is at or above a bound; `without` leaves the bound itself out."""
    low, high = cell
    if bound is None:
        return True
    if low is None:
        return False
    return low > bound or (low == bound and not (without and low == high))


def below(cell, bound, without):
    """Whether all of a cell is at or below a bound; `without` leaves the bound itself out."""
    low, high = cell
    if bound is None:
        return True
    if high is None:
        return False
    return high < bound or (high == bound and not (without and low == high))


def cells_between(numbers, lowest, highest):
    """The cells of a scale cut at these numbers, by name."""
    inside = sorted({n for n in numbers if (lowest is None or n >= lowest)
                     and (highest is None or n <= highest)} | ({lowest, highest} - {None}))
    cells = {str(n): (n, n) for n in inside}
    for low, high in zip(inside, inside[1:]):
        cells[f"{low}-to-{high}"] = (low, high)
    if inside and lowest is None:
        cells[f"under-{inside[0]}"] = (None, inside[0])
    if inside and highest is None:
        cells[f"over-{inside[-1]}"] = (inside[-1], None)
    return cells


# ---------------------------------------------------------------------------------------------
# Which position is in force
# ---------------------------------------------------------------------------------------------

class Scene:
    """What the parties say on a day: the positions in force, and those that are sure enough.

    `asked_as_of` is the day given with `--as-of`, which also asks for the sources' dates; None
    without it. `level` is the least confidence that is heard.
    """

    def __init__(self, model, day, asked_as_of=None, level="low"):
        self.model, self.day = model, day
        self.asked_as_of, self.level = asked_as_of, level
        self.force = positions_in_force(model, day, asked_as_of)
        self.heard = [p for p in self.force if sure_enough(p, level)]
        self.cells = {i: cells_of(model, i, self.force) for i in issues(model)}

    def on_day(self, day):
        """The same view, on another day."""
        return Scene(self.model, day, self.asked_as_of, self.level)


def sure_enough(position, level):
    return LEVELS[position.get("confidence", "high")] >= LEVELS[level]


def known(model, position, day, asked_as_of):
    """Whether a position is known on a day."""
    if day_of_position(model, position) > day:
        return False
    if asked_as_of is None:
        return True
    days = source_days(model, position)
    if not days:
        return UNDATED_CITATION_IS_NONE or not position.get("cites")
    return min(days) <= asked_as_of


def slot_of(model, position):
    """Where a position stands: a milestone, an option, an issue, or the numbers of a scale."""
    on = position["on"]
    if has_scale(model, issue_of(model, on)) and "value" in position:
        return (on, "refused" if position["stance"] == "rejects" else "named")
    return (on, "")


def positions_in_force(model, day, asked_as_of=None):
    """The positions that count on a day: the latest of each slot, and not ended."""
    counted = [p for p in model.get("positions") or [] if p.get("voice") != "attributed"
               and not p.get("remark") and known(model, p, day, asked_as_of)]
    counted = [p for p in counted if not opened_again(model, p, counted)]
    latest = {}
    for p in counted:
        slot = (p["party"], slot_of(model, p))
        latest[slot] = max(latest.get(slot, ""), day_of_position(model, p))
    return [p for p in counted
            if day_of_position(model, p) == latest[(p["party"], slot_of(model, p))]
            and not ("ended" in p and p["ended"] <= day)]


def opened_again(model, position, counted):
    """Whether a later `open` on the scale as a whole took the place of a number."""
    if not slot_of(model, position)[1]:
        return False
    return any(other["party"] == position["party"] and other["on"] == position["on"]
               and other["stance"] == "open" and "value" not in other
               and day_of_position(model, other) > day_of_position(model, position)
               for other in counted)


def cells_of(model, issue, force):
    """The cells of a scale, cut at the numbers that the positions in force name."""
    if not has_scale(model, issue):
        return {}
    scale = issues(model)[issue]["scale"] or {}
    named = [n for p in force if p["on"] == issue and "value" in p for n in numbers_in(p["value"])]
    return cells_between(named, scale.get("min"), scale.get("max"))


def answers_of(scene, issue):
    """The targets that answer an issue: its options, or the cells of its scale."""
    if has_scale(scene.model, issue):
        return [f"{issue}/{cell}" for cell in scene.cells[issue]]
    return [f"{issue}/{option}" for option in issues(scene.model)[issue].get("options") or {}]


# ---------------------------------------------------------------------------------------------
# What a party says of a target
# ---------------------------------------------------------------------------------------------

class Word:
    """A party's word on a target: `yes`, `no` or `unknown`, and the positions that make it."""

    def __init__(self, kind, positions=(), implied=False, contested=False):
        self.kind, self.positions = kind, list(positions)
        self.implied, self.contested = implied, contested


def names(scene, position, target):
    """Whether a position speaks of a target in so many words."""
    issue = issue_of(scene.model, target)
    if not has_scale(scene.model, issue) or target == issue:
        return position["on"] == target and "value" not in position
    cell = scene.cells[issue].get(target.split("/")[1])
    return position["on"] == issue and "value" in position and within(cell, position["value"])


def implies_a_no(scene, position, target):
    """Whether a position is a demand for another answer to the issue of the target."""
    issue = issue_of(scene.model, target)
    if position["stance"] != "demands" or issue is None or target == issue:
        return False
    answered = "value" in position if has_scale(scene.model, issue) else position["on"] != issue
    same_issue = issue_of(scene.model, position["on"]) == issue
    return same_issue and answered and not names(scene, position, target)


def word(scene, party, target):
    """The word that counts: of the latest day, and there an explicit one before an implied."""
    positions = [p for p in scene.heard if p["party"] == party]
    if LOW_WORD_STILL_OUTRANKS:
        positions = [p for p in scene.force if p["party"] == party]
    said = [(day_of_position(scene.model, p), kind, p) for p in positions
            for kind, speaks in ((1, names), (0, implies_a_no)) if speaks(scene, p, target)]
    if not said:
        return Word("unknown")
    first = max((day, kind) for day, kind, _ in said)
    counted = [p for day, kind, p in said if (day, kind) == first
               and sure_enough(p, scene.level)]
    return explicit_word(scene, target, counted) if first[1] else implied_word(scene, counted)


def has_no_answers(model, target):
    """Whether a target is an issue with neither options nor a scale."""
    return target in issues(model) and not has_scale(model, target) \
        and not issues(model)[target].get("options")


def explicit_word(scene, target, counted):
    """What the explicit words of one day say together."""
    if has_no_answers(scene.model, target):
        counted = [p for p in counted if p["stance"] in ("accepts", "rejects", "open")] or \
            [{**p, "stance": "open"} for p in counted]
    noes = [p for p in counted if p["stance"] == "rejects"]
    undecided = [p for p in counted if p["stance"] == "open"]
    yeses = [p for p in counted if p not in noes and p not in undecided]
    if yeses and (noes or undecided):
        return Word("unknown", counted, contested=True)
    if yeses:
        return Word("yes", yeses)
    return Word("unknown", counted) if undecided or not noes else Word("no", noes)


def implied_word(scene, demands):
    """What the demands of one day imply for another answer."""
    if any(demand_is_contested(scene, demand) for demand in demands):
        return Word("unknown", demands, implied=True, contested=True)
    return Word("no", demands, implied=True) if demands else Word("unknown")


def demand_is_contested(scene, demand):
    """A demand is contested where everything that it names is."""
    issue = issue_of(scene.model, demand["on"])
    named = [a for a in answers_of(scene, issue) if names(scene, demand, a)]
    return bool(named) and all(word(scene, demand["party"], a).contested for a in named)


def speaks_of_the_whole(scene, party, issue):
    """Whether a party has a position in force on settling the issue at all."""
    return any(p["party"] == party and p["on"] == issue and "value" not in p
               for p in scene.force)


# ---------------------------------------------------------------------------------------------
# Conditions: forms, marks and labels
# ---------------------------------------------------------------------------------------------

def take_apart(written):
    """A condition as (form, body, marks): `id`, `consent`, `after`, `all`, `any`, `at_least`."""
    if isinstance(written, str):
        return "id", written, {}
    for form in FORMS:
        if form in written:
            marks = {k: v for k, v in written.items() if k not in (form, "of")}
            if form == "at_least":
                return form, (written["at_least"], written["of"]), marks
            return form, written[form], marks
    ((name, marks),) = written.items()
    return "id", name, marks or {}


def is_asked(marks, day):
    """Whether a condition is asked on a day: not before its `since`, not from `ended` on."""
    marks = marks or {}
    return marks.get("since", "") <= day and not ("ended" in marks and marks["ended"] <= day)


def weighed(of):
    """The arms of an `at_least` with their weights."""
    return [(arm, of[arm]) for arm in of] if isinstance(of, dict) else [(arm, 1) for arm in of]


def label(model, written, first=True):
    """A condition in short: without a leading `after`, its arms in the order of their names."""
    form, body, _ = take_apart(written)
    if form == "id":
        return f"consent({body})" if body in model["parties"] else body
    if form == "consent":
        return f"consent({body})"
    if form == "after":
        inner = label(model, body, first)
        return inner if first else f"after({inner})"
    if form == "at_least":
        return f"at-least-{body[0]}({weighed_labels(model, body[1])})"
    return f"{form}({'+'.join(sorted(label(model, arm, False) for arm in body))})"


def weighed_labels(model, of):
    """The arms of an `at_least` in short; a weight of one is not written."""
    arms = sorted((label(model, arm, False), weight) for arm, weight in weighed(of))
    return "+".join(name if weight == 1 else f"{name}*{weight}" for name, weight in arms)


# ---------------------------------------------------------------------------------------------
# The record, and what a deadline does
# ---------------------------------------------------------------------------------------------

def plain_yes(scene, party, target):
    """Whether a party says yes without a condition that is asked."""
    said = word(scene, party, target)
    return said.kind == "yes" and any(not asks_something(scene, p) for p in said.positions)


def asks_something(scene, position):
    """Whether the `if` of a position is there and asked on the day."""
    return "if" in position and is_asked(take_apart(position["if"])[2], scene.day)


def settled_by_record(scene, target):
    """Whether an issue or an option holds by the record."""
    issue = issue_of(scene.model, target)
    between = issues(scene.model)[issue]["between"]
    answers = answers_of(scene, issue)
    if not answers:
        return all(plain_yes(scene, p, issue) for p in between)
    whole = all(plain_yes(scene, p, issue) for p in between if speaks_of_the_whole(scene, p, issue))
    if target != issue:
        agreed = all(plain_yes(scene, p, target) for p in between)
        return agreed and (whole or not OPTION_NEEDS_THE_WHOLE_BY_RECORD)
    return whole and any(all(plain_yes(scene, p, a) for p in between) for a in answers)


def holds_by_record(scene, written, owner, reached):
    """Whether a condition of `owner` holds by the record, given what is reached by it."""
    form, body, marks = take_apart(written)
    if not is_asked(marks, scene.day):
        return True
    if form == "consent" or (form == "id" and body in scene.model["parties"]):
        return plain_yes(scene, body, owner)
    if form == "id":
        return body in reached if body in milestones(scene.model) else \
            settled_by_record(scene, body)
    if form == "after":
        return holds_by_record(scene, body, owner, reached)
    least, arms = counted_arms(form, body)
    return least <= sum(w for arm, w in arms if holds_by_record(scene, arm, owner, reached))


def counted_arms(form, body):
    """`all`, `any` and `at_least` as a least sum and weighed arms."""
    if form == "at_least":
        return body[0], weighed(body[1])
    arms = [(arm, 1) for arm in body]
    return (len(arms) if form == "all" else 1), arms


def milestones_named(scene, written):
    """The milestones that the asked parts of a condition name."""
    form, body, marks = take_apart(written)
    if not is_asked(marks, scene.day) or form == "consent":
        return set()
    if form == "id":
        return {body} & set(milestones(scene.model))
    if form == "after":
        return milestones_named(scene, body)
    arms = [arm for arm, _ in counted_arms(form, body)[1]]
    return set().union(*(milestones_named(scene, arm) for arm in arms))


def consents(milestone, day):
    """The parties whose yes a milestone needs on a day."""
    entries = milestone.get("consent") or []
    pairs = [(e, {}) if isinstance(e, str) else next(iter(e.items())) for e in entries]
    return [party for party, marks in pairs if is_asked(marks, day)]


def conditions_of(milestone):
    """The conditions of a milestone as (place, condition)."""
    return [(place, written) for place in ("requires", "after")
            for written in milestone.get(place) or []]


def needs_met_by_record(scene, name, reached):
    """Whether all needs of a milestone are met by the record, and name something reached."""
    milestone = milestones(scene.model)[name]
    conditions = [written for _, written in conditions_of(milestone)]
    if not any(milestones_named(scene, written) & reached for written in conditions):
        return False
    return (all(holds_by_record(scene, written, name, reached) for written in conditions)
            and all(plain_yes(scene, p, name) for p in consents(milestone, scene.day)))


def reached_by_record(scene, reached, closed):
    """What is reached by the record: what is reached, and what has all its needs met by it."""
    reached = set(reached)
    while True:
        more = {name for name in milestones(scene.model) if name not in reached
                and name not in closed and needs_met_by_record(scene, name, reached)}
        if not more:
            return reached
        reached |= more


def deadline_day(model, deadline, today):
    """The day of a deadline after the extensions that were known in time."""
    day = deadline["date"]
    extensions = [(extension_known(model, e), e["to"]) for e in deadline.get("extended") or []]
    for since, to in sorted(extensions, key=lambda pair: pair[0]):
        if since <= day and since <= today:
            day = max(day, to)
    return day


def extension_known(model, extension):
    """From when an extension is known: `on`, else its earliest source, else from the start."""
    return extension.get("on") or min(source_days(model, extension), default="")


class History:
    """What has been reached and closed by a day, and what the standing deadlines will bring.

    `reached` maps a milestone to (since, causes), where a cause is the goal that was missed or
    None for a recorded one; `closed` maps one to (allowed days, allowed causes); `coming` maps a
    default to the (day, goal) pairs of the deadlines that stand.
    """

    def __init__(self, scene):
        self.scene, self.model, self.today = scene, scene.model, scene.day
        self.deadlines = deadlines_of(self.model, self.today)
        self.reached = {name: (m["reached"], {None}) for name, m in milestones(self.model).items()
                        if m.get("reached", "9999") <= self.today}
        self.closed, self.in_time = {}, {}
        for day in sorted({d for d, _, _ in self.deadlines if d <= self.today}):
            self.pass_day(day)
        self.standing, self.averted = {}, set()
        self.coming = self.coming_defaults()
        self.close_spent_defaults()
        self.closed = {n: v for n, v in self.closed.items() if n not in self.reached}

    def pass_day(self, day):
        """What the deadlines of one day do, all at once."""
        before = {name for name, (since, causes) in self.reached.items()
                  if since < day or (since == day and None in causes)}
        record = reached_by_record(self.scene.on_day(day), before, self.closed)
        for _, goal, otherwise in [d for d in self.deadlines if d[0] == day]:
            if goal in record:
                self.in_time[goal] = day
                continue
            self.closed[goal] = ({day}, {otherwise})
            if otherwise is not None:
                self.bring_about(otherwise, day, goal)

    def bring_about(self, name, day, goal):
        """A default comes about, unless it is there already."""
        since, causes = self.reached.get(name, ("9999", set()))
        if day < since:
            self.reached[name] = (day, {goal})
        elif day == since:
            self.reached[name] = (day, causes | {goal})

    def coming_defaults(self):
        """The defaults of the deadlines that stand: their day is ahead, their goal not reached."""
        coming = {}
        record = reached_by_record(self.scene.on_day(self.today), set(self.reached), self.closed)
        for day, goal, otherwise in self.deadlines:
            if day > self.today and goal not in record and otherwise is not None \
                    and otherwise not in self.reached:
                coming.setdefault(otherwise, set()).add((day, goal))
            if day > self.today and goal not in self.reached:
                self.standing[goal] = day
                if goal in record and otherwise is not None and otherwise not in self.reached:
                    self.averted.add(otherwise)  # there by words alone, which may change by then
        return self.on_the_present_course(coming)

    def on_the_present_course(self, coming):
        """Without what does not come after all, because its goal comes by itself before."""
        dated = sorted((day, goal, name) for name, pairs_ in coming.items() for day, goal in pairs_)
        kept = {}
        for day, goal, name in dated:
            if any(other < day for other, _ in kept.get(goal, ())):
                self.averted.add(name)
            else:
                kept.setdefault(name, set()).add((day, goal))
        return kept

    def close_spent_defaults(self):
        """A default without needs of its own, that no deadline will bring any more, is closed."""
        for name in milestones(self.model):
            behind = [(d, goal) for d, goal, otherwise in self.deadlines if otherwise == name]
            if not behind or has_needs(self.model, name) or name in self.reached:
                continue
            if name not in self.coming and name not in self.averted and name not in self.closed:
                days = {self.in_time.get(goal) for _, goal in behind} \
                    | {self.reached[goal][0] for _, goal in behind if goal in self.reached} \
                    | {day for day, _ in behind}
                self.closed[name] = (days | {None}, {None} | {goal for _, goal in behind})


def deadlines_of(model, today):
    """Every deadline as (day, goal, what comes otherwise)."""
    return [(deadline_day(model, m["deadline"], today), name, m["deadline"].get("otherwise"))
            for name, m in milestones(model).items() if m.get("deadline")]


def has_needs(model, name):
    milestone = milestones(model)[name]
    return any(milestone.get(key) for key in ("consent", "requires", "after"))


def is_a_default(model, name):
    return any((m.get("deadline") or {}).get("otherwise") == name
               for m in milestones(model).values())


# ---------------------------------------------------------------------------------------------
# The rules: a formula for every fact
# ---------------------------------------------------------------------------------------------
#
# A fact is ("holds", target) or ("yes", party, target). A formula is one of
#   ("all", formulas), ("any", formulas), ("least", k, ((weight, formula), ..)),
#   ("fact", fact, strict), ("leaf", change).
# A change is ("grant", party, target) or ("waive", party, target, condition). An unknown yes is a
# leaf too, of the form of a grant.

def both(*formulas):
    return ("all", tuple(formulas))


def either(*formulas):
    return ("any", tuple(formulas))


class Rules:
    """The rules of a day, the changes and the unknown yeses in them."""

    def __init__(self, scene, history, supposed):
        self.scene, self.model, self.history = scene, scene.model, history
        self.supposed = supposed
        self.rules, self.waivers, self.red = {}, {}, set()
        self.refused, self.unknown, self.contested, self.implied = set(), set(), set(), set()
        self.places = {}
        self.build()
        self.counts = self.counts_as_said()
        self.give_names()

    # Building

    def counts_as_said(self):
        """How many equal conditions stand where, whatever is supposed: a supposition changes no name."""
        if not any(self.supposed.values()):
            return self.places
        return Rules(self.scene, self.history, {}).places

    def build(self):
        """The rules of everything that can hold, and of every yes that is asked for in them."""
        waiting = [("holds", name) for name in milestones(self.model)]
        for issue in issues(self.model):
            waiting += [("holds", t) for t in [issue] + answers_of(self.scene, issue)]
        while waiting:
            fact = waiting.pop()
            if fact not in self.rules:
                self.rules[fact] = self.rule(fact)
                waiting += facts_in(self.rules[fact])

    def rule(self, fact):
        if fact[0] == "yes":
            return self.yes(fact[1], fact[2])
        target = fact[1]
        if target in milestones(self.model):
            return self.milestone(target)
        return self.issue(target) if target in issues(self.model) else self.answer(target)

    def milestone(self, name):
        """A milestone needs all its consents, requirements and preconditions."""
        if name in self.history.reached:
            return TRUE
        if name in self.history.closed:
            return FALSE
        if is_a_default(self.model, name) and not has_needs(self.model, name):
            return FALSE
        milestone = milestones(self.model)[name]
        yeses = [("fact", ("yes", p, name), False) for p in consents(milestone, self.scene.day)]
        return both(*yeses, *(self.condition(written, name, place == "after", place)
                              for place, written in conditions_of(milestone)))

    def issue(self, issue):
        """An issue needs an answer, and the yes to the whole of those who speak of the whole."""
        between = issues(self.model)[issue]["between"]
        answers = answers_of(self.scene, issue)
        wholes = [p for p in between if not answers or self.word_on_whole(p, issue)]
        needed = [("fact", ("yes", p, issue), False) for p in wholes]
        if answers:
            needed.append(either(*(("fact", ("holds", a), False) for a in answers)))
        return both(*needed)

    def word_on_whole(self, party, issue):
        supposed = self.supposed.get("grants", []) + self.supposed.get("refusals", [])
        return speaks_of_the_whole(self.scene, party, issue) or (party, issue) in supposed

    def answer(self, target):
        """An answer is agreed where every party between whom the issue lies says yes to it."""
        between = issues(self.model)[issue_of(self.model, target)]["between"]
        return both(*(("fact", ("yes", p, target), False) for p in between))

    def yes(self, party, target):
        """A party's yes: given, conditional, refused (until something came), or unknown."""
        leaf = ("leaf", ("grant", party, target))
        if (party, target) in self.supposed.get("refusals", []):
            # What is supposed to be refused stays so: no change takes it back.
            return FALSE
        if (party, target) in self.supposed.get("grants", []):
            return TRUE
        said = word(self.scene, party, target)
        if said.kind == "yes":
            return either(*(self.yes_of(p, party, target) for p in self.fewest(said.positions)))
        if self.is_over(party, target):
            return TRUE
        if said.kind == "no":
            return self.no_of(said, party, target, leaf)
        self.unknown.add(leaf[1])
        if said.contested:
            self.contested.add(leaf[1])
        return leaf

    def is_over(self, party, target, asking=()):
        """Whether a refusal was to last until something that has been reached; it is a yes then."""
        said = word(self.scene, party, target)
        if said.kind != "no" or said.implied or party in asking or self.is_supposed_no(party, target):
            return False
        return any(self.has_come(p["until"], target, asking + (party,))
                   for p in said.positions if "until" in p)

    def is_supposed_no(self, party, target):
        return (party, target) in self.supposed.get("refusals", [])

    def has_come(self, written, owner, asking):
        """Whether a condition holds by what is reached, and by plain yeses where it asks for consent."""
        form, body, marks = take_apart(written)
        if not is_asked(marks, self.scene.day):
            return True
        if form == "consent" or (form == "id" and body in self.model["parties"]):
            plain = plain_yes(self.scene, body, owner) and not self.is_supposed_no(body, owner)
            return plain or self.is_over(body, owner, asking)
        if form == "id":
            return body in self.history.reached
        if form == "after":
            return self.has_come(body, owner, asking)
        least, arms = counted_arms(form, body)
        return sum(w for arm, w in arms if self.has_come(arm, owner, asking)) >= least

    def fewest(self, positions):
        """Of several yeses one without `if` holds at once; the others then do not matter."""
        plain = [p for p in positions if not asks_something(self.scene, p)]
        return plain[:1] or positions

    def yes_of(self, position, party, target):
        """A yes holds at once, or once its `if` holds, or once the party waives it."""
        if "if" not in position:
            return TRUE
        return self.condition(position["if"], target, False, "if", position)

    def no_of(self, said, party, target, leaf):
        """A no can be granted, and turns into a yes once its `until` has come earlier."""
        self.refused.add(leaf[1])
        refusals = [p for p in self.scene.force
                    if p["party"] == party and p["stance"] == "rejects" and names(self.scene, p, target)
                    and sure_enough(p, self.scene.level)]
        if said.implied and not refusals:
            self.implied.add(leaf[1])
        # Every no that stands counts, not only the latest word; a demand for another answer is one.
        demands = [p for p in self.scene.force
                   if p["party"] == party and implies_a_no(self.scene, p, target)
                   and not demand_is_contested(self.scene, p) and sure_enough(p, self.scene.level)]
        if any(p.get("firmness") == "red-line" for p in [*said.positions, *refusals, *demands]):
            self.red.add(leaf[1])
        until = [] if said.implied else [p["until"] for p in said.positions if "until" in p]
        return either(leaf, *(self.condition(c, target, True, "until") for c in until))

    def condition(self, written, owner, strict, place, position=None):
        """The formula of a condition that belongs to `owner` and stands in `place`."""
        form, body, marks = take_apart(written)
        if not is_asked(marks, self.scene.day):
            return TRUE
        ways = [self.form(form, body, owner, strict, place)]
        waiving = {marks["by"]} if "by" in marks else set()
        if position is not None:
            waiving.add(position["party"])
        for party in sorted(waiving):
            ways.append(self.waiver(party, owner, label(self.model, written), place, position))
        return ways[0] if len(ways) == 1 else either(*ways)

    def form(self, form, body, owner, strict, place):
        if form == "consent" or (form == "id" and body in self.model["parties"]):
            return ("fact", ("yes", body, owner), strict)
        if form == "id":
            return ("fact", ("holds", body), strict)
        if form == "after":
            return self.condition(body, owner, True, place)
        least, arms = counted_arms(form, body)
        return ("least", least, tuple((w, self.condition(arm, owner, strict, place))
                                      for arm, w in arms))

    def waiver(self, party, owner, text, place, position):
        """The leaf of a waiver; it gets its name once all of them are known."""
        key = (party, owner, text)
        counted = self.places.setdefault(key, {})
        if place in ("if", "until"):
            counted[place] = 1
        else:
            counted[place] = counted.get(place, 0) + 1
        raw = ("waive",) + key + (place, counted[place])
        if position is not None and position["party"] == party \
                and position.get("firmness") == "red-line":
            self.red.add(raw)
        return ("leaf", raw)

    # Names of waivers

    def give_names(self):
        """Tells equal conditions of one party on one target apart by where they stand."""
        self.rules = {fact: self.named(formula) for fact, formula in self.rules.items()}
        self.red = {self.name(change) for change in self.red}
        self.waivers = {leaf for f in self.rules.values() for leaf in leaves_in(f)
                        if leaf[0] == "waive"}
        self.given = {("waive",) + tuple(w) for w in self.supposed.get("waivers", [])}
        self.waivers -= self.given

    def named(self, formula):
        if formula[0] == "leaf":
            return ("leaf", self.name(formula[1]))
        if formula[0] in ("all", "any"):
            return (formula[0], tuple(self.named(f) for f in formula[1]))
        if formula[0] == "least":
            return ("least", formula[1], tuple((w, self.named(f)) for w, f in formula[2]))
        return formula

    def name(self, change):
        if change[0] == "grant" or len(change) == 4:
            return change
        _, party, owner, text, place, number = change
        if sum(self.counts[(party, owner, text)].values()) == 1:
            return ("waive", party, owner, text)
        suffix = f"@{place}" + (f".{number}" if number > 1 else "")
        return ("waive", party, owner, text + suffix)


def parts_of(formula):
    """The formulas directly inside a formula."""
    if formula[0] in ("all", "any"):
        return formula[1]
    return [f for _, f in formula[2]] if formula[0] == "least" else []


def facts_in(formula):
    """The facts that a formula reads."""
    if formula[0] == "fact":
        return [formula[1]]
    return [fact for part in parts_of(formula) for fact in facts_in(part)]


def leaves_in(formula):
    """The changes and unknown yeses that a formula reads."""
    if formula[0] == "leaf":
        return [formula[1]]
    return [leaf for part in parts_of(formula) for leaf in leaves_in(part)]


# ---------------------------------------------------------------------------------------------
# The attainable set
# ---------------------------------------------------------------------------------------------

def holds(formula, earlier, now, made):
    """Whether a formula holds: strict edges read `earlier`, soft ones `now`, leaves `made`."""
    kind = formula[0]
    if kind == "fact":
        return formula[1] in (earlier if formula[2] else now)
    if kind == "leaf":
        return formula[1] in made
    if kind == "all":
        return all(holds(f, earlier, now, made) for f in formula[1])
    if kind == "any":
        return any(holds(f, earlier, now, made) for f in formula[1])
    return formula[1] <= sum(w for w, f in formula[2] if holds(f, earlier, now, made))


def phi(rules, earlier, now, made):
    """One application of the rules."""
    return {fact for fact, formula in rules.items() if holds(formula, earlier, now, made)}


def greatest(rules, earlier, made):
    """nu Y. Phi(earlier, Y)."""
    now = set(rules)
    while True:
        smaller = phi(rules, earlier, now, made)
        if smaller == now:
            return now
        now = smaller


def attainable(rules, made):
    """mu X. nu Y. Phi(X, Y)."""
    earlier = set()
    while True:
        more = greatest(rules, earlier, made)
        if more == earlier:
            return earlier
        earlier = more


def attainable_all_soft(rules, made):
    """The same where every edge may come together: nu Y. Phi(Y, Y)."""
    now = set(rules)
    while True:
        smaller = phi(rules, now, now, made)
        if smaller == now:
            return now
        now = smaller


def attainable_all_strict(rules, made):
    """The same where every edge means earlier: mu X. Phi(X, X)."""
    earlier = set()
    while True:
        more = phi(rules, earlier, earlier, made)
        if more == earlier:
            return earlier
        earlier = more


def stages_of(rules, made, there):
    """The stage at which each fact about a target comes. A yes costs none.

    `there` are the targets that are there from the start. In every stage the yeses that hold with
    what came in earlier stages are read as there already.
    """
    things = {("holds", t): 0 for t in there}
    yeses = {fact: formula for fact, formula in rules.items() if fact[0] == "yes"}
    stage = 0
    while True:
        stage += 1
        earlier = set(things) | yeses_with(yeses, set(things), made)
        now = greatest(rules, earlier, made)
        new = {f for f in now if f[0] == "holds" and f not in things}
        if not new:
            return {fact[1]: number for fact, number in things.items()}
        things.update({fact: stage for fact in new})


def yeses_with(yeses, things, made):
    """The yeses that hold where exactly these things are there."""
    fixed = dict(yeses)
    fixed.update({thing: TRUE for thing in things})
    return {fact for fact in attainable(fixed, made) if fact[0] == "yes"}


# ---------------------------------------------------------------------------------------------
# A world: a model on a day, with suppositions
# ---------------------------------------------------------------------------------------------

class World:
    """A model on a day. `supposed` has grants and refusals (party, target) and waivers
    (party, target, label)."""

    def __init__(self, model, day=None, as_of=False, level="low", supposed=None):
        self.model, self.day = model, day or day_of_model(model)
        self.as_of, self.level, self.supposed = as_of, level, supposed or {}
        self.scene = Scene(model, self.day, self.day if as_of else None, level)
        self.history = History(self.scene)
        self.built = Rules(self.scene, self.history, self.supposed)
        self.rules = self.built.rules
        self.ways = ways_of_leaving_out(self)
        self.cache, self.cones, self.prepared = {}, {}, {}

    def at_level(self, level):
        return World(self.model, self.day, self.as_of, level, self.supposed)

    def coming(self):
        """The milestones that a standing deadline will bring."""
        return {name for name in self.history.coming
                if CLOSED_MAY_STILL_COME or name not in self.history.closed}

    def cone(self, goal):
        """The facts on which a goal rests, directly or not."""
        if goal in self.cones:
            return self.cones[goal]
        seen, waiting = set(), [("holds", goal)]
        while waiting:
            fact = waiting.pop()
            if fact not in seen:
                seen.add(fact)
                waiting += facts_in(self.rules[fact])
        self.cones[goal] = seen
        return seen

    def leaves(self, goal):
        """The changes and the unknown yeses on the way to a goal."""
        leaves = {leaf for fact in self.cone(goal) for leaf in leaves_in(self.rules[fact])}
        unknown = leaves & self.built.unknown
        return sorted(leaves - unknown - self.built.given), sorted(unknown)

    def rules_for(self, goal, left_out, come):
        """The rules on which a goal rests, with what is left out and what has come put in."""
        key = (goal, frozenset(left_out), come)
        if key in self.prepared:
            return self.prepared[key]
        rules = self.prepared[key] = {}
        for fact in self.cone(goal):
            rules[fact] = self.rules[fact]
            if come and fact[0] == "holds" and self.comes_in_time(fact[1], goal):
                rules[fact] = TRUE
            if fact in left_out:
                rules[fact] = FALSE
        return rules

    def comes_in_time(self, name, goal):
        """Whether a default comes by itself, and before the goal's own deadline."""
        if name not in self.coming():
            return False
        deadline = self.history.standing.get(goal, "9999")
        return min(day for day, _ in self.history.coming[name]) < deadline

    def attains(self, goal, made, come=True, how=attainable):
        """Whether a goal is attainable with these leaves, in some way of leaving out."""
        key = (goal, frozenset(made), come, how.__name__)
        if key not in self.cache:
            made = set(made) | self.built.given
            self.cache[key] = any(
                ("holds", goal) in how(self.rules_for(goal, way, come), made)
                for way in self.ways)
        return self.cache[key]


def ways_of_leaving_out(world):
    """The ways of leaving out enough members of every exclusion, as sets of facts."""
    choices = [ways_of_one(world, e) for e in world.model.get("incompatible") or []]
    return [set().union(*way) for way in itertools.product(*choices)]


def ways_of_one(world, exclusion):
    """The ways of one exclusion. What has been reached cannot be left out."""
    of = exclusion["of"]
    fixed = set(world.history.reached)
    if not COMING_MAY_BE_LEFT_OUT:
        fixed |= world.coming()
    free = [member for member in of if member not in fixed]
    enough = min(len(free), max(0, len(of) - exclusion.get("at_most", len(of) - 1)))
    return [set().union(*(facts_left_out(world, m) for m in way))
            for way in itertools.combinations(free, enough)]


def facts_left_out(world, member):
    """Leaving out an issue leaves out every answer to it."""
    if member in issues(world.model):
        return {("holds", t) for t in [member] + answers_of(world.scene, member)}
    return {("holds", member)}


# ---------------------------------------------------------------------------------------------
# How a goal stands
# ---------------------------------------------------------------------------------------------

def status(world, goal, secure=False):
    """The status of a goal: the first row of the table that fits."""
    if goal in world.history.reached:
        return "reached"
    if goal in world.history.coming:
        return "pending"
    if goal in world.history.closed:
        return "closed"
    unknown = world.leaves(goal)[1]
    if world.attains(goal, (), come=False):
        return "met"
    if world.attains(goal, ()):
        return "pending"
    if not (secure and SECURE_OPEN_IS_BLOCKED) and world.attains(goal, unknown):
        return "open"
    return "blocked"


def kind(world, goal, secure=False):
    """Of a blocked goal: circular if it would be attainable with all edges soft."""
    if status(world, goal, secure) != "blocked":
        return None
    granted = world.leaves(goal)[1]
    soft = world.attains(goal, granted, how=attainable_all_soft)
    return "circular" if soft else "refused"


def package_only(world, goal, secure=False):
    """Attainable, and not if every edge meant earlier."""
    if status(world, goal) in ("reached", "closed") or goal in world.history.coming:
        return False
    granted = world.leaves(goal)[1]
    return world.attains(goal, granted) and \
        not world.attains(goal, granted, how=attainable_all_strict)


def confidence(world, goal, secure=False):
    """The highest level at which the same status results."""
    here = status(world, goal, secure)
    for level in ("high", "medium"):
        if status(world.at_level(level), goal, secure) == here:
            return level
    return "low"


# ---------------------------------------------------------------------------------------------
# Sets of moves
# ---------------------------------------------------------------------------------------------

def minimal_sets(items, test):
    """Every subset of the items that passes a monotone test and of which none can be left out."""
    found = []
    if not test(frozenset(items)):
        return found
    for size in range(len(items) + 1):
        for subset in map(frozenset, itertools.combinations(items, size)):
            if not any(smaller <= subset for smaller in found) and test(subset):
                found.append(subset)
    return found


class Moves:
    """The sets of moves that open a goal, and those that alone keep it closed."""

    def __init__(self, world, goal, secure=False, party=None):
        changes, unknown = world.leaves(goal)
        if len(changes) > MOST_CHANGES or len(unknown) > MOST_UNKNOWN \
                or (secure and len(changes) + len(unknown) > MOST_CHANGES + 1):
            raise TooBig(f"{len(changes)} changes and {len(unknown)} unknown")
        self.world, self.goal = world, goal
        self.granted = () if secure else tuple(unknown)
        self.all = changes + unknown if secure else changes
        self.own = [c for c in self.all if party in (None, c[1])]
        self.unblocking = minimal_sets(self.own, self.opens)
        self.blocking = minimal_sets(self.own, self.keeps_closed)
        everybodys = minimal_sets(self.all, self.opens)
        self.blockers = set().union(*everybodys)
        self.sole = set(self.blockers).intersection(*everybodys) if everybodys else set()
        self.party_sets = smallest_only({frozenset(c[1] for c in s) for s in everybodys})

    def opens(self, made):
        if status(self.world, self.goal) == "closed":
            return False
        if self.goal in self.world.history.coming:
            return True
        return self.world.attains(self.goal, tuple(made) + self.granted)

    def keeps_closed(self, unmade):
        return not self.opens(frozenset(self.own) - unmade)


def smallest_only(sets):
    """The sets that contain no other."""
    return {s for s in sets if not any(other < s for other in sets)}


def awaited_of_way(world, goal, way):
    """The smallest sets of unknown yeses that would do once the changes of a way are made."""
    unknown = world.leaves(goal)[1]
    if goal in world.history.coming:
        return [frozenset()]
    return minimal_sets(unknown, lambda w: world.attains(goal, tuple(way) + tuple(w)))


def describe_way(world, goal, way, secure):
    """What a way awaits, the least number of it, and the red lines that it gives up."""
    sets = [frozenset()] if secure else awaited_of_way(world, goal, way)
    return {
        "awaited": pairs(set().union(*sets)),
        "needed": pairs(set.intersection(*map(set, sets)) if sets else set()),
        "alone": {(c[1], c[2]) for s in sets if len(s) == 1 for c in s},
        "least": min(map(len, sets), default=0),
        "red_lines": len([c for c in way if c in world.built.red]),
    }


def pairs(changes):
    """The (party, target) pairs of some grants."""
    return {(change[1], change[2]) for change in changes}


# ---------------------------------------------------------------------------------------------
# The whole answer
# ---------------------------------------------------------------------------------------------

def answer(world, goal, secure=False, party=None):
    """Everything that is said about a goal."""
    moves = Moves(world, goal, secure, party)
    here = status(world, goal, secure)
    since, by = since_and_by(world, goal)
    ways = {way: describe_way(world, goal, way, secure) for way in moves.unblocking}
    refusals = refusals_in_force(world)
    return {
        "as_of": world.day,
        "status": here,
        "since": since,
        "by": by,
        "kind": kind(world, goal, secure),
        "package_only": package_only(world, goal, secure),
        "changes": set(world.leaves(goal)[0]),
        "unknown": pairs(world.leaves(goal)[1]),
        "contested": pairs(world.built.contested),
        "implied": pairs(world.built.implied),
        "unblocking": set(moves.unblocking),
        "blocking": set(moves.blocking),
        "blockers": moves.blockers,
        "sole": moves.sole,
        "party_sets": moves.party_sets,
        "ways": ways,
        "awaited": awaited(world, goal, here, {} if secure else ways),
        "not_blocking": refusals - pairs(c for c in moves.blockers if c[0] == "grant"),
        "surely_not_blocking": surely_not_blocking(world, goal, moves),
        "confidence": confidence(world, goal, secure),
        "pending": {(name, day, unless) for name in world.history.coming
                    for day, unless in world.history.coming[name]},
        "stages": None if secure else stages(world, goal, here),
    }


def refusals_in_force(world):
    """Every (party, target) that is a no, whether or not anybody needs that yes."""
    targets = list(milestones(world.model))
    for issue in issues(world.model):
        targets += [issue] + answers_of(world.scene, issue)
    said = {(p, t) for p in world.model["parties"] for t in targets
            if word(world.scene, p, t).kind == "no" and not world.built.is_over(p, t)}
    supposed = set(world.supposed.get("grants", [])) | set(world.supposed.get("refusals", []))
    return (said | pairs(world.built.refused)) - supposed


def since_and_by(world, goal):
    """From which day a goal is reached or closed, and by what; sets of what is allowed."""
    if goal in world.history.reached:
        day, causes = world.history.reached[goal]
        return {day}, causes
    if goal in world.history.coming:
        return {None}, {None}
    return world.history.closed.get(goal, ({None}, {None}))


def awaited(world, goal, here, ways):
    """The unknown yeses on which an open or a blocked goal relies: {pair: (needed, alone)}."""
    if here == "open":
        way = describe_way(world, goal, frozenset(), False)
        return {pair: (pair in way["needed"], pair in way["alone"]) for pair in way["awaited"]}
    return awaited_of_ways(list(ways.values())) if here == "blocked" else {}


def awaited_of_ways(ways):
    """The same of a blocked goal, for the ways that are listed."""
    every = set().union(*(way["awaited"] for way in ways))
    return {pair: (all(pair in way["needed"] for way in ways), None) for pair in every}


def surely_not_blocking(world, goal, moves):
    """The explicit refusals on the way to the goal that are no blockers."""
    on_the_way = {c for c in world.leaves(goal)[0] if c[0] == "grant"}
    return pairs(on_the_way - moves.blockers - world.built.implied)


def stages(world, goal, here):
    """The allowed numbers of stages, and for each target the allowed stages."""
    if here not in ("met", "open", "pending"):
        return None
    hoped = set(world.leaves(goal)[1]) if here == "open" else set()
    granted = hoped | world.built.given
    plans = [plan for way in world.ways for plan in plans_of(world, goal, way, granted)]
    plans = [plan for plan in plans if goal in plan]
    if not plans:
        return None
    numbers = {plan[goal] for plan in plans}
    if not world.coming():
        numbers = {min(numbers)}
    targets = {}
    for plan in plans:
        for target, stage in plan.items():
            targets.setdefault(target, set()).add(stage)
    return {"numbers": numbers, "targets": targets}


def plans_of(world, goal, way, granted):
    """The stages of one way of leaving out; a coming default is there or comes in a stage."""
    rules = world.rules_for(goal, way, True)
    reached = {t for t in world.history.reached if ("holds", t) in rules}
    coming = {t for t in world.coming() if rules.get(("holds", t)) == TRUE}
    return [stages_of(rules, granted, reached | more) for more in ({*coming}, set())]


# ---------------------------------------------------------------------------------------------
# Gaps, positions, what-if
# ---------------------------------------------------------------------------------------------

def gaps(world):
    """Needed yeses on which the party has said nothing, as (party, milestone or issue)."""
    needed = {fact for fact in world.rules if fact[0] == "yes"}
    return {(party, target.split("/")[0]) for _, party, target in needed
            if not has_spoken(world.scene, party, target)}


def has_spoken(scene, party, target):
    """Whether a party has said anything of a target, or of the issue to which it belongs."""
    said = scene.force
    if not GAP_AFTER_AN_ENDED_POSITION:
        said = [p for p in scene.model.get("positions") or [] if p.get("voice") != "attributed"
                and known(scene.model, p, scene.day, scene.asked_as_of)]
    base = target.split("/")[0]
    return any(p["party"] == party and p["on"].split("/")[0] == base for p in said)


def positions(world):
    """The positions in force as (party, target, stance, day or None)."""
    return {(p["party"], p["on"], p["stance"], day_of_position(world.model, p) or None)
            for p in world.scene.force}


def statuses(world):
    """The status of every milestone and issue."""
    return {goal: status(world, goal) for goal in [*milestones(world.model), *issues(world.model)]}


def differences(before, after):
    """What differs between two sets of statuses, as {goal: (before, after)}."""
    return {goal: (before[goal], after[goal]) for goal in before if before[goal] != after[goal]}


def elsewhere(world, supposed_world, goal):
    """The other milestones and issues whose status the supposed moves change."""
    moved = differences(statuses(world), statuses(supposed_world))
    return {other: pair for other, pair in moved.items() if other != goal}


# ---------------------------------------------------------------------------------------------
# What moved between two days
# ---------------------------------------------------------------------------------------------

FIRMNESS = {"flexible": 0, "firm": 1, None: 1, "red-line": 2}  # no mark counts as firm


def goals_changed(model, since, until):
    """The goals whose status changed between two days, both read with what is known today."""
    return differences(statuses(World(model, since)), statuses(World(model, until)))


def movements(model, since, until):
    """The allowed kinds of movement of each (party, target), None standing for no movement.

    A pair that is not in the answer did not move; one that maps to an empty set is not defined by
    the page and is not compared.
    """
    before, after = Scene(model, since), Scene(model, until)
    spoken = {(p["party"], p["on"]) for p in before.force + after.force}
    found = {pair: movement(before, after, *pair) for pair in spoken}
    return {pair: kinds for pair, kinds in found.items() if kinds != {None}}


def movement(before, after, party, target):
    """The allowed kinds of movement of one party on one target."""
    scale = has_scale(before.model, issue_of(before.model, target))
    said = [[p for p in scene.force if (p["party"], p["on"]) == (party, target)]
            for scene in (before, after)]
    if said[0] == said[1]:
        return {None}  # the words are the same, whatever became of their conditions meanwhile
    said = [as_asked(scene, words) for scene, words in zip((before, after), said)]
    if not scale and any(word(scene, party, target).implied for scene in (before, after)):
        return set()
    if scale and mixes_whole_and_numbers(said):
        return set()
    if not said[0] or not said[1]:
        return {"withdrawn"} if said[0] else {"new"}
    if scale and "value" in said[0][0]:
        kinds = compare_cells(before, after, party, target)
    else:
        kinds = compare_words(before.model, *(asked_word(scene, party, target) for scene in (before, after)))
    return moved_in_words(kinds, said)


def asked_word(scene, party, target):
    """What a party says of a target, without the conditions that are not asked on the day."""
    said = word(scene, party, target)
    said.positions = as_asked(scene, said.positions)
    return said


def as_asked(scene, positions_):
    """The positions without an `if` that is not asked on the day: it leaves a plain yes."""
    return [p if asks_something(scene, p) else {k: v for k, v in p.items() if k != "if"}
            for p in positions_]


def moved_in_words(kinds, said):
    """What comes to the same in another stance has moved."""
    before, after = ({p["stance"] for p in positions_} for positions_ in said)
    return kinds if before == after or None not in kinds else kinds - {None} | {"moved"}


def mixes_whole_and_numbers(said):
    """Whether a party speaks both of a scale as a whole and of its numbers."""
    return len({"value" in p for positions_ in said for p in positions_}) > 1


def nearness(said):
    """How near a word is to a yes."""
    if said.kind == "no":
        until = not said.implied and any("until" in p for p in said.positions)
        return 1 if until else 0
    if said.kind == "unknown":
        return 2
    return 3 if all("if" in p for p in said.positions) else 4


def asked_for(model, said):
    """The conditions of a word, in a form that can be compared."""
    if nearness(said) not in (1, 3):
        return set()
    asked = [p.get("if", p.get("until")) for p in said.positions if "if" in p or "until" in p]
    return {asked_of_whom(model, written) for written in asked}


def asked_of_whom(model, written):
    """What a condition asks, who imposes it and from which day on; the order of arms says nothing."""
    form, body, marks = take_apart(written)
    marks = tuple(str((marks or {}).get(key)) for key in ("by", "since", "ended"))
    if form in ("id", "consent"):
        return label(model, written), marks
    if form == "after":
        return form, asked_of_whom(model, body), marks
    if form == "at_least":
        arms = sorted(((asked_of_whom(model, arm), weight) for arm, weight in weighed(body[1])),
                      key=repr)
        return form, body[0], tuple(arms), marks
    return form, tuple(sorted((asked_of_whom(model, arm) for arm in body), key=repr)), marks


def demands_it(said):
    return said.kind == "yes" and any(p["stance"] == "demands" for p in said.positions)


def insistence(words):
    """How final a refusal, a demand or a yes with a condition is said to be; the firmest counts.

    `words` is what a party says of the answers of one target: of one option, or of every cell.
    """
    refuses = any(said.kind == "no" for said in words)
    grants = any(said.kind == "yes" for said in words)
    positions_ = [p for said in words for p in said.positions]
    counted = [p for p in positions_ if
               (refuses and p["stance"] == "rejects")
               or (grants and p["stance"] == "demands")
               or (grants and "if" in p and p["stance"] not in ("rejects", "open"))]
    return max((FIRMNESS[p.get("firmness")] for p in counted), default=None)


def compare_words(model, old, new):
    """The allowed kinds of movement between two words on one target."""
    return compare_answers(model, [old], [new])


def compare_answers(model, old, new):
    """The allowed kinds of movement between what is said of the same answers on two days."""
    ways = {direction(nearness(a), nearness(b)) for a, b in zip(old, new)} - {None}
    others = secondary(old, new)
    if len(ways) > 1:
        return {"moved"}
    if ways:
        contrary = others - ways - {None}
        return ways | ({"moved"} if contrary else set())
    if any(asked_for(model, a) != asked_for(model, b) for a, b in zip(old, new)):
        return {"moved"} if others <= {None} else {"moved", "hardened", "softened"}
    return others


def direction(old, new):
    return None if old == new else ("softened" if new > old else "hardened")


def secondary(old, new):
    """What the demand and the firmness say, where the words are equally near to a yes."""
    signals = set()
    demanded = [any(demands_it(said) for said in words) for words in (old, new)]
    if demanded[0] != demanded[1]:
        signals.add("hardened" if demanded[1] else "softened")
    firm = [insistence(words) for words in (old, new)]
    if None not in firm and firm[0] != firm[1]:
        signals.add(direction(-firm[0], -firm[1]))
    return (signals | {"moved"} if len(signals) > 1 else signals) or {None}


def compare_cells(before, after, party, issue):
    """The allowed kinds of movement on a scale, cell by cell of both days together."""
    numbers = [n for scene in (before, after) for p in scene.force
               if p["on"] == issue and "value" in p for n in numbers_in(p["value"])]
    scale = issues(before.model)[issue]["scale"] or {}
    cells = cells_between(numbers, scale.get("min"), scale.get("max"))
    words = []
    for scene in (before, after):
        scene.cells[issue] = cells
        words.append({c: asked_word(scene, party, f"{issue}/{c}") for c in cells})
    return compare_answers(before.model, *([said[c] for c in cells] for said in words))
