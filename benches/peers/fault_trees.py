#!/usr/bin/env python3
"""Asks for the ways through public fault trees, which are larger and more tangled than any negotiation we have.

    cargo build --release
    python3 benches/peers/fault_trees.py FOLDER [SECONDS]

FOLDER holds fault trees in the Open-PSA format, such as the Aralia set that comes with SCRAM (its folder `input/Aralia`).
Every gate becomes a milestone and every basic event something that somebody refuses, so that the minimal cut sets of the
tree are the minimal unblocking sets of the goal. Trees with `not`, `xor` or house events are left out: they are not
monotone. Printed for each tree: CPU seconds from file to answer, how many sets there are, and how many blocking sets.
"""

import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

HERE = pathlib.Path(__file__).resolve().parents[2]
PARTIES = 2


class NotMonotone(Exception):
    """The tree has a gate that more events can close."""


def name(prefix, text):
    return prefix + text.lower().replace("_", "-")


def condition(node, gates, events, needed):
    """A formula of the tree as a condition of the model."""
    kind, called = node.tag, node.get("name")
    if kind == "gate" or (kind == "event" and called in gates):
        needed.add(called)
        return name("g-", called)
    if kind in ("basic-event", "event"):
        events.add(called)
        return name("e-", called)
    parts = [condition(part, gates, events, needed) for part in node]
    if kind == "and":
        return "{ all: [%s] }" % ", ".join(parts)
    if kind == "or":
        return "{ any: [%s] }" % ", ".join(parts)
    if kind == "atleast":
        return "{ at_least: %s, of: [%s] }" % (node.get("min"), ", ".join(parts))
    raise NotMonotone(kind)


def model(path):
    """The tree as a model, with how many gates and events it has."""
    root = ElementTree.parse(path).getroot()
    formulas = {}
    for gate in root.iter("define-gate"):
        formulas[gate.get("name")] = next(part for part in gate if part.tag not in ("label", "attributes"))
    events, needed = set(), set()
    conditions = {gate: condition(formula, formulas, events, needed) for gate, formula in formulas.items()}
    top = next(gate for gate in conditions if gate not in needed)
    lines = ["format: 1", "goal: " + name("g-", top), "parties:"]
    lines += ["  p%d: {}" % party for party in range(PARTIES)]
    lines.append("milestones:")
    lines += ["  %s: { after: [ %s ] }" % (name("g-", gate), text) for gate, text in conditions.items()]
    ordered = sorted(events)
    lines += ["  %s: { consent: [p%d] }" % (name("e-", event), at % PARTIES) for at, event in enumerate(ordered)]
    lines.append("positions:")
    lines += [
        "  - { party: p%d, on: %s, stance: rejects }" % (at % PARTIES, name("e-", event))
        for at, event in enumerate(ordered)
    ]
    return "\n".join(lines) + "\n", len(conditions), len(events)


def seconds(command, limit):
    """CPU seconds of a command, and what it printed; nothing where it took too long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return None, ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main():
    folder = pathlib.Path(sys.argv[1])
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    print(f"{'tree':12} {'gates':>6} {'events':>6} {'CPU s':>8}  {'sets':>22}  {'blocking sets':>18}")
    took, counted, left_out = [], 0, []
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(folder.glob("*.xml")):
            try:
                text, gates, events = model(path)
            except NotMonotone:
                left_out.append(path.stem)
                continue
            file = pathlib.Path(scratch) / "tree.yaml"
            file.write_text(text)
            own, printed = seconds([HERE / "target/release/impasse", "-m", file, "--format", "json", "blocks"], limit)
            answer = json.loads(printed) if printed else {}
            sets = (answer.get("unblocking_sets") or {}).get("count")
            blocking = (answer.get("blocking_sets") or {}).get("count")
            counted += sets is not None
            took.append(limit if own is None else own)
            print(f"{path.stem:12} {gates:6} {events:6} {took[-1]:8.2f}  {sets or 'not counted':>22}  {blocking or 'not counted':>18}", flush=True)
    quick = sorted(took)[: max(1, len(took) * 31 // 40)]
    print(f"{counted} of {len(took)} counted in {sum(took):.1f} s; the {len(quick)} quickest together in {sum(quick):.1f} s")
    print("not monotone, left out:", ", ".join(left_out) or "none")


main()
