// What stands behind a box, a line or a cell: the sentences, who said them, and what can be supposed of it.
const Panel = (() => {
  function sentences(data, cites) {
    if (cites.length === 0) return element("p", { class: "note" }, "No sentence is cited for this.");
    return element("ul", { class: "cites" }, cites.map((cite) => {
      const source = data.sources[cite.split(" ")[0]];
      const about = source ? [source.title, source.publisher === "unknown" ? "publisher unknown" : source.publisher, source.date].filter(Boolean).join(", ") : "";
      return element("li", {}, element("b", {}, cite), ` ${data.sentences[cite] || ""}`, element("span", { class: "note" }, about));
    }));
  }

  function position(data, number) {
    const one = data.positions[number];
    const whose = { own: "In the party’s own words", reported: "Reported by the source", attributed: "Said of it by another; counted as nobody’s position" }[one.voice];
    const facts = [whose, one.speaker ? `speaker: ${one.speaker}` : null, one.firmness ? one.firmness.replace("-", " ") : null].filter(Boolean);
    return element("article", {}, element("p", { class: one.voice }, one.words), element("p", { class: "note" }, `${facts.join("; ")}.`), one.note ? element("p", { class: "note" }, one.note) : null, sentences(data, one.cites));
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
    const reading = { yes: "It has said yes.", if: "It says yes on a condition.", no: "It refuses.", unknown: "Its answer is not known. That is neither a yes nor a no." }[one.reading];
    parts.push(element("p", {}, reading));
    parts.push(...one.positions.map((at) => position(data, at)));
    if (one.reading === "unknown") parts.push(unknown(graph, number));
    parts.push(...graph.changes.filter((c) => c.party === one.party && c.target === one.target).map((c) => change(data, graph, c)));
    return parts;
  }

  function target(data, graph, id, answers) {
    const one = data.targets[id];
    const parts = [element("h3", {}, one.name), one.question ? element("p", {}, one.question) : null, element("p", {}, `It is ${answers(id)} on this day.`)];
    parts.push(element("button", { class: "suppose", on: { click: () => State.set({ goal: id }) } }, `Ask what blocks ${one.inside}`));
    const about = graph.in_force.filter((number) => data.positions[number].row === id.split("/")[0]);
    parts.push(...about.map((number) => position(data, number)));
    if (one.cites.length > 0) parts.push(element("h4", {}, "On record"), sentences(data, one.cites));
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
    if (asked.from.kind === "stance") parts.push(...stance(data, graph, asked.from.stance));
    if (asked.said.length === 0 && asked.from.kind !== "stance") parts.push(element("p", {}, "This lies in the nature of the thing, as the model has it: nobody imposes it."));
    return parts;
  }

  function fill(data, graph, what, answers) {
    if (what.position !== undefined) return [position(data, what.position), ...stancesOf(data, graph, what.position)];
    if (what.stance !== undefined) return stance(data, graph, what.stance);
    if (what.target !== undefined) return target(data, graph, what.target, answers);
    if (what.line !== undefined) return line(data, graph, what.line);
    return [element("p", {}, "A choice: it holds where enough of what leads to it holds.")];
  }

  // What can be supposed of the answers that rest on a position.
  function stancesOf(data, graph, number) {
    const ids = new Set(graph.stances.filter((one) => one.positions.includes(number)).map((one) => `${one.party} ${one.target}`));
    return graph.changes.filter((c) => ids.has(`${c.party} ${c.target}`)).map((c) => change(data, graph, c));
  }

  return { fill, change, unknown, lower };
})();
