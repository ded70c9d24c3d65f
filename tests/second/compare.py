"""Holds the binary against the second evaluator, on generated models.

    python3 tests/second/compare.py --binary PATH [--models N] [--seconds S] [--seed K]

Every difference is printed with its seed, its question, its field, both values and a model that
is as small as a few removals make it. `--show SEED` prints the whole of both answers to one seed.
"""

import argparse
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

import evaluate
import generate
from evaluate import World

SHRUNK_OF_A_KIND = 2
TRIES_TO_SHRINK = 250


# ---------------------------------------------------------------------------------------------
# Running the binary
# ---------------------------------------------------------------------------------------------

class Refused(Exception):
    """The binary did not answer: an error, a panic, or no JSON."""


class Binary:
    """The command line of the binary, one process at a time."""

    def __init__(self, path):
        self.path = path

    def ask(self, model, arguments):
        """The JSON of an answer."""
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
            json.dump(model, file)
        try:
            done = subprocess.run([self.path, "-m", file.name, *arguments], timeout=120,
                                  capture_output=True, text=True, check=False)
        except subprocess.TimeoutExpired as late:
            raise Refused("no answer in two minutes") from late
        finally:
            os.unlink(file.name)
        if done.returncode != 0 or "panicked" in done.stderr:
            said = (done.stdout + done.stderr).strip()
            raise Refused(f"exit code {done.returncode}: {said[:1500]}")
        return json.loads(done.stdout)


# ---------------------------------------------------------------------------------------------
# Fields: what is compared, and how
# ---------------------------------------------------------------------------------------------

RELATIONS = {
    "equal": lambda ours, theirs: ours == theirs,
    "one of": lambda ours, theirs: theirs in ours,
    "at most": lambda ours, theirs: theirs <= ours,
    "at least": lambda ours, theirs: theirs >= ours,
}


class Field:
    """One value of an answer: ours, theirs, and whether they agree."""

    def __init__(self, name, ours, theirs, relation):
        self.name, self.ours, self.theirs, self.relation = name, ours, theirs, relation
        self.agrees = RELATIONS[relation](ours, theirs)


class Fields:
    """The fields of one answer, of which the parts that are not exact are let off."""

    def __init__(self, parts=None, prefix=""):
        self.all, self.parts, self.prefix = [], parts or {}, prefix

    def add(self, name, ours, theirs, relation="equal", part=None):
        """Adds a field; of a partial list each member must still be true."""
        inexact = self.parts.get(part or name)
        if inexact and (not inexact.startswith("partial") or not isinstance(theirs, set)):
            return
        if inexact:
            relation = "at most"
        self.all.append(Field(self.prefix + name, ours, theirs, relation))


def numbered(value):
    """Whether a label with a number (`x@requires.2`) is in it (READINGS.md, 22)."""
    return re.search(r"@(requires|after|if|until)\.\d", repr(value)) is not None


def change(written):
    """A change of the JSON as ours."""
    base = (written["kind"], written["party"], written["target"])
    return base + (written["condition"],) if written["kind"] == "waive" else base


def changes(written):
    return frozenset(change(c) for c in written)


def pair(written):
    return written["party"], written["target"]


def number(written):
    """A count that may be a number, a text or a list of what is counted."""
    return len(written) if isinstance(written, list) else int(written)


def name_of(written):
    """A name that may stand alone or in an object."""
    return written if not isinstance(written, dict) else written.get("target", written.get("goal"))


def status_of(written):
    """A status that may stand alone or in an answer."""
    return written["status"] if isinstance(written, dict) else written


# What stands for a part that is null, which is then not compared.
EMPTY = {"unblocking_sets": {"count": None, "listed": []},
         "blocking_sets": {"count": None, "listed": []},
         **{key: [] for key in ("blockers", "not_blocking", "party_sets", "awaited", "stages")}}


def blocks_fields(ours, theirs, secure=False, party=None, prefix=""):
    """The fields of an answer to `blocks`."""
    fields = Fields(theirs.get("parts"), prefix)
    theirs = {key: EMPTY.get(key) if value is None else value for key, value in theirs.items()}
    fields.add("as_of", ours["as_of"], theirs["as_of"])
    fields.add("status", ours["status"], theirs["status"])
    if ours["status"] != theirs["status"]:
        return fields.all
    # Which of several equal conditions has a number is told apart on neither side.
    if numbered(theirs) or numbered(ours["changes"]):
        return fields.all
    fields.add("since", ours["since"], theirs["since"], "one of")
    fields.add("by", ours["by"], name_of(theirs["by"]), "one of")
    fields.add("kind", ours["kind"], theirs["kind"])
    fields.add("package_only", ours["package_only"], theirs["package_only"])
    fields.add("confidence", ours["confidence"], theirs["confidence"])
    blockers_fields(fields, ours, theirs)
    sets_fields(fields, ours, theirs, party)
    awaited_fields(fields, ours, theirs)
    stage_fields(fields, ours, theirs, secure)
    return fields.all


def blockers_fields(fields, ours, theirs):
    """Blockers, those that are the only way, and refusals that block nothing."""
    fields.add("blockers", ours["blockers"], {change(b["change"]) for b in theirs["blockers"]})
    fields.add("sole", ours["sole"], {change(b["change"]) for b in theirs["blockers"] if b["sole"]},
               part="blockers")
    for word in ("unknown", "implied"):
        fields.add(f"blockers that are {word}",
                   {c for c in ours["blockers"] if c[1:] in ours[word]},
                   {change(b["change"]) for b in theirs["blockers"] if b.get(word)},
                   part="blockers")
    idle = {pair(n["change"]) for n in theirs["not_blocking"] if n["change"]["kind"] == "grant"}
    fields.add("not_blocking is true", ours["not_blocking"], idle, "at most", "not_blocking")
    if "not_blocking" not in fields.parts and "blockers" not in fields.parts:
        fields.add("not_blocking is whole", ours["surely_not_blocking"], idle, "at least")


def sets_fields(fields, ours, theirs, party):
    """Unblocking and blocking sets, and groups of parties."""
    for key, mine in (("unblocking_sets", "unblocking"), ("blocking_sets", "blocking")):
        listed = [changes(s["changes"]) for s in theirs[key]["listed"]]
        count = theirs[key]["count"]
        whole = count is not None and int(count) == len(listed)
        fields.add(key, ours[mine], set(listed), "equal" if whole else "at most")
        if count is not None:
            fields.add(f"count of {key}", len(ours[mine]), int(count), part=key)
        fields.add(f"{key} listed once", len(set(listed)), len(listed), part=key)
    if ours["status"] == "blocked" and "unblocking_sets" not in fields.parts:
        fields.add("no_listed_change_suffices", not ours["unblocking"],
                   bool(theirs["no_listed_change_suffices"]))
    if party is None:
        fields.add("party_sets", ours["party_sets"] - {frozenset()},
                   {frozenset(s) for s in theirs["party_sets"]} - {frozenset()})
    ways = theirs["unblocking_sets"]["listed"]
    order = [(number(way["red_lines"]), len(way["changes"])) for way in ways]
    fields.add("order of unblocking_sets", sorted(order), order, part="unblocking_sets")


def awaited_fields(fields, ours, theirs):
    """What is awaited: of the goal, and of each way that is listed."""
    ways = {changes(way["changes"]): way for way in theirs["unblocking_sets"]["listed"]}
    known = {made: ours["ways"][made] for made in ways if made in ours["ways"]}
    for made, mine in known.items():
        way = ways[made]
        text = " + ".join(":".join(c) for c in sorted(made)) or "nothing"
        fields.add(f"red_lines of {text}", mine["red_lines"], number(way["red_lines"]),
                   part="unblocking_sets")
        fields.add(f"awaited of {text}", mine["awaited"], {pair(a) for a in way["awaited"]},
                   part="awaited")
        if way["least_awaited"] is not None:
            fields.add(f"least_awaited of {text}", mine["least"], number(way["least_awaited"]),
                       part="awaited")
    mine = ours["awaited"]
    if ours["status"] == "blocked":
        mine = evaluate.awaited_of_ways(list(known.values()))
    given = {pair(a): (a["needed"], a["alone"]) for a in theirs["awaited"]}
    fields.add("awaited", set(mine), set(given))
    for one in sorted(set(mine) & set(given)):
        fields.add(f"awaited {':'.join(one)} (needed, alone)", mine[one], given[one],
                   part="awaited")
    fields.add("awaited that is contested", set(mine) & ours["contested"],
               {pair(a) for a in theirs["awaited"] if a["contested"]}, part="awaited")


def stage_fields(fields, ours, theirs, secure):
    """The coming defaults and the stages of a plan."""
    coming = {(p["target"], p["date"], p["unless"]) for p in theirs["pending"] or []}
    fields.add("pending is true", ours["pending"], coming, "at most", "pending")
    if secure or ours["stages"] is None:
        return
    stages = theirs["stages"]
    fields.add("number of stages", ours["stages"]["numbers"], len(stages), "one of", "stages")
    for place, stage in enumerate(stages, 1):
        for target in stage["targets"]:
            fields.add(f"stage of {target}", ours["stages"]["targets"].get(target, set()), place,
                       "one of", "stages")


# ---------------------------------------------------------------------------------------------
# Questions
# ---------------------------------------------------------------------------------------------

class Blocks:
    """`blocks GOAL`, perhaps `--as-of`, `--secure` or `--party`."""

    def __init__(self, goal, as_of=None, secure=False, party=None):
        self.goal, self.as_of, self.secure, self.party = goal, as_of, secure, party

    def arguments(self):
        before = ["--as-of", self.as_of] if self.as_of else []
        after = (["--secure"] if self.secure else []) \
            + (["--party", self.party] if self.party else [])
        return [*before, "blocks", self.goal, "--format", "json", "--sets", "all", *after]

    def ours(self, model):
        world = World(model, self.as_of, as_of=self.as_of is not None)
        return evaluate.answer(world, self.goal, self.secure, self.party)

    def fields(self, ours, theirs):
        return blocks_fields(ours, theirs, self.secure, self.party)


class WhatIf:
    """`what-if GOAL` with supposed grants, waivers and refusals."""

    def __init__(self, goal, supposed):
        self.goal, self.supposed = goal, supposed

    def arguments(self):
        moves = []
        for flag, key in (("--grant", "grants"), ("--waive", "waivers"), ("--refuse", "refusals")):
            for move in self.supposed[key]:
                moves += [flag, ":".join(move)]
        return ["what-if", self.goal, *moves, "--format", "json"]

    def ours(self, model):
        world, supposed = World(model), World(model, supposed=self.supposed)
        return {"before": evaluate.answer(world, self.goal),
                "after": evaluate.answer(supposed, self.goal),
                "elsewhere": evaluate.elsewhere(world, supposed, self.goal)}

    def fields(self, ours, theirs):
        for key in ("before", "after"):
            theirs[key].setdefault("as_of", theirs["as_of"])
        fields = Fields(theirs.get("parts"))
        if theirs["elsewhere"] is not None:
            elsewhere = {name_of(e["goal"]): (status_of(e["before"]), status_of(e["after"]))
                         for e in theirs["elsewhere"]}
            fields.parts = theirs.get("parts") or {}
            known = set(elsewhere.items())
            fields.add("elsewhere", set(ours["elsewhere"].items()), known)
        before = blocks_fields(ours["before"], theirs["before"], prefix="before: ")
        # A supposition may leave a condition the only one of its kind; the binary keeps its label.
        if "@" in repr(theirs["after"]) or "@" in repr(ours["after"]):
            return before + fields.all
        after = blocks_fields(ours["after"], theirs["after"], prefix="after: ")
        return before + after + fields.all


class Changes:
    """`changes` between two days."""

    def __init__(self, since, until):
        self.since, self.until = since, until

    def arguments(self):
        return ["changes", "--since", self.since, "--until", self.until, "--format", "json"]

    def ours(self, model):
        return {"moved": evaluate.movements(model, self.since, self.until), "model": model,
                "goals": evaluate.goals_changed(model, self.since, self.until)}

    def fields(self, ours, theirs):
        fields = Fields(theirs.get("parts"))
        if theirs["goals"] is not None:
            goals = {name_of(g["goal"]): (status_of(g["before"]), status_of(g["after"]))
                     for g in theirs["goals"]}
            fields.add("goals", set(ours["goals"].items()), set(goals.items()))
        found = {}
        for movement in theirs["changes"]:
            key = (movement["party"], self.base(ours["model"], movement["target"]))
            found.setdefault(key, set()).add(movement["kind"])
        for key in sorted(set(found) | set(ours["moved"])):
            allowed = ours["moved"].get(key, {None})
            kinds = found.get(key, {None})
            if allowed and len(kinds) == 1 and self.spoken(ours["model"], key):
                fields.add(f"movement of {':'.join(key)}", allowed, next(iter(kinds)), "one of")
        return fields.all

    def base(self, model, target):
        """Of a cell the issue; other targets as they are."""
        issue = evaluate.issue_of(model, target)
        return issue if evaluate.has_scale(model, issue) else target

    def spoken(self, model, key):
        """Whether the party has a position on just this target, and the page says what it amounts to (READINGS.md, 45 and 53)."""
        said = [p for p in model.get("positions") or [] if (p["party"], p["on"]) == key]
        conditions = [p for p in said if "if" in p]
        return bool(said) and (not conditions or len(said) == len(conditions))


class Gaps:
    """`gaps`: needed yeses on which nothing is said."""

    def arguments(self):
        return ["gaps", "--format", "json"]

    def ours(self, model):
        return evaluate.gaps(World(model))

    def fields(self, ours, theirs):
        fields = Fields(theirs.get("parts"))
        fields.add("gaps", ours, {(g["party"], g["target"].split("/")[0]) for g in theirs["gaps"]})
        return fields.all


class Positions:
    """`positions`: those in force; only with `--positions`, as the page says little of the form."""

    def arguments(self):
        return ["positions", "--format", "json"]

    def ours(self, model):
        return {one[:3] for one in evaluate.positions(World(model))}

    def fields(self, ours, theirs):
        found = {(cell["party"], row["target"], p["stance"]) for row in theirs["rows"]
                 for cell in row["cells"] for p in cell["positions"]}
        fields = Fields(theirs.get("parts"))
        fields.add("positions", ours, found)
        return fields.all


def questions(model, seed, with_positions):
    """The questions that are asked of a model."""
    chance = random.Random(f"questions {seed}")
    goals = [*evaluate.milestones(model), *evaluate.issues(model)]
    asked = [Blocks(goal) for goal in goals]
    asked.append(Blocks(chance.choice(goals), secure=True))
    asked.append(Blocks(chance.choice(goals), party=chance.choice(sorted(model["parties"]))))
    asked += [Blocks(goal, as_of=chance.choice(generate.DAYS)) for goal in chance.sample(goals, 1)]
    supposed = suppositions(model, chance)
    if supposed:
        asked.append(WhatIf(*supposed))
    last = evaluate.day_of_model(model)
    days = [day for day in generate.DAYS if day <= last]
    if len(days) > 1:
        asked.append(Changes(*sorted(chance.sample(days, 2))))
    asked.append(Gaps())
    return asked + ([Positions()] if with_positions else [])


def suppositions(model, chance):
    """A goal and moves that bear on it, or None where there are none."""
    world = World(model)
    goals = [g for g in evaluate.statuses(world) if any(world.leaves(g))]
    if not goals:
        return None
    goal = chance.choice(goals)
    made, unknown = world.leaves(goal)
    grants = [c[1:] for c in made + unknown if c[0] == "grant"]
    waivers = [c[1:] for c in made if c[0] == "waive"]
    yeses = sorted(leaf[1:] for leaf in unknown)
    granted = chance.sample(grants, min(len(grants), chance.randint(0, 2)))
    refused = [y for y in chance.sample(yeses, min(len(yeses), chance.randint(0, 1)))
               if y not in granted]
    spoken_for = {tuple(g) for g in granted} | set(refused)
    waived = [w for w in chance.sample(waivers, min(len(waivers), chance.randint(0, 1)))
              if w[:2] not in spoken_for]
    supposed = {"grants": granted, "waivers": waived, "refusals": refused}
    return (goal, supposed) if any(supposed.values()) else None


# ---------------------------------------------------------------------------------------------
# Asking both, and making a model smaller
# ---------------------------------------------------------------------------------------------

def ask_both(binary, model, question):
    """The fields of both answers; a refusal of the binary is a field of its own."""
    ours = question.ours(model)
    try:
        theirs = binary.ask(model, question.arguments())
        return question.fields(ours, theirs)
    except Refused as refusal:
        return [Field("no answer", "an answer", str(refusal), "equal")]
    except (KeyError, TypeError, AttributeError, ValueError) as odd:
        return [Field("form of the JSON", "as in json.md", repr(odd), "equal")]


def differing(fields):
    return [field for field in fields if not field.agrees]


def removable(model):
    """The paths of everything that may be taken out of a model."""
    paths = []
    for key in ("positions", "incompatible"):
        paths += [(key, place) for place in range(len(model.get(key) or []))]
    for key in ("milestones", "issues", "parties", "sources"):
        paths += [(key, name) for name in model.get(key) or {}]
    for name, made in (model.get("milestones") or {}).items():
        paths += inside(("milestones", name), made)
        paths += inside(("milestones", name, "deadline"), made.get("deadline") or {})
    for name, made in (model.get("issues") or {}).items():
        paths += inside(("issues", name), made)
    for place, made in enumerate(model.get("positions") or []):
        paths += inside(("positions", place), made)
    return paths


def inside(path, made):
    """The paths of the parts of a milestone, a deadline, an issue or a position."""
    fixed = ("party", "on", "stance", "value", "voice", "via", "date", "question", "between")
    paths = [path + (key,) for key in made if key not in fixed]
    for key, value in made.items():
        if isinstance(value, list) and key != "cites":
            paths += [path + (key, place) for place in range(len(value))]
        if key in ("options", "scale"):
            paths += [path + (key, name) for name in value]
    return paths


def without(model, path):
    """A copy of a model without the part at a path."""
    smaller = copy.deepcopy(model)
    holder = smaller
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return smaller


def shrink(binary, model, question, name):
    """A smaller model on which the same field of the same question still differs."""
    tries, shrunk = 0, True
    while shrunk:
        shrunk = False
        for path in reversed(removable(model)):
            tries += 1
            if tries > TRIES_TO_SHRINK:
                return model
            smaller = without_if_there(model, path)
            if smaller and still_differs(binary, smaller, question, name):
                model, shrunk = smaller, True
    return model


def without_if_there(model, path):
    try:
        return without(model, path)
    except (KeyError, IndexError, TypeError):
        return None


def still_differs(binary, model, question, name):
    """Whether the field still differs; a model that either side cannot read does not count."""
    try:
        fields = ask_both(binary, model, question)
    except Exception:  # pylint: disable=broad-except
        return False
    return any(field.name == name for field in differing(fields))


# ---------------------------------------------------------------------------------------------
# The run
# ---------------------------------------------------------------------------------------------

class Run:
    """Counts, and prints the differences."""

    def __init__(self, binary, options):
        self.binary, self.options = binary, options
        self.models = self.answers = self.compared = self.differences = self.skipped = 0
        self.shown = {}

    def one_model(self, seed):
        """Asks everything of the model of a seed."""
        model = generate.model(seed)
        self.models += 1
        for question in questions(model, seed, self.options.positions):
            try:
                fields = ask_both(self.binary, model, question)
            except evaluate.TooBig:
                self.skipped += 1
                continue
            self.answers += 1
            self.compared += len(fields)
            for field in differing(fields):
                self.differences += 1
                self.report(seed, model, question, field)
            if any(field.name == "no answer" for field in fields):
                break

    def report(self, seed, model, question, field):
        """Prints a difference; the first ones of a kind with a small model."""
        print(f"seed {seed}: {' '.join(question.arguments())}: {field.name}")
        kind = (type(question).__name__, field.name.split(" of ")[0].split(":")[0])
        self.shown[kind] = self.shown.get(kind, 0) + 1
        if self.shown[kind] > SHRUNK_OF_A_KIND:
            return
        small = shrink(self.binary, model, question, field.name)
        again = [f for f in ask_both(self.binary, small, question) if f.name == field.name]
        print(f"  ours ({again[0].relation}): {plain(again[0].ours)}")
        print(f"  theirs: {plain(again[0].theirs)}")
        print(f"  model: {json.dumps(small)}", flush=True)

    def line(self):
        return (f"{self.models} models, {self.answers} answers, {self.compared} fields compared, "
                f"{self.differences} differences")


def plain(value):
    """A value with its sets in order, so that two runs print the same."""
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(plain(part) for part in value)) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {plain(v)}" for k, v in sorted(value.items())) + "}"
    return str(value)


def show(binary, seed):
    """Prints a model, and the whole of both answers to each question."""
    model = generate.model(seed)
    print(json.dumps(model, indent=1))
    for question in questions(model, seed, False):
        print(" ".join(question.arguments()))
        for field in ask_both(binary, model, question):
            mark = " " if field.agrees else "!"
            print(f"  {mark} {field.name}: {plain(field.ours)} | {plain(field.theirs)}")


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--positions", action="store_true", help="also compare `positions`")
    parser.add_argument("--show", type=int, help="print everything of one seed")
    return parser.parse_args(arguments)


def main(arguments):
    options = options_of(arguments)
    binary = Binary(options.binary)
    if options.show is not None:
        show(binary, options.show)
        return 0
    run, end = Run(binary, options), time.monotonic() + options.seconds
    for seed in range(options.seed, options.seed + options.models):
        if time.monotonic() > end:
            break
        run.one_model(seed)
    if run.skipped:
        print(f"{run.skipped} answers were too big to try everything")
    print(run.line())
    return 1 if run.differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
