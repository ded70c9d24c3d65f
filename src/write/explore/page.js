// The page: reads the data and the address, asks the engine, and draws. Everything is drawn anew on each change.
const start = (data) => {
  data.place = Object.fromEntries(data.parties.map((party, at) => [party.id, at < 6 ? at : 5]));
  const WORDS = { reached: "reached", closed: "closed", pending: "pending", met: "clear", open: "open", blocked: "blocked", unknown: "not worked out" };
  // How many things are told at a glance.
  const MOST_GOALS = 200;
  let shown = null;
  let lines = new Map();
  const at = (id) => document.getElementById(id);
  const graph = () => data.days[State.state.day];

  const cache = new Map();
  function statusOf(id, suppose, name) {
    const key = `${State.state.day} ${name} ${id}`;
    if (!cache.has(key)) {
      const known = graph().by_deadline[id];
      const status = Engine.status(graph(), id, suppose).status;
      // Of what a deadline bears on, the program's own answer stands, and none once something is supposed.
      const isPlain = name === "plain" || State.isPlain();
      cache.set(key, known === undefined || known === status ? status : isPlain && known ? known : "unknown");
    }
    return cache.get(key);
  }

  // What deadlines bring is not worked out here: without suppositions the program's own answer is told.
  function byDeadline(answer) {
    const known = graph().by_deadline[answer.goal];
    if (known === undefined || known === answer.status) return null;
    const target = data.targets[answer.goal];
    const stands = State.isPlain() && known ? ` As things are, ${target.inside} ${target.plural ? "are" : "is"} ${WORDS[known]}.` : "";
    return `This page does not work out what deadlines bring.${stands} Ask the program: impasse blocks ${answer.goal}.`;
  }

  function finding(answer) {
    const apart = byDeadline(answer);
    if (apart) return apart;
    const target = data.targets[answer.goal];
    const [is, waits] = target.plural ? ["are", "they wait"] : ["is", "it waits"];
    const name = upper(target.inside);
    if (answer.status === "closed") return `Closed: ${target.inside}. Nobody can still bring it about.`;
    if (answer.status === "pending") return `Pending: ${target.inside} ${target.plural ? "come" : "comes"} by ${target.plural ? "themselves" : "itself"}.`;
    if (answer.status === "reached") return `Reached: ${target.inside}.`;
    if (answer.status === "met") return `Nothing stands in the way of ${target.inside}${answer.packageOnly ? ", if several things are signed together" : ""}.`;
    if (answer.status === "open") {
      const least = `${answer.awaited.length === answer.least ? "" : "at least "}${counted(answer.least, "answer that is not known", "answers that are not known")}`;
      return `${name} ${is} open: no refusal blocks ${target.plural ? "them" : "it"}, and ${waits} for ${least}.`;
    }
    if (answer.knots.length > 1 && answer.openings.length > 1) {
      return `${name} ${is} blocked: ${counted(answer.knots.length, "knot", "separate knots")} hold ${target.plural ? "them" : "it"}, and ${answer.knots.length === 2 ? "both" : "all"} must be undone.`;
    }
    if (answer.kind === "circular") return `${name} ${is} blocked: the conditions wait for each other.`;
    if (!answer.whole) return `${name} ${is} blocked; what stands in the way is too much to work out on this page. Ask the program: impasse blocks ${answer.goal}.`;
    // A refused range is one refusal, however many numbers it has.
    const grants = answer.blockers.filter((change) => change.kind === "grant");
    const about = (change) => `${change.party} ${data.targets[change.target].cell ? change.target.split("/")[0] : change.target}`;
    const refusals = new Set(grants.filter((change) => !change.implied).map(about)).size;
    const demands = new Set(grants.filter((change) => change.implied).map(about)).size;
    const conditions = answer.blockers.length - grants.length;
    const parts = [refusals && counted(refusals, "refusal", "refusals"), demands && counted(demands, "demand", "demands"), conditions && counted(conditions, "condition", "conditions")].filter(Boolean);
    if (parts.length === 0) return `${name} ${is} blocked: nobody named in the model can lift what stands in the way.`;
    return `${name} ${is} blocked: ${joined(parts)} ${refusals + demands + conditions === 1 ? "stands" : "stand"} in the way.`;
  }

  // A knot by its number, and by the question that all of its moves answer, where they are about one.
  function knotName(knot, number) {
    const about = new Set(knot.map((one) => one.target.split("/")[0]));
    const target = about.size === 1 && data.targets[[...about][0]];
    return `Knot ${number + 1}${target ? `: ${target.inside}` : ""}`;
  }

  const list = (items) => (items.length > 0 ? element("ul", { class: "rows" }, items) : null);
  const cited = (cites) => (cites.length > 0 ? element("span", { class: "note" }, ` ${cites.join(", ")}`) : null);

  function drawAnswer(answer) {
    const parts = [];
    if (byDeadline(answer) || (answer.status === "blocked" && !answer.whole)) return at("answer").replaceChildren();
    if (answer.blockers.length > 0) {
      const refusal = (one) => element("li", {},
        element("span", {}, `${one.stands}${one.firmness ? ` (${one.firmness.replace("-", " ")})` : ""}.`), one.sole ? " Every way to open it needs this to change." : "", one.supposed ? element("span", { class: "note" }, " supposed") : cited(one.cites), Panel.change(data, graph(), one, "Suppose this is lifted"));
      parts.push(element("h2", {}, "What blocks it"));
      const several = answer.knots.length > 1 && answer.openings.length > 1;
      const groups = several ? answer.knots : [answer.blockers];
      groups.forEach((knot, number) => parts.push(several ? element("h3", {}, knotName(knot, number)) : null, list(knot.map(refusal))));
    }
    if (answer.openings.length > 0) {
      const shownSets = answer.openings.slice(0, 8);
      const all = answer.whole ? String(answer.openings.length) : `more than ${answer.openings.length}`;
      const title = answer.openings.length === 1 && answer.whole ? "The only smallest opening" : `The smallest openings: ${shownSets.length === answer.openings.length ? "all" : `the first ${shownSets.length} of`} ${all}`;
      parts.push(element("h2", {}, title), element("ol", { class: "rows" }, shownSets.map((set) => element("li", {}, `${set.map((one, at) => (at > 0 ? Panel.lower(data, one.words) : one.words)).join("; and ")}.`,
        element("button", { class: "suppose", on: { click: () => { set.forEach((one) => State.state.made.add(one.id)); State.set({}); } } }, "Suppose this")))));
      parts.push(element("p", { class: "note" }, "Each is smallest: leave one move out and the way stays closed. A way that is open still waits for the answers that are not known. None of this is advice, and nothing here says what is likely."));
    } else if (answer.status === "blocked") {
      parts.push(element("p", {}, "No change that the model lists would open it."));
    }
    if (answer.awaited.length > 0) {
      parts.push(element("h2", {}, "What it waits for"), list(answer.awaited.map((number) => element("li", {}, `${graph().stances[number].awaited}: ${graph().stances[number].spoken}.`, cited(graph().stances[number].cites), Panel.unknown(graph(), number)))));
    }
    if (!answer.whole) parts.push(element("p", { class: "note" }, "There are too many ways to list them all here; the program on the command line counts them."));
    at("answer").replaceChildren(...parts.filter(Boolean));
  }

  function drawSupposed(suppose) {
    const chip = (words, off) => element("button", { class: "chip", title: "Take this back", on: { click: off } }, words, " ✕");
    const day = graph();
    const chips = [];
    for (const id of State.state.made) {
      const change = day.changes.find((one) => one.id === id) || stanceChange(day, id);
      chips.push(chip(change ? change.words : `${id} (not on this day)`, () => State.toggle("made", id)));
    }
    for (const [name, word] of [["granted", "grant"], ["refused", "refusal"]]) {
      for (const key of State.state[name]) {
        const stance = day.stances.find((one) => State.key(one) === key && one.reading === "unknown");
        chips.push(chip(stance ? stance[word] : `${key} (not open on this day)`, () => State.toggle(name, key)));
      }
    }
    const strip = at("supposed");
    strip.hidden = chips.length === 0;
    strip.replaceChildren(element("b", {}, "Supposing:"), ...chips, element("button", { class: "chip all", on: { click: State.clear } }, "Take all back"));
  }

  function stanceChange(day, id) {
    const stance = day.stances.find((one) => Engine.stanceId(one) === id);
    return stance ? { id, words: stance.grant } : null;
  }

  function drawGoals(suppose) {
    const none = { made: new Set(), granted: new Set(), refused: new Set() };
    const goals = data.order.filter((id) => data.targets[id].kind !== "option" && id in graph().nodes);
    const left = goals.length - MOST_GOALS;
    const rows = goals.slice(0, MOST_GOALS).map((id) => {
      const [before, now] = [statusOf(id, none, "plain"), statusOf(id, suppose, "now")];
      const moved = before === now ? null : element("span", { class: "note" }, ` (${WORDS[before]} without what is supposed)`);
      return element("li", { class: id === State.state.goal ? "here" : "" }, element("button", { class: "plain", on: { click: () => State.set({ goal: id }) } }, data.targets[id].name), element("span", { class: `chip-status ${now}` }, WORDS[now]), moved);
    });
    if (left > 0) rows.push(element("li", { class: "note" }, `${left} more can be chosen above.`));
    at("goals").replaceChildren(...rows);
  }

  function drawPanel(suppose) {
    const panel = at("panel");
    panel.hidden = shown === null;
    if (shown === null) return;
    const close = element("button", { class: "close", "aria-label": "Close", on: { click: () => { shown = null; panel.hidden = true; } } }, "✕");
    const words = (id) => WORDS[statusOf(id, suppose, "now")];
    panel.replaceChildren(close, ...Panel.fill(data, graph(), shown, words, lines).filter(Boolean));
  }

  const show = (what) => {
    shown = what;
    drawPanel(State.suppose(graph()));
    at("panel").focus();
  };

  function drawControls() {
    const slider = at("day");
    slider.max = String(data.days.length - 1);
    slider.value = String(State.state.day);
    slider.setAttribute("aria-valuetext", graph().words);
    at("day-words").textContent = graph().words || "no dates in this model";
    at("dates").hidden = data.days.length < 2;
    at("left-out").textContent = data.days_left_out > 0 ? `${data.days_left_out} earlier days are left out.` : "";
    const choose = at("goal");
    choose.replaceChildren(...["milestone", "issue", "option"].map((kind) => element("optgroup", { label: `${upper(kind)}s` },
      data.order.filter((id) => data.targets[id].kind === kind && id in graph().nodes).map((id) => element("option", { value: id, selected: id === State.state.goal }, kind === "option" ? upper(data.targets[id].inside) : data.targets[id].name)))));
    choose.value = State.state.goal;
  }

  function draw() {
    cache.clear();
    if (!(State.state.goal in graph().nodes)) State.state.goal = data.order.find((id) => id in graph().nodes);
    State.write(data);
    const suppose = State.suppose(graph());
    drawControls();
    if (State.state.goal === undefined) {
      at("finding").textContent = "The model names nothing that could be asked about.";
      return;
    }
    const answer = Engine.blocks(graph(), State.state.goal, suppose);
    at("finding").textContent = finding(answer);
    document.body.dataset.status = answer.status;
    drawAnswer(answer);
    drawSupposed(suppose);
    drawGoals(suppose);
    const way = Way.draw(data, graph(), State.state.goal, suppose, answer.kind, (id) => WORDS[statusOf(id, suppose, "now")], show);
    lines = way.lines;
    at("way").replaceChildren(way.drawing);
    drawPanel(suppose);
    at("board").replaceChildren(Board.draw(data, graph(), show));
  }

  function look(fragment) {
    State.read(data, fragment);
    draw();
  }

  State.onChange(draw);
  at("day").addEventListener("input", (event) => State.set({ day: Number(event.target.value) }));
  at("goal").addEventListener("change", (event) => State.set({ goal: event.target.value }));
  at("share").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0] + State.address(data));
      at("share").textContent = "Link copied";
    } catch {
      at("share").textContent = "Copy the address of this page";
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown !== null) {
      shown = null;
      at("panel").hidden = true;
    }
  });
  window.addEventListener("hashchange", () => {
    if (location.hash === State.address(data)) return;
    look(location.hash);
  });
  look(location.hash);
  // For tests, and for readers who want the numbers: the answers behind the page.
  window.impasse = { data, look, blocks: (goal) => Engine.blocks(graph(), goal, State.suppose(graph())), state: State.state };
};

Data.read(start, () => {
  document.getElementById("finding").textContent = "This page is packed, and this browser is too old to unpack it: take one of 2023 or later, or ask the program.";
});
