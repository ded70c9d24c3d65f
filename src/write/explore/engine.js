// What blocks what: the definitions of docs/method.md, evaluated word for word. Knows numbers of nodes only; no words,
// no page. A graph is one day of the data; a supposition says what a reader supposes:
//   { made: Set of change ids, granted: Set of stance numbers, refused: Set of stance numbers }
const Engine = (() => {
  const MOST_SETS = 300;
  const MOST_MILLISECONDS = 1200;
  const MOST_PINNED = 4096;
  const MOST_CANDIDATES = 4000;

  const stanceId = (stance) => `grant ${stance.party}:${stance.target}`;

  // Leaves that are supposed to be settled, and leaves that the question varies.
  function reader(graph, suppose, unknown, made, coming = true) {
    return (kind, number) => {
      if (kind === "coming") return coming;
      if (kind === "change") return suppose.made.has(graph.changes[number].id) || made.has(`c${number}`);
      if (suppose.refused.has(number)) return suppose.made.has(stanceId(graph.stances[number])) || made.has(`r${number}`);
      return suppose.granted.has(number) || (unknown === true || (unknown !== false && unknown.has(number)));
    };
  }

  function gateHolds(graph, node, leaf, holds) {
    const gate = graph.gates[node];
    if (gate === "true") return true;
    if (gate === "coming") return leaf("coming", 0);
    if (gate === "all") return graph.needs[node].every(holds);
    if (gate === "any") return graph.needs[node].some(holds);
    const [kind, number] = gate;
    if (kind === "sum") {
      let sum = 0;
      for (const need of graph.needs[node]) if (holds(need)) sum += need[2];
      return sum >= number;
    }
    return leaf(kind, number);
  }

  // The least fixpoint over strict needs of the greatest fixpoint over soft ones. `edges` may read all needs as soft
  // ("together") or all as strict ("earlier"). `out` holds nodes that are pinned to false.
  function attainable(graph, nodes, leaf, edges, out) {
    let earlier = new Set();
    for (;;) {
      const here = new Set(nodes.filter((node) => !out.has(node)));
      if (edges === "earlier") {
        const next = [...here].filter((node) => gateHolds(graph, node, leaf, (need) => earlier.has(need[0])));
        if (next.length === earlier.size) return earlier;
        earlier = new Set(next);
        continue;
      }
      const holds = (need) => (need[1] && edges !== "together" ? earlier.has(need[0]) : here.has(need[0]));
      for (let fell = true; fell; ) {
        fell = false;
        for (const node of [...here]) {
          if (!gateHolds(graph, node, leaf, holds)) {
            here.delete(node);
            fell = true;
          }
        }
      }
      if (edges === "together" || here.size === earlier.size) return here;
      earlier = here;
    }
  }

  // Everything that a node needs, itself included.
  function cone(graph, from) {
    const seen = new Set([from]);
    const open = [from];
    while (open.length > 0) {
      for (const [to] of graph.needs[open.pop()]) {
        if (!seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
      }
    }
    return [...seen].sort((a, b) => b - a);
  }

  function subsets(items, size) {
    if (size === 0) return [[]];
    const found = [];
    for (let at = 0; at + size <= items.length && found.length < MOST_PINNED; at += 1) {
      for (const rest of subsets(items.slice(at + 1), size - 1)) found.push([items[at], ...rest]);
    }
    return found;
  }

  // The ways to respect what cannot all hold: sets of nodes that are left out.
  function pinned(graph) {
    let ways = [[]];
    for (const [most, nodes] of graph.exclusions) {
      const free = nodes.filter((node) => graph.gates[node] !== "true");
      const room = Math.max(0, most - (nodes.length - free.length));
      const out = subsets(free, Math.max(0, free.length - room));
      ways = ways.flatMap((old) => out.map((more) => [...old, ...more])).slice(0, MOST_PINNED);
    }
    return ways.map((way) => new Set(way));
  }

  function question(graph, goal, suppose) {
    const node = graph.nodes[goal];
    const nodes = cone(graph, node);
    const ways = pinned(graph);
    const inside = new Set(nodes);
    const relevant = ways.map((way) => new Set([...way].filter((one) => inside.has(one))));
    const holds = (unknown, made = new Set(), edges = "written", coming = true) => {
      const leaf = reader(graph, suppose, unknown, made, coming);
      return relevant.some((out) => attainable(graph, nodes, leaf, edges, out).has(node));
    };
    return { node, nodes, holds };
  }

  // How a goal stands: reached, closed, pending, met, open or blocked; and why.
  function status(graph, goal, suppose) {
    const { node, holds } = question(graph, goal, suppose);
    const none = new Set();
    const packageOnly = () => !holds(true, none, "earlier");
    const recorded = graph.stands[goal];
    if (recorded) return { status: recorded, kind: null, packageOnly: false };
    if (holds(false, none, "written", false)) return { status: "met", kind: null, packageOnly: packageOnly() };
    if (holds(false)) return { status: "pending", kind: null, packageOnly: packageOnly() };
    if (holds(true)) return { status: "open", kind: null, packageOnly: packageOnly() };
    return { status: "blocked", kind: holds(true, none, "together") ? "circular" : "refused", packageOnly: false };
  }

  // All minimal sets of items that make a growing question true. Each set that does not suffice leaves a set of items of
  // which one at least is needed; what is tried next meets all of these (Reiter 1987). Says whether it found all; if so,
  // `needed` has every minimal set of which each way needs one.
  function minimalSets(items, suffices) {
    if (!suffices(new Set(items))) return { sets: [], needed: [], whole: true };
    const until = Date.now() + MOST_MILLISECONDS;
    const isLate = () => Date.now() > until;
    // A set that could not be made minimal in time is none.
    const shrink = (set) => {
      const kept = new Set(set);
      for (const item of [...kept].sort().reverse()) {
        if (isLate()) return null;
        kept.delete(item);
        if (!suffices(kept)) kept.add(item);
      }
      return kept;
    };
    const found = new Map();
    const needed = [];
    // Candidates are the minimal sets that meet every needed set so far.
    let candidates = [new Set()];
    while (candidates.length > 0) {
      const candidate = candidates.find((one) => !found.has([...one].sort().join("\n")));
      if (!candidate) break;
      if (found.size >= MOST_SETS || isLate()) return { sets: [...found.values()], needed: [], whole: false };
      if (suffices(candidate)) {
        const kept = shrink(candidate);
        if (kept === null) return { sets: [...found.values()], needed: [], whole: false };
        found.set([...kept].sort().join("\n"), kept);
        continue;
      }
      const most = new Set(candidate);
      for (const item of items) {
        if (isLate()) return { sets: [...found.values()], needed: [], whole: false };
        if (!most.has(item)) {
          most.add(item);
          if (suffices(most)) most.delete(item);
        }
      }
      const missing = items.filter((item) => !most.has(item));
      needed.push(missing);
      const hit = candidates.filter((one) => missing.some((item) => one.has(item)));
      const grown = candidates
        .filter((one) => !missing.some((item) => one.has(item)))
        .flatMap((one) => missing.map((item) => new Set([...one, item])));
      if (hit.length + grown.length > MOST_CANDIDATES) return { sets: [...found.values()], needed: [], whole: false };
      candidates = smallest([...hit, ...grown]);
    }
    return { sets: [...found.values()], needed, whole: true };
  }

  // Without sets that contain another.
  function smallest(sets) {
    const sorted = [...sets].sort((a, b) => a.size - b.size);
    const kept = [];
    for (const set of sorted) if (!kept.some((other) => [...other].every((item) => set.has(item)))) kept.push(set);
    return kept;
  }

  // The knots: items that are together in some set of which one is needed, and what hangs together through them.
  function knots(needed) {
    let groups = [];
    for (const set of needed) {
      const joins = (group) => set.some((item) => group.has(item));
      const joined = new Set([...set, ...groups.filter(joins).flatMap((group) => [...group])]);
      groups = [...groups.filter((group) => !joins(group)), joined];
    }
    return groups;
  }

  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  // The changes that could be made on the way to a goal and are not supposed already.
  function variables(graph, nodes, suppose) {
    const found = new Map();
    for (const node of nodes) {
      const gate = graph.gates[node];
      if (!Array.isArray(gate) || gate[0] === "sum") continue;
      const [kind, number] = gate;
      if (kind === "change" && !suppose.made.has(graph.changes[number].id)) found.set(`c${number}`, graph.changes[number]);
      if (kind === "unknown" && suppose.refused.has(number)) {
        const stance = graph.stances[number];
        const change = { id: stanceId(stance), kind: "grant", party: stance.party, target: stance.target, words: stance.grant, stands: stance.refusal, red: false, firmness: null, cites: [], supposed: true };
        if (!suppose.made.has(change.id)) found.set(`r${number}`, change);
      }
    }
    return found;
  }

  // Unknown answers that a way to the goal may need, where some changes are made.
  function awaited(graph, asked, suppose, made) {
    const unknown = asked.nodes
      .map((node) => graph.gates[node])
      .filter((gate) => Array.isArray(gate) && gate[0] === "unknown" && !suppose.refused.has(gate[1]) && !suppose.granted.has(gate[1]))
      .map((gate) => gate[1]);
    const { sets, whole } = minimalSets([...new Set(unknown)].map(String), (set) => asked.holds(new Set([...set].map(Number)), made));
    const all = new Set(sets.flatMap((set) => [...set]).map(Number));
    const least = Math.min(...sets.map((set) => set.size), unknown.length);
    return { stances: [...all].sort((a, b) => a - b), least: sets.length > 0 ? least : 0, whole };
  }

  // The whole answer: status, blockers, the smallest openings in order, and what is awaited.
  function blocks(graph, goal, suppose) {
    const stands = status(graph, goal, suppose);
    const asked = question(graph, goal, suppose);
    const answer = { goal, ...stands, blockers: [], openings: [], knots: [], whole: true, awaited: [], least: 0 };
    if (stands.status === "open") {
      const waits = awaited(graph, asked, suppose, new Set());
      return { ...answer, awaited: waits.stances, least: waits.least, whole: waits.whole };
    }
    if (stands.status !== "blocked") return answer;
    const changes = variables(graph, asked.nodes, suppose);
    const { sets, needed, whole } = minimalSets([...changes.keys()], (made) => asked.holds(true, made));
    const openings = sets.map((set) => [...set].map((key) => ({ key, ...changes.get(key) })).sort((a, b) => order(a.id, b.id)));
    const red = (set) => set.filter((change) => change.red).length;
    const names = (set) => set.map((change) => change.id).join("\n");
    openings.sort((a, b) => red(a) - red(b) || a.length - b.length || order(names(a), names(b)));
    const blockers = new Map(openings.flat().map((change) => [change.id, change]));
    for (const change of blockers.values()) change.sole = openings.every((set) => set.some((one) => one.id === change.id));
    const sorted = [...blockers.values()].sort((a, b) => order(a.id, b.id));
    const told = (group) => sorted.filter((change) => group.has(change.key));
    const groups = knots(needed).map(told).sort((a, b) => order(a[0].id, b[0].id));
    return { ...answer, blockers: sorted, openings, knots: groups, whole };
  }

  // Of groups of changes that separately hold a goal, whether each is undone as things are supposed to be: whether the goal opens
  // once all other changes are made.
  function undone(graph, goal, suppose, groups) {
    if (groups.length === 0) return [];
    const asked = question(graph, goal, suppose);
    const changes = [...variables(graph, asked.nodes, suppose)];
    return groups.map((group) => {
      const own = new Set(group);
      const others = new Set(changes.filter(([, change]) => !own.has(change.id)).map(([key]) => key));
      return asked.holds(true, others);
    });
  }

  // Nodes that stay shut even if every plain refusal is lifted and every unknown answer is a yes: they wait for each
  // other, or for those that do.
  function stuck(graph, suppose) {
    const leaf = (kind, number) => {
      if (kind !== "change") return true; // Every unknown answer is a yes, and what comes by itself has come.
      const change = graph.changes[number];
      return suppose.made.has(change.id) || (change.kind === "grant" && !change.until);
    };
    return unattainable(graph, leaf);
  }

  // What does not open as things are supposed to be, though every unknown answer were a yes.
  function closed(graph, suppose) {
    return unattainable(graph, reader(graph, suppose, true, new Set()));
  }

  function unattainable(graph, leaf) {
    const nodes = graph.gates.map((_, node) => node);
    const free = attainable(graph, nodes, leaf, "written", new Set());
    return new Set(nodes.filter((node) => !free.has(node)));
  }

  return { blocks, status, undone, stuck, closed, cone, stanceId };
})();
