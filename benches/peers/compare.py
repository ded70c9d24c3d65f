#!/usr/bin/env python3
"""Compares impasse with other solvers on the same models in one run, and prints ratios.

    cargo build --release
    cargo bench --bench scale -- write /tmp/models
    pip install clingo python-sat
    python3 benches/peers/compare.py /tmp/models [SECONDS]

Every program gives the ten smallest sets of changes that open the goal, from file to answer. clingo reads the logic program
beside each model and is asked twice: for the sets of least size (core-guided optimisation, `usc,stratify`), and for any
ten subset-minimal ones. python-sat runs its core-guided optimiser on the clauses of the same program; clauses alone admit
conditions that hold each other up, so it is asked only where nothing goes round.
"""

import json
import pathlib
import re
import subprocess
import sys
import time

WANTED = 10
HERE = pathlib.Path(__file__).resolve().parents[2]


def ours(model):
    start = time.monotonic()
    command = [HERE / "target/release/impasse", "-m", model, "--format", "json", "blocks", "--sets", str(WANTED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.monotonic() - start
    answer = json.loads(done.stdout)
    sizes = [len(one["changes"]) for one in answer["unblocking_sets"]["listed"]]
    return took, sizes, answer["unblocking_sets"]["count"] or "unknown"


CLINGO = """
import sys, clingo
program, mode, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
minimal = ["--heuristic=Domain", "--enum-mode=domRec", "--dom-mod=5,16", "-n", str(wanted)]
control = clingo.Control(minimal if mode == "minimal" else ["--opt-strategy=usc,stratify", "--opt-mode=optN", "-n", str(wanted)])
control.load(program)
if mode == "smallest":
    control.add("base", [], "#minimize { 1,X : c(X) }.")
control.ground([("base", [])])
sizes = []
def see(model):
    if mode == "minimal" or model.optimality_proven:
        sizes.append(sum(1 for symbol in model.symbols(shown=True)))
control.solve(on_model=see)
print(*sizes)
"""

PYSAT = """
import sys, re
from pysat.formula import WCNF, IDPool
from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2
rules, changes = {}, set()
for line in open(sys.argv[1]):
    changes.update(re.findall(r"\\{c\\((\\w+)\\)\\}", line))
    for head, body in re.findall(r"t\\((\\w+)\\) :- ([^.]+)\\.", line):
        rules.setdefault(head, []).append(body)
pool, formula = IDPool(), WCNF()
atom = lambda name: pool.id(name)
for head, bodies in rules.items():
    ways = []
    for body in bodies:
        counted = re.match(r"(\\d+) \\{ (.*) \\}", body)
        parts = [atom(kind + name) for kind, name in re.findall(r"([tc])\\((\\w+)\\)", body)]
        way = pool.id(("way", head, len(ways)))
        ways.append(way)
        if counted:
            for clause in CardEnc.atleast(parts, int(counted[1]), vpool=pool, encoding=EncType.seqcounter).clauses:
                formula.append([-way] + clause)
        else:
            for part in parts:
                formula.append([-way, part])
    formula.append([-atom("t" + head)] + ways)
formula.append([atom("tg0")])
for change in sorted(changes):
    formula.append([-atom("c" + change)], weight=1)
sizes = []
with RC2(formula) as solver:
    for model in solver.enumerate(block=1):
        sizes.append(solver.cost)
        if len(sizes) == int(sys.argv[2]):
            break
print(*sizes)
"""


def peer(script, *arguments, limit):
    start = time.monotonic()
    try:
        command = [sys.executable, "-c", script, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return None, []
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        return None, [last[:40]]
    return time.monotonic() - start, [int(size) for size in done.stdout.split()]


def told(took, sizes, base):
    if took is None:
        return "    stopped" if not sizes else f"    {sizes[0]}"
    return f"{took:8.2f} s {took / base:7.1f}x {len(sizes):3d} of {','.join(map(str, sorted(set(sizes)))) or '-'}"


def main():
    folder = pathlib.Path(sys.argv[1])
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    natural = lambda path: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path.stem)]
    print(f"{'model':22} {'impasse':>34}   {'clingo, smallest':>30}   {'clingo, any minimal':>30}   {'python-sat, smallest':>30}")
    for model in sorted(folder.glob("*.yaml"), key=natural):
        base, sizes, count = ours(model)
        program = model.with_suffix(".lp")
        smallest = peer(CLINGO, program, "smallest", WANTED, limit=limit)
        minimal = peer(CLINGO, program, "minimal", WANTED, limit=limit)
        goes_round = "ring" in model.stem
        clauses = (None, ["goes round"]) if goes_round else peer(PYSAT, program, WANTED, limit=limit)
        mine = f"{base:8.2f} s {len(sizes):3d} of {','.join(map(str, sorted(set(sizes)))) or '-'}; {count[:12]}"
        print(f"{model.stem:22} {mine:>34}   {told(*smallest, base):>30}   {told(*minimal, base):>30}   {told(*clauses, base):>30}", flush=True)


main()
