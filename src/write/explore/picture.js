// The picture: strips of marks that the program has placed, and under each the words with the keys that can be turned. What is
// supposed takes nothing away: it fades, and comes back.
const Picture = (() => {
  const parser = new DOMParser();
  let shown = null;

  function svg(text, label) {
    const made = document.importNode(parser.parseFromString(text, "image/svg+xml").documentElement, true);
    if (label) {
      made.setAttribute("role", "group");
      made.setAttribute("aria-label", label);
    } else {
      made.setAttribute("aria-hidden", "true");
    }
    return made;
  }

  const changesOf = (mark) => (mark.dataset.what || "").split(" | ").filter((what) => /^(grant|waive) /.test(what));
  const toldOf = (mark) => mark.querySelector(":scope > title")?.textContent || "";

  // What a mark stands for, as the panel takes it.
  function asked(mark) {
    const changes = changesOf(mark);
    if (changes.length > 0) return { changes, told: toldOf(mark) };
    const what = mark.dataset.what;
    if (mark.dataset.mark === "void") return { silence: true };
    return what ? { target: what.split(" | ")[0] } : null;
  }

  const MARKS = "g[data-mark=bar], g[data-mark=hook], g[data-mark=fence], g[data-mark=station], g[data-mark=goal], g[data-mark=void]";

  function strip(told, picture, place, page) {
    const made = svg(told.svg, page.label);
    made.classList.add("strip");
    for (const mark of made.querySelectorAll(MARKS)) {
      const what = asked(mark);
      if (what === null || mark.querySelector(MARKS)) continue;
      mark.classList.add("mark");
      mark.setAttribute("role", "button");
      mark.dataset.focus = `mark ${mark.dataset.mark} ${mark.dataset.what || ""}`;
      mark.setAttribute("aria-label", toldOf(mark) || (what.silence ? picture.silence?.count : page.name(what.target)) || "");
      mark.addEventListener("click", () => page.show(what));
      mark.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          page.show(what);
        }
      });
    }
    return made;
  }

  // A move with its keys: a button that supposes it, and under it the choices that go with it.
  function line(one, page) {
    const words = one.lead && one.words.startsWith(one.lead) ? [element("b", {}, one.lead), one.words.slice(one.lead.length)] : [one.words];
    const refs = one.refs ? element("sup", {}, one.refs) : null;
    const text = element("span", { class: "words" }, words, refs);
    const inside = one.inside.length > 0 ? element("ul", {}, one.inside.map((inner) => line(inner, page))) : null;
    if (one.changes.length === 0) return element("li", {}, element("p", { class: "with" }, text), inside);
    const keys = element("span", { class: "keys" }, one.keys.map((key) => svg(key)));
    const button = element("button", { class: "turn", "data-focus": `key ${one.changes.join(" | ")}`, on: { click: () => page.turn(one.changes) } }, keys, text);
    button.changes = one.changes;
    return element("li", {}, button, inside);
  }

  function knotColumn(knot, stations, page) {
    const name = knot.number ? `${knot.number}: ${knot.name}` : upper(knot.name);
    const head = element("h2", {}, name, knot.takes ? element("i", {}, `undone by ${knot.takes}`) : null);
    const ring = stations.length > 0 ? element("p", { class: "note" }, stations.join("; ")) : null;
    const left = knot.left > 0 ? element("p", { class: "note" }, `${knot.left} more: every way is told below.`) : null;
    const column = element("section", { class: "knot" }, head, ring, element("ul", { class: "turns" }, knot.keys.map((one) => line(one, page))), left);
    column.changes = knot.changes;
    return column;
  }

  function silenceColumn(silence, page) {
    const topics = silence.topics.map((topic) => {
      const discs = topic.who.map((who) => {
        const button = element("button", { class: "disc", title: who.name, "aria-label": `${who.name}, ${topic.label}`, "data-focus": `silence ${who.id}:${topic.what}`, on: { click: () => page.show({ stance: `${who.id}:${topic.what}` }) } }, svg(who.disc));
        button.stance = `${who.id}:${topic.what}`;
        return button;
      });
      return element("li", {}, element("span", {}, topic.label, topic.state ? element("i", {}, `: ${topic.state}`) : null), element("span", { class: "discs" }, discs));
    });
    return element("section", { class: "silence", id: "silence" }, element("h2", {}, upper(silence.count), element("i", {}, silence.about)), element("ul", {}, topics));
  }

  // Columns stand under their marks.
  function columns(told, made) {
    let reached = 0;
    const parts = [];
    told.columns.slice(0, made.length).forEach(([from, wide]) => {
      parts.push(`${Math.max(from - reached, 0.001)}fr`, `${wide}fr`);
      reached = from + wide;
    });
    made.forEach((one, at) => one.style.setProperty("grid-column", String(2 * at + 2)));
    return element("div", { class: "columns", style: `--columns:${parts.join(" ")} ${Math.max(1 - reached, 0.001)}fr` }, made);
  }

  function build(picture, isNarrow, page) {
    let first = 0;
    const strips = isNarrow ? picture.narrow : picture.wide;
    return strips.flatMap((told, at) => {
      const number = told.stations.length;
      const knots = picture.knots.slice(first, first + number).map((knot, place) => knotColumn(knot, told.stations[place], page));
      first += number;
      if (told.end && picture.silence) knots.push(silenceColumn(picture.silence, page));
      return [strip(told, picture, at, page), columns(told, knots)];
    });
  }

  // Draws a picture where another one stands, and else only what is supposed.
  function draw(place, picture, key, isNarrow, page) {
    const name = `${key} ${isNarrow}`;
    if (shown === name) return;
    shown = name;
    place.replaceChildren(...(picture ? build(picture, isNarrow, page) : []));
  }

  // What no longer blocks fades: knots that are undone with all that they are made of, and of the others what is supposed.
  function fade(place, answer, isUndone, state) {
    const blocking = new Set(answer.blockers.map((one) => one.id));
    const stands = (changes) => changes.some((change) => (answer.whole ? blocking.has(change) : !state.made.has(change)));
    for (const knot of place.querySelectorAll("g[data-mark=knot]")) knot.classList.toggle("gone", isUndone(changesOf(knot)));
    for (const mark of place.querySelectorAll("g[data-mark=bar], g[data-mark=hook]")) {
      const changes = changesOf(mark);
      mark.classList.toggle("gone", changes.length > 0 && !stands(changes));
    }
    for (const column of place.querySelectorAll(".knot")) column.classList.toggle("undone", isUndone(column.changes));
    for (const button of place.querySelectorAll(".turn")) {
      const isTurned = button.changes.every((change) => state.made.has(change));
      button.setAttribute("aria-pressed", String(isTurned));
    }
    for (const disc of place.querySelectorAll(".disc")) {
      disc.classList.toggle("yes", state.granted.has(disc.stance));
      disc.classList.toggle("no", state.refused.has(disc.stance));
      disc.dataset.supposed = state.refused.has(disc.stance) ? "no" : state.granted.has(disc.stance) ? "yes" : "";
    }
  }

  return { draw, fade, svg, changesOf };
})();
