// The way to a goal as a drawing: what it needs, who refuses, who has not spoken, what waits for what in a circle.
// Boxes stand in layers, what is needed before what needs it; every box and every line can be asked for its sentences.
const Way = (() => {
  const WIDTH = 176;
  const GAP = { across: 64, along: 14 };
  const LINE = 15;
  const MOST = 70;
  // More boxes than this cannot be followed by eye, and take a browser too long.
  const TOO_MANY = 400;

  // The requirement graph without what only joins: boxes are targets, refusals, unknown answers and choices.
  // A box has a key that means the same on every day, unlike the numbers of one day's graph.
  function everything(data, graph, goal, suppose, shut) {
    const found = new Map();
    const lines = new Map();
    const open = [];
    const add = (id, box) => {
      if (!found.has(id)) {
        found.set(id, { id, ...box });
        open.push(id);
      }
      return id;
    };
    const nodeOf = new Map(Object.entries(graph.nodes).map(([id, node]) => [node, id]));
    const stanceAt = new Map(graph.stances.map((stance, number) => [stance.node, number]));
    add(`t${graph.nodes[goal]}`, { kind: "target", key: goal, target: goal, node: graph.nodes[goal], goal: true });
    // A change that a party could make is no box: it is supposed or not.
    const needs = (node) => graph.needs[node].filter(([to]) => !(Array.isArray(graph.gates[to]) && graph.gates[to][0] === "change"));
    const isDropped = (node) => graph.needs[node].some(([to]) => Array.isArray(graph.gates[to]) && graph.gates[to][0] === "change" && suppose.made.has(graph.changes[graph.gates[to][1]].id));
    // Two needs between the same boxes are one line that carries what is said of both.
    const join = (above, below, strict, said) => {
      const name = `${below} ${above}`;
      const line = lines.get(name) || { from: below, to: above, strict: false, said: [] };
      line.strict ||= strict;
      line.said.push(...said.filter((node) => !line.said.includes(node)));
      lines.set(name, line);
    };
    // Follows the needs of a node through joining nodes to the next boxes; `said` gathers what is said on the way.
    const follow = (node, above, strict, said) => {
      for (const [to, needStrict] of needs(node)) {
        const hard = strict || needStrict === 1;
        const condition = graph.conditions[to];
        const here = condition ? [...said, to] : said;
        const name = nodeOf.get(to);
        if (name !== undefined) {
          join(above.id, add(`t${to}`, { kind: "target", key: name, target: name, node: to }), hard, here);
        } else if (stanceAt.has(to)) {
          const number = stanceAt.get(to);
          const stance = graph.stances[number];
          const refused = suppose.refused.has(number);
          const lifted = (stance.reading === "no" || refused) && suppose.made.has(Engine.stanceId(stance));
          const supposed = lifted || suppose.granted.has(number);
          const reading = supposed ? "supposed" : refused ? "no" : stance.reading;
          if (reading === "yes") continue;
          join(above.id, add(`s${number}`, { kind: "stance", key: State.key(stance), stance: number, reading, node: to }), hard, here);
        } else if (isDropped(to)) {
          continue;
        } else if (graph.gates[to] === "all" || needs(to).length === 1) {
          follow(to, above, hard, here);
        } else if (needs(to).length > 1) {
          const key = `${above.key} > ${condition ? condition.words : "a choice"}`;
          join(above.id, add(`g${to}`, { kind: "choice", key, node: to }), hard, here);
        }
      }
    };
    while (open.length > 0) {
      const box = found.get(open.shift());
      if (graph.gates[box.node] === "true" || box.reading === "supposed") continue;
      // The many numbers of a scale are drawn where they are what blocks.
      const isLong = box.kind === "target" && data.targets[box.target].kind === "issue" && needs(box.node).length > 4;
      if (!isLong || shut.has(box.node)) follow(box.node, box, false, []);
    }
    return { found, lines: [...lines.values()] };
  }

  // What is drawn of it: everything that stays shut however large that is, then what is not known, then the rest.
  function boxes(data, graph, goal, suppose, shut) {
    const { found, lines } = everything(data, graph, goal, suppose, shut);
    const below = new Map([...found.keys()].map((id) => [id, []]));
    for (const line of lines) below.get(line.to).push(line.from);
    const rank = (box) => (shut.has(box.node) ? 0 : box.reading === "unknown" ? 1 : 2);
    const kept = new Map();
    const waiting = [[], [], []];
    const take = (id) => {
      kept.set(id, found.get(id));
      for (const next of below.get(id)) waiting[rank(found.get(next))].push(next);
    };
    take(found.keys().next().value);
    for (;;) {
      const place = waiting.findIndex((queue) => queue.length > 0);
      if (place < 0 || (place > 0 && kept.size >= MOST)) break;
      const id = waiting[place].shift();
      if (!kept.has(id)) take(id);
    }
    const drawn = lines.filter((line) => kept.has(line.from) && kept.has(line.to));
    return { boxes: [...kept.values()], lines: drawn, left: found.size - kept.size };
  }

  function tooLarge(goal, boxes) {
    const words = `Not drawn: ${boxes} boxes stand in this way, too many to follow by eye. Choose something nearer at hand above, or ask the program: impasse blocks ${goal}.`;
    return { drawing: element("p", { class: "note" }, words), lines: new Map() };
  }

  // Lines between boxes that stay shut and lead back to themselves are the circle.
  function rings({ boxes: drawn, lines }, shut) {
    const found = new Map(drawn.map((box) => [box.id, box]));
    const out = new Map([...found.keys()].map((id) => [id, lines.filter((line) => line.to === id).map((line) => line.from)]));
    const reaches = (from, to) => {
      const seen = new Set();
      const open = [...out.get(from)];
      while (open.length > 0) {
        const id = open.pop();
        if (id === to) return true;
        if (!seen.has(id) && shut.has(found.get(id).node)) {
          seen.add(id);
          open.push(...out.get(id));
        }
      }
      return false;
    };
    for (const [id, box] of found) box.ring = shut.has(box.node) && reaches(id, id);
    for (const line of lines) {
      const [from, to] = [found.get(line.from), found.get(line.to)];
      line.ring = from.ring && to.ring && reaches(line.from, line.to);
    }
  }

  // Layers by the longest way from the goal, lines that close a circle left out.
  function layered(made) {
    const depth = new Map();
    const back = new Set();
    const state = new Map();
    const below = new Map(made.boxes.map((box) => [box.id, made.lines.filter((line) => line.to === box.id)]));
    const visit = (id) => {
      state.set(id, "open");
      for (const line of below.get(id)) {
        if (state.get(line.from) === "open") back.add(line);
        else if (!state.has(line.from)) visit(line.from);
      }
      state.set(id, "done");
    };
    visit(made.boxes[0].id);
    const settle = (id, at, trail) => {
      if ((depth.get(id) ?? -1) >= at || trail > made.boxes.length) return;
      depth.set(id, at);
      for (const line of below.get(id)) if (!back.has(line)) settle(line.from, at + 1, trail + 1);
    };
    settle(made.boxes[0].id, 0, 0);
    const layers = [];
    const put = (box, layer) => {
      box.layer = layer;
      (layers[layer] ||= []).push(box);
    };
    for (const box of made.boxes) put(box, depth.get(box.id) ?? 0);
    // A line that passes a layer keeps a place free there.
    const parts = [];
    for (const line of made.lines.filter((one) => !back.has(one))) {
      line.passes = [];
      const [low, high] = [depth.get(line.to) ?? 0, depth.get(line.from) ?? 0];
      let last = line.to;
      for (let layer = low + 1; layer < high; layer += 1) {
        const pass = { id: `${line.from} ${line.to} ${layer}`, pass: true, high: 6 };
        put(pass, layer);
        line.passes.unshift(pass);
        parts.push({ from: pass.id, to: last });
        last = pass.id;
      }
      parts.push({ from: line.from, to: last });
    }
    // Barycentres, down and up, a few times.
    const place = () => layers.forEach((layer) => layer.forEach((box, at) => (box.at = at)));
    place();
    const byId = new Map(layers.flat().map((box) => [box.id, box]));
    for (let round = 0; round < 6; round += 1) {
      for (const layer of round % 2 ? [...layers].reverse() : layers) {
        for (const box of layer) {
          const near = parts.filter((line) => (round % 2 ? line.to : line.from) === box.id).map((line) => byId.get(round % 2 ? line.from : line.to).at);
          box.want = near.length > 0 ? near.reduce((sum, one) => sum + one, 0) / near.length : box.at;
        }
        layer.sort((a, b) => a.want - b.want);
        layer.forEach((box, at) => (box.at = at));
      }
    }
    return { layers, back, byId };
  }

  function wrapped(text, most) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last.length + word.length + 1 > most && last !== "") lines.push(word);
      else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    }
    return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2].slice(0, most - 1)}…`] : lines;
  }

  function label(data, graph, box, statuses) {
    if (box.kind === "target") return { over: "", words: data.targets[box.target].name, under: statuses(box.target) };
    if (box.kind === "choice") {
      const gate = graph.gates[box.node];
      return { over: "", words: gate === "any" ? "any one of these" : `at least ${gate[1]}`, under: "" };
    }
    const stance = graph.stances[box.stance];
    const party = data.parties.find((one) => one.id === stance.party);
    const said = { no: "refuses", unknown: "not known", if: "yes, on a condition", supposed: "yes, supposed" }[box.reading];
    return { over: party ? party.name : stance.party, words: said, under: "" };
  }

  function draw(data, graph, goal, suppose, kind, statuses, show) {
    const shut = Engine.closed(graph, suppose);
    // A circle that only another, refused, way avoids is the answer too where the goal is called circular.
    const circle = kind === "circular" ? shut : Engine.stuck(graph, suppose);
    const made = boxes(data, graph, goal, suppose, shut);
    if (made.boxes.length > TOO_MANY) return tooLarge(goal, made.boxes.length);
    rings(made, circle);
    const { layers, back, byId } = layered(made);
    for (const box of made.boxes) {
      box.label = label(data, graph, box, statuses);
      box.lines = wrapped(box.label.words, 26);
      box.high = 14 + LINE * (box.lines.length + (box.label.over ? 1 : 0) + (box.label.under ? 1 : 0));
    }
    const upright = window.innerWidth < 720;
    const depth = layers.length - 1;
    const heights = layers.map((layer) => layer.reduce((sum, box) => sum + box.high + GAP.along, -GAP.along));
    const tallest = Math.max(...heights);
    const rowHigh = layers.map((layer) => Math.max(...layer.map((box) => box.high)));
    layers.forEach((layer, number) => {
      let along = upright ? 0 : (tallest - heights[number]) / 2;
      for (const box of layer) {
        if (upright) {
          box.x = along;
          box.y = rowHigh.slice(0, number).reduce((sum, high) => sum + high + GAP.across * 0.7, 0);
          along += WIDTH + GAP.along;
        } else {
          box.x = (depth - number) * (WIDTH + GAP.across);
          box.y = along;
          along += box.high + GAP.along;
        }
      }
    });
    const room = 46;
    const floor = Math.max(...layers.flat().map((box) => box.y + box.high));
    const wide = Math.max(...layers.flat().map((box) => box.x + WIDTH)) + room * 2;
    const high = floor + 12 + (upright ? room * 2 : 14 * (back.size + 1) + 8);
    const lanes = new Map([...back].map((line, at) => [line, floor + 18 + 14 * at]));
    const picture = element("svg:svg", { viewBox: `${-room} -8 ${wide} ${high}`, width: wide, height: high, style: `min-width:${Math.min(wide, upright ? 560 : 900)}px`, class: "way", role: "group", "aria-label": `The way to ${data.targets[goal].inside}` });
    picture.append(arrowheads());
    for (const line of made.lines) {
      line.key = `${byId.get(line.from).key} for ${byId.get(line.to).key}`;
      line.words = `${upper(nameOf(data, graph, byId.get(line.to)))} ${verb(data, byId.get(line.to), line.strict)} ${nameOf(data, graph, byId.get(line.from))}`;
      line.stance = byId.get(line.from).stance;
    }
    made.lines.forEach((line) => picture.append(drawLine(data, graph, line, byId, lanes.get(line), upright, show)));
    made.boxes.forEach((box) => picture.append(drawBox(data, graph, box, show)));
    const note = made.left > 0 ? element("p", { class: "note" }, `Not drawn: ${counted(made.left, "box that does not block it", "boxes that do not block it")}.`) : null;
    return { drawing: element("div", {}, element("div", { class: "wide" }, picture), note), lines: new Map(made.lines.map((line) => [line.key, line])) };
  }

  function arrowheads() {
    const head = (id) => element("svg:marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, element("svg:path", { d: "M0 0L8 4L0 8z", class: id }));
    return element("svg:defs", {}, ["head", "head-ring", "head-block"].map(head));
  }

  function drawLine(data, graph, line, byId, lane, upright, show) {
    const [from, to] = [byId.get(line.from), byId.get(line.to)];
    const blocks = from.kind === "stance" && from.reading === "no";
    const path = lane !== undefined ? around(from, to, lane, upright) : through([from, ...line.passes, to], upright);
    const kind = line.ring ? "ring" : blocks ? "block" : "need";
    const head = line.ring ? "head-ring" : blocks ? "head-block" : "head";
    const ask = () => show({ line: line.key });
    return element("svg:g", { class: `line ${kind}`, "data-key": `line ${line.key}`, tabindex: 0, role: "button", "aria-label": line.words, on: { click: ask, keydown: pressed(ask) } },
      element("svg:title", {}, line.words), element("svg:path", { d: path, class: "hit" }), element("svg:path", { d: path, class: "halo" }), element("svg:path", { d: path, class: "ink", "marker-end": `url(#${head})` }));
  }

  // Forward from layer to layer, by way of the places that are kept free.
  function through(stops, upright) {
    const at = (box, end) => (upright ? [box.x + WIDTH / 2, end ? box.y + box.high : box.y] : [end ? box.x : box.x + WIDTH, box.y + box.high / 2]);
    let path = `M${at(stops[0], false).join(" ")}`;
    for (let n = 1; n < stops.length; n += 1) {
      const [[x1, y1], [x2, y2]] = [at(stops[n - 1], false), at(stops[n], true)];
      path += upright ? `C${x1} ${(y1 + y2) / 2} ${x2} ${(y1 + y2) / 2} ${x2} ${y2}` : `C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
      if (stops[n].pass) path += `L${at(stops[n], false).join(" ")}`;
    }
    return path;
  }

  // Back round below everything, or beside it, for a line that closes a circle.
  function around(from, to, lane, upright) {
    const [y1, y2] = [from.y + from.high / 2, to.y + to.high / 2];
    if (upright) {
      const side = Math.max(from.x, to.x) + WIDTH + 30;
      return `M${from.x + WIDTH} ${y1}C${side} ${y1} ${side} ${y1} ${side} ${(y1 + y2) / 2}S${side} ${y2} ${to.x + WIDTH} ${y2}`;
    }
    const [right, left] = [from.x + WIDTH, to.x];
    return `M${right} ${y1}h10q8 0 8 8V${lane - 8}q0 8 -8 8H${left - 20}q-8 0 -8 -8V${y2 + 8}q0 -8 8 -8H${left}`;
  }

  function nameOf(data, graph, box) {
    if (box.kind === "target") return data.targets[box.target].inside;
    if (box.kind === "choice") return "one of several things";
    return `the yes of ${data.parties.find((party) => party.id === graph.stances[box.stance].party)?.inside ?? ""}`;
  }

  function verb(data, box, strict) {
    const plural = box.kind === "target" && data.targets[box.target].plural;
    return strict ? (plural ? "come only after" : "comes only after") : plural ? "need" : "needs";
  }

  function drawBox(data, graph, box, show) {
    const ask = () => show(box.kind === "stance" ? { stance: box.key } : box.kind === "target" ? { target: box.key } : { choice: box.key });
    const stance = box.kind === "stance" ? graph.stances[box.stance] : null;
    const hue = stance ? `--hue:${data.hue[stance.party]}` : null;
    const kind = box.kind === "target" ? data.targets[box.target].kind : box.reading || "choice";
    const radius = kind === "milestone" ? box.high / 2 : kind === "issue" ? 2 : 6;
    const spoken = [box.label.over, box.label.words, box.label.under].filter(Boolean).join(", ");
    const group = element("svg:g", { class: `box ${box.kind} ${kind} ${box.ring ? "ring" : ""} ${box.goal ? "goal" : ""} ${box.label.under}`, "data-key": `${box.kind} ${box.key}`, style: hue, tabindex: 0, role: "button", "aria-label": spoken, transform: `translate(${box.x} ${box.y})`, on: { click: ask, keydown: pressed(ask) } },
      element("svg:rect", { width: WIDTH, height: box.high, rx: radius }));
    let y = 7;
    const write = (text, style) => {
      y += LINE;
      group.append(element("svg:text", { x: WIDTH / 2, y: y - 3, class: style }, text));
    };
    if (box.label.over) write(box.label.over, "over");
    box.lines.forEach((text) => write(text, "words"));
    if (box.label.under) write(box.label.under, "under");
    return group;
  }

  const pressed = (ask) => (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      ask();
    }
  };

  return { draw };
})();
