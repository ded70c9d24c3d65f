// What stands behind a box, a line or a cell: the sentences, who said them, and what can be supposed of it.
const Panel = (() => {
  // So many moves of one mark are told each by itself.
  const MOST_TOLD = 6;

  // A day knows the sentences of its own sources only; the last day of the page knows all.
  const isKnown = (data, graph) => (cite) => {
    const source = data.sources[cite.split(" ")[0]];
    return graph === data.days[data.days.length - 1] || !source || !source.day || source.day <= graph.day;
  };

  function sentences(data, cites) {
    if (cites.length === 0) return element("p", { class: "note" }, "No sentence is cited for this.");
    return element("ul", { class: "cites" }, cites.map((cite) => {
      const source = data.sources[cite.split(" ")[0]];
      const about = source ? [source.title, source.publisher === "unknown" ? "publisher unknown" : source.publisher, source.date].filter(Boolean).join(", ") : "";
      return element("li", {}, element("b", {}, cite), ` ${data.sentences[cite] || ""}`, element("span", { class: "note" }, about));
    }));
  }

  function position(data, graph, number) {
    const one = data.positions[number];
    const whose = { own: "In the party’s own words", reported: "Reported by the source", attributed: "Said of it by another; counted as nobody’s position" }[one.voice];
    const facts = [whose, one.speaker ? `speaker: ${one.speaker}` : null, one.firmness ? one.firmness.replace("-", " ") : null].filter(Boolean);
    return element("article", {}, element("p", { class: one.voice }, one.words), element("p", { class: "note" }, `${facts.join("; ")}.`), one.note ? element("p", { class: "note" }, one.note) : null, sentences(data, one.cites.filter(isKnown(data, graph))));
  }

  function change(data, graph, one, short) {
    const on = State.state.made.has(one.id);
    const full = on ? `No longer suppose that ${lower(data, one.words)}` : `Suppose that ${lower(data, one.words)}`;
    return element("button", { class: "suppose", "aria-pressed": on, "aria-label": full, on: { click: () => State.toggle("made", one.id) } }, short || full);
  }

  const lower = (data, text) => (/^The /.test(text) ? `the ${text.slice(4)}` : text);

  function unknown(graph, number) {
    const stance = graph.stances[number];
    const key = State.key(stance);
    const button = (name, label) => element("button", { class: "suppose", "aria-pressed": State.state[name].has(key), on: { click: () => State.toggle(name, key) } }, label);
    return element("div", { class: "pair" }, button("granted", "Suppose a yes"), button("refused", "Suppose a no"));
  }

  function stance(data, graph, number) {
    const one = graph.stances[number];
    const parts = [element("h3", {}, one.awaited)];
    const reading = { yes: "It has said yes.", if: "It says yes on a condition.", no: "It refuses.", counted: "Its members decide by their votes.", unknown: "Its answer is not known. That is neither a yes nor a no." }[one.reading];
    parts.push(element("p", {}, reading));
    if (one.reading === "unknown") parts.push(element("p", {}, `${upper(one.spoken)}.`), sentences(data, one.cites));
    parts.push(...one.positions.map((at) => position(data, graph, at)));
    if (one.reading === "unknown") parts.push(unknown(graph, number));
    parts.push(...graph.changes.filter((c) => c.party === one.party && c.target === one.target).map((c) => change(data, graph, c)));
    return parts;
  }

  function target(data, graph, id, answers) {
    const one = data.targets[id];
    const parts = [element("h3", {}, one.name), one.question ? element("p", {}, one.question) : null, element("p", {}, `It is ${answers(id)} on this day.`)];
    parts.push(element("button", { class: "suppose", on: { click: () => State.set({ goal: id }) } }, `Ask what blocks ${one.inside}`));
    const about = graph.in_force.filter((number) => data.positions[number].row === id.split("/")[0]);
    parts.push(...about.map((number) => position(data, graph, number)));
    const cites = graph.record[id] || [];
    if (cites.length > 0) parts.push(element("h4", {}, "On record"), sentences(data, cites));
    return parts;
  }

  function line(data, graph, asked) {
    const parts = [element("h3", {}, `${asked.words}.`)];
    for (const node of asked.said) {
      const said = graph.conditions[node];
      const party = data.parties.find((one) => one.id === said.by);
      if (party) parts.push(element("p", {}, `A condition of ${party.inside}.`));
      if (said.note) parts.push(element("p", { class: "note" }, said.note));
      parts.push(sentences(data, said.cites));
      parts.push(...graph.changes.filter((c) => c.kind === "waive" && c.target === said.of && c.party === said.by).map((c) => change(data, graph, c)));
    }
    if (asked.stance !== undefined) parts.push(...stance(data, graph, asked.stance));
    if (asked.said.length === 0 && asked.stance === undefined) parts.push(element("p", {}, "This lies in the nature of the thing, as the model has it: nobody imposes it."));
    return parts;
  }

  // A refusal or a condition of the picture: who says so and where, and what would follow if it were dropped.
  function changes(data, graph, what, would) {
    const all = what.changes.map((id) => graph.changes.find((one) => one.id === id)).filter(Boolean);
    if (all.length === 0) return [element("h3", {}, what.told || "A move"), absent("Not in the way on this day.")];
    const parts = [];
    for (const one of all.slice(0, MOST_TOLD)) {
      parts.push(element("h3", {}, one.stands), element("p", { class: "note" }, `${one.kind === "waive" ? "A condition" : one.implied ? "A demand that refuses this" : "A refusal"}${one.firmness ? `, ${one.firmness.replace("-", " ")}` : ""}.`));
      const numbers = new Set(graph.stances.filter((stance) => stance.party === one.party && stance.target === one.target).flatMap((stance) => stance.positions));
      const said = conditionsOf(graph, one);
      parts.push(...[...numbers].map((number) => position(data, graph, number)));
      parts.push(...said.map((condition) => element("article", {}, element("p", {}, `${upper(condition.words)}.`), condition.note ? element("p", { class: "note" }, condition.note) : null, sentences(data, condition.cites))));
      if (numbers.size === 0 && said.length === 0) parts.push(sentences(data, one.cites));
    }
    if (all.length > MOST_TOLD) parts.push(element("p", { class: "note" }, `${all.length - MOST_TOLD} more that stand for the same.`));
    parts.push(element("div", { class: "would" }, element("p", {}, would(all.map((one) => one.id))), ...all.slice(0, MOST_TOLD).map((one) => change(data, graph, one))));
    return parts;
  }

  // The conditions that a move would drop: of several on the same thing, those with its sentences.
  function conditionsOf(graph, one) {
    const all = Object.values(graph.conditions).filter((condition) => one.kind === "waive" && condition.of === one.target && condition.by === one.party);
    const own = all.filter((condition) => condition.cites.length > 0 && condition.cites.length === one.cites.length && condition.cites.every((cite) => one.cites.includes(cite)));
    return own.length > 0 ? own : all;
  }

  function party(data, graph, id) {
    const one = data.parties.find((own) => own.id === id);
    const said = graph.in_force.filter((number) => data.positions[number].party === id);
    const open = graph.stances.map((stance, number) => [stance, number]).filter(([stance]) => stance.party === id && stance.reading === "unknown");
    return [element("h3", {}, one.name), ...said.map((number) => position(data, graph, number)), open.length > 0 ? element("h4", {}, "Not known") : null, ...open.map(([stance, number]) => element("article", {}, element("p", {}, `${upper(stance.awaited)}: ${stance.spoken}.`), unknown(graph, number)))];
  }

  function events(data, numbers, goTo) {
    const first = data.line.events[numbers[0]];
    const told = numbers.map((number) => data.line.events[number]).map((one) => element("article", {}, element("p", {}, one.text), sentences(data, one.cites)));
    return [element("h3", {}, first.words), element("button", { class: "suppose", on: { click: () => goTo(first.day) } }, "Go to this day"), ...told];
  }

  function silence(data, graph, numbers) {
    return [element("h3", {}, "What is not known"), element("p", {}, "That is neither a yes nor a no."), ...numbers.map((number) => element("article", {}, element("p", {}, `${upper(graph.stances[number].awaited)}: ${graph.stances[number].spoken}.`), sentences(data, graph.stances[number].cites), unknown(graph, number)))];
  }

  // `what` names a thing by what it is on every day; a day on which there is no such thing says so.
  function fill(data, graph, what, page) {
    const { answers, lines } = page;
    if (what.changes !== undefined) return changes(data, graph, what, page.would);
    if (what.party !== undefined) return party(data, graph, what.party);
    if (what.events !== undefined) return events(data, what.events, page.goTo);
    if (what.silence !== undefined) return silence(data, graph, page.missing());
    if (what.position !== undefined) {
      const said = [position(data, graph, what.position), ...stancesOf(data, graph, what.position)];
      return graph.in_force.includes(what.position) ? said : [absent("Not in force on this day."), ...said];
    }
    if (what.stance !== undefined) {
      const number = graph.stances.findIndex((one) => State.key(one) === what.stance);
      return number < 0 ? [absent("Nothing asks for this answer on this day.")] : stance(data, graph, number);
    }
    if (what.target !== undefined) {
      return what.target in graph.nodes ? target(data, graph, what.target, answers) : [element("h3", {}, data.targets[what.target].name), absent("Not known on this day.")];
    }
    if (what.line !== undefined) {
      const drawn = lines.get(what.line);
      return drawn ? line(data, graph, drawn) : [absent("Nothing is drawn here on this day: what you asked about does not hold then, or is not on the way to this goal.")];
    }
    return [element("p", {}, "A choice: it holds where enough of what leads to it holds.")];
  }

  const absent = (words) => element("p", { class: "absent" }, words);

  // What can be supposed of the answers that rest on a position.
  function stancesOf(data, graph, number) {
    const ids = new Set(graph.stances.filter((one) => one.positions.includes(number)).map((one) => `${one.party} ${one.target}`));
    return graph.changes.filter((c) => ids.has(`${c.party} ${c.target}`)).map((c) => change(data, graph, c));
  }

  return { fill, change, unknown, lower };
})();
