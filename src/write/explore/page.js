// The page: reads the data and the address, asks the engine, and draws. The picture stays where it is while things are supposed.
const start = (data) => {
  const WORDS = { reached: "reached", closed: "closed", pending: "pending", met: "clear", open: "open", blocked: "blocked", unknown: "not worked out" };
  // Most ways that stand in lines over the picture; all can be chosen above.
  const MOST_LINES = 60;
  const NONE = { made: new Set(), granted: new Set(), refused: new Set() };
  let shown = null;
  let opener = null;
  let lines = new Map();
  const at = (id) => document.getElementById(id);
  const graph = () => data.days[State.state.day];
  data.hue = Object.fromEntries(data.parties.map((party, place) => [party.id, `var(--p${Math.min(place, 14) + 1})`]));

  // The picture of a goal on a day, where the page holds it.
  function numberOf(goal, day) {
    const days = data.pictures[goal];
    return days === undefined || days[day] === null || days[day] === undefined ? null : days[day];
  }
  const pictureOf = (goal, day) => {
    const number = numberOf(goal, day);
    return number === null ? null : data.drawn[number];
  };
  const isNarrow = () => window.innerWidth <= 720;

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
    if (answer.status === "open" && !answer.whole) return `${name} ${is} open: no refusal blocks ${target.plural ? "them" : "it"}, and ${waits} for answers that are not known; how few of them would do was not worked out here.`;
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

  // The milestones that have a picture on this day, the goal of the model first.
  function listed() {
    const all = data.order.filter((id) => data.targets[id].kind === "milestone" && numberOf(id, State.state.day) !== null);
    const first = all.includes(data.goal) ? [data.goal] : [];
    return [...first, ...all.filter((id) => id !== data.goal)].slice(0, MOST_LINES);
  }

  function drawGoals(suppose) {
    Goals.draw(at("goals"), listed(), (id) => pictureOf(id, State.state.day), State.state.day, { goal: () => State.state.goal, choose: (id) => State.set({ goal: id }), name: (id) => data.targets[id].name });
    const moved = (id) => {
      const [before, now] = [statusOf(id, NONE, "plain"), statusOf(id, suppose, "now")];
      return before === now ? "" : `${WORDS[now]}, was ${WORDS[before]}`;
    };
    Goals.fade(at("goals"), State.isPlain(), (goal, groups) => Engine.undone(graph(), goal, suppose, groups), moved);
  }

  // The picture with what is supposed, and what is newly in the way.
  function drawPicture(answer, suppose) {
    const picture = pictureOf(State.state.goal, State.state.day);
    Picture.draw(at("picture"), picture, numberOf(State.state.goal, State.state.day), isNarrow(), {
      show,
      label: `What blocks ${data.targets[State.state.goal].inside}`,
      name: (id) => (data.targets[id] ? data.targets[id].name : id),
      turn: (changes) => {
        const all = changes.every((one) => State.state.made.has(one));
        for (const one of changes) {
          if (all) State.state.made.delete(one);
          else State.state.made.add(one);
        }
        State.set({});
      },
    });
    const groups = picture ? picture.knots.map((knot) => knot.changes) : [];
    const gone = undone(answer, suppose, groups);
    const byChanges = new Map(groups.map((group, number) => [group.join(" | "), gone[number]]));
    Picture.fade(at("picture"), answer, (changes) => byChanges.get(changes.join(" | ")) === true, State.state);
    const known = new Set(groups.flat());
    const newly = picture && answer.whole ? answer.blockers.filter((one) => !known.has(one.id)) : [];
    at("newly").hidden = newly.length === 0;
    Roving.keeping(at("newly"), () => at("newly").replaceChildren(element("h2", {}, "Newly in the way"), list(newly.map((one) => element("li", {}, `${one.stands}.`, Panel.change(data, graph(), one, "Suppose this is lifted")))) || ""));
    document.body.classList.toggle("supposing", !State.isPlain());
    const day = graph().words ? `As of ${graph().words}. ` : "";
    at("hint").textContent = day + (picture === null ? `No picture of this day is held here. Ask the program: impasse${graph().day ? ` --as-of ${graph().day}` : ""} draw blocks ${State.state.goal}.` : picture.knots.length > 0 ? "Turn a key to suppose a move. Touch what lies on the way to read what is said." : "Touch what lies on the way to read what is said.");
    at("sum").textContent = picture && picture.ways && State.isPlain() ? `${picture.ways[0] ? `${picture.ways[0]} smallest ways. ` : ""}${picture.ways[1]}` : "";
    drawBeside(picture);
    drawDates(picture);
    return picture;
  }

  // The knots one by one: several consents that are told together are as many knots.
  function parts(picture) {
    return picture.knots.flatMap((knot) => (knot.count > 1 && knot.changes.length === knot.count ? knot.changes.map((change) => ({ name: knot.name, changes: [change] })) : [{ name: knot.name, changes: knot.changes }]));
  }

  // Whether each knot of the picture is undone: where every way is worked out, whether nothing of it is in any of them.
  function undone(answer, suppose, groups) {
    if (State.isPlain()) return groups.map(() => false);
    if (answer.status !== "blocked") return groups.map(() => true);
    if (!answer.whole || answer.openings.length === 0) return Engine.undone(graph(), State.state.goal, suppose, groups);
    const blocking = new Set(answer.blockers.map((one) => one.id));
    return groups.map((group) => !group.some((change) => blocking.has(change)));
  }

  function drawBeside(picture) {
    const notes = picture ? picture.notes.filter(Boolean) : [];
    const parts = notes.map((note) => element("p", {}, note));
    if (picture) parts.push(element("p", { class: "note" }, picture.sources));
    at("beside").replaceChildren(...(parts.length > 0 ? [element("h2", {}, "Beside the way"), ...parts] : []));
  }

  // The knots of this day with the day since which each has stood without a break: some move that undoes it undid one then.
  function drawDates(picture) {
    if (data.days.length < 2) return at("line").replaceChildren();
    const day = State.state.day;
    const all = picture ? parts(picture) : [];
    const knots = all.map((knot, number) => ({ name: all.length > 1 ? `Knot ${number + 1}` : upper(knot.name), ...since(knot, day) }));
    Roving.keeping(at("line"), () => Dates.draw(at("line"), data, day, knots, { show, day: (to) => State.set({ day: to }) }));
    Roving.refresh(at("line"), ".event");
  }

  function since(knot, day) {
    const own = new Set(knot.changes);
    let first = day;
    for (let earlier = day - 1; earlier >= 0; earlier -= 1) {
      const picture = pictureOf(State.state.goal, earlier);
      if (picture === null) return { since: first, isOpen: true };
      if (!picture.knots.some((one) => one.changes.some((change) => own.has(change)))) return { since: first, isOpen: false };
      first = earlier;
    }
    return { since: first, isOpen: true };
  }

  // What would follow if some moves were made, in a sentence.
  function would(ids) {
    const suppose = State.suppose(graph());
    const now = { ...suppose, made: new Set([...suppose.made, ...ids]) };
    const goal = State.state.goal;
    const target = data.targets[goal];
    const status = Engine.status(graph(), goal, now).status;
    const picture = pictureOf(goal, State.state.day);
    if (graph().by_deadline[goal] !== undefined) return "This page does not work out what deadlines bring.";
    const isAll = ids.every((id) => suppose.made.has(id));
    const lead = isAll ? "As supposed" : ids.every((id) => id.startsWith("waive ")) ? "If this condition were dropped" : "If this were no longer refused";
    if (status !== "blocked") return `${lead}, no refusal would block ${target.inside} any more${status === "open" ? "; it would still wait for answers that are not known" : ""}.`;
    const groups = picture ? parts(picture).map((knot) => knot.changes) : [];
    const gone = Engine.undone(graph(), goal, now, groups).filter(Boolean).length;
    if (groups.length < 2 || gone === 0) return `${lead}, ${target.inside} would still be blocked.`;
    return `${lead}, ${counted(gone, "knot would be", "knots would be")} undone, and ${counted(groups.length - gone, "would stay", "would stay")}.`;
  }

  function drawPanel(suppose) {
    const panel = at("panel");
    panel.hidden = shown === null;
    if (shown === null) return;
    const close = element("button", { class: "close", "aria-label": "Close", "data-focus": "close", on: { click: hide } }, "✕");
    const page = { answers: (id) => WORDS[statusOf(id, suppose, "now")], lines, would, missing, goTo };
    Roving.keeping(panel, () => panel.replaceChildren(close, ...Panel.fill(data, graph(), shown, page).filter(Boolean)));
  }

  // The answers that are awaited, as the picture tells them.
  function missing() {
    const picture = pictureOf(State.state.goal, State.state.day);
    const asked = new Set((picture?.silence?.topics || []).flatMap((topic) => topic.who.map((who) => `${who.id}:${topic.what}`)));
    return graph().stances.map((stance, number) => [stance, number]).filter(([stance]) => stance.reading === "unknown" && asked.has(State.key(stance))).map(([, number]) => number);
  }

  // The day of the page that tells of a date.
  function goTo(date) {
    const day = data.dates.findLastIndex((one) => one !== null && one <= date);
    State.set({ day: Math.max(day, 0) });
  }

  const show = (what) => {
    if (document.body.classList.contains("presenting")) return;
    if (shown === null) opener = document.activeElement;
    shown = what;
    drawPanel(State.suppose(graph()));
    at("panel").focus({ preventScroll: true });
  };

  function hide() {
    shown = null;
    at("panel").hidden = true;
    (opener && opener.isConnected && opener !== document.body ? opener : at("finding")).focus({ preventScroll: true });
    opener = null;
  }

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
    const picture = drawPicture(answer, suppose);
    at("finding").textContent = headline(answer, picture, suppose);
    document.body.dataset.status = answer.status;
    Roving.keeping(at("answer"), () => drawAnswer(answer));
    Roving.keeping(at("supposed"), () => drawSupposed(suppose));
    drawGoals(suppose);
    drawFolded(answer, suppose);
    drawPanel(suppose);
    refreshStops();
  }

  // The finding of the picture, or what is left of it under what is supposed.
  function headline(answer, picture, suppose) {
    if (byDeadline(answer) || picture === null) return finding(answer);
    if (State.isPlain()) return picture.title;
    const all = parts(picture);
    const groups = all.map((knot) => knot.changes);
    const left = undone(answer, suppose, groups).map((gone, number) => (gone ? null : all[number])).filter(Boolean);
    const known = new Set(groups.flat());
    const isKnown = answer.whole && answer.blockers.every((one) => known.has(one.id));
    if (answer.status !== "blocked" || !isKnown || left.length === 0) return `Supposing this: ${Panel.lower(data, finding(answer))}`;
    const inside = data.targets[State.state.goal].inside;
    const which = left.length === 1 && left[0].name !== inside && !inside.includes(left[0].name) ? `: ${left[0].name}` : "";
    return `Supposing this, ${counted(left.length, "knot still blocks", "knots still block")} ${inside}${which}`;
  }

  // What is folded away is drawn when it is opened, and kept true while it is open.
  function drawFolded(answer, suppose) {
    if (at("all-boxes").open) {
      const way = Way.draw(data, graph(), State.state.goal, suppose, answer.kind, (id) => WORDS[statusOf(id, suppose, "now")], show);
      lines = way.lines;
      Roving.keeping(at("way"), () => at("way").replaceChildren(way.drawing));
    }
    if (at("all-said").open) Roving.keeping(at("board"), () => at("board").replaceChildren(Board.draw(data, graph(), show)));
  }

  const STOPS = [["goals", "button"], ["picture", ".mark, .turn, .disc"], ["line", ".event"], ["board", "button"], ["way", ".box, .line"], ["supposed", "button"], ["answer", "button"]];
  const refreshStops = () => STOPS.forEach(([id, selector]) => Roving.refresh(at(id), selector));

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
    setTimeout(() => (at("share").textContent = "Copy link"), 2500);
  });
  STOPS.forEach(([id, selector]) => Roving.over(at(id), selector));
  for (const id of ["all-boxes", "all-said"]) at(id).addEventListener("toggle", () => at(id).open && draw());
  Search.start(at("find"), at("found"), data, graph, { show });
  let wasNarrow = isNarrow();
  window.addEventListener("resize", () => {
    if (isNarrow() !== wasNarrow) {
      wasNarrow = isNarrow();
      draw();
    }
  });

  // One finding a screen: arrows go from one milestone to the next.
  function present(isOn) {
    document.body.classList.toggle("presenting", isOn);
    at("present").setAttribute("aria-pressed", String(isOn));
    at("present").textContent = isOn ? "End" : "Present";
    if (isOn) {
      hide();
      at("finding").focus({ preventScroll: true });
    }
  }
  window.addEventListener("beforeprint", () => (at("all-words").open = true));
  at("present").addEventListener("click", () => present(!document.body.classList.contains("presenting")));
  document.addEventListener("keydown", (event) => {
    const isPresenting = document.body.classList.contains("presenting");
    if (event.key === "Escape" && shown !== null) return hide();
    if (event.key === "Escape" && isPresenting) return present(false);
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!isPresenting || !step || event.defaultPrevented) return;
    const all = listed();
    const next = all[(all.indexOf(State.state.goal) + step + all.length) % all.length];
    if (next) State.set({ goal: next });
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
