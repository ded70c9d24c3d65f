// The board: what each party says on each thing, a table that a phone shows as cards.
const Board = (() => {
  // How many rows are drawn until more are asked for.
  const STEP = 60;
  let most = STEP;

  function rows(data, graph) {
    const found = new Map();
    for (const number of graph.in_force) {
      const position = data.positions[number];
      if (!found.has(position.row)) found.set(position.row, new Map());
      const row = found.get(position.row);
      row.set(position.party, [...(row.get(position.party) || []), number]);
    }
    for (const stance of graph.stances) {
      const row = stance.target.split("/")[0];
      if (stance.reading === "unknown" && !found.has(row)) found.set(row, new Map());
    }
    return found;
  }

  function draw(data, graph, show) {
    const found = rows(data, graph);
    const all = data.order.filter((id) => found.has(id));
    const order = all.slice(0, most);
    const silences = unspoken(graph);
    const speaking = new Set(order.flatMap((id) => [...found.get(id).keys()]));
    const parties = data.parties.filter((party) => speaking.has(party.id));
    if (parties.length === 0) return element("p", {}, "No position is on record on this day.");
    const head = element("tr", {}, element("th", { scope: "col" }, "On"), parties.map((party) => element("th", { scope: "col", class: "party", style: `--hue:${data.hue[party.id]}` }, party.name)));
    const body = order.map((id) => {
      const row = found.get(id);
      const cells = parties.map((party) => {
        const numbers = row.get(party.id) || [];
        const silent = silences.get(`${party.id} ${id}`);
        const said = numbers.map((number) => button(data, graph, number, show));
        if (said.length === 0 && silent) said.push(element("button", { class: "say silent", "data-key": `stance ${State.key(silent)}`, on: { click: () => show({ stance: State.key(silent) }) } }, silent.spoken));
        return element("td", { "data-party": party.name }, said);
      });
      return element("tr", {}, element("th", { scope: "row" }, element("button", { class: "plain", on: { click: () => show({ target: id }) } }, data.targets[id].name)), cells);
    });
    const table = element("div", { class: "wide" }, element("table", { class: "board" }, element("thead", {}, head), element("tbody", {}, body)));
    return element("div", {}, table, rest(data, graph, all.length, show));
  }

  // The first answer that is not known, of each party in each row.
  function unspoken(graph) {
    const found = new Map();
    for (const stance of graph.stances) {
      const key = `${stance.party} ${stance.target.split("/")[0]}`;
      if (stance.reading === "unknown" && !found.has(key)) found.set(key, stance);
    }
    return found;
  }

  // How many rows are not drawn yet, and a way to have them drawn.
  function rest(data, graph, all, show) {
    if (all <= most) return null;
    const more = (event) => {
      most += STEP;
      event.target.closest("#board").replaceChildren(draw(data, graph, show));
    };
    return element("p", { class: "note" }, `The first ${most} rows of ${all} are drawn. `, element("button", { class: "suppose more", on: { click: more } }, "Draw more"));
  }

  function button(data, graph, number, show) {
    const position = data.positions[number];
    const over = graph.over.includes(number);
    const kind = position.firmness === "red-line" ? "red-line" : position.says;
    return element("button", { class: `say ${kind} ${position.voice}`, style: `--hue:${data.hue[position.party]}`, "data-key": `position ${number}`, title: position.words, on: { click: () => show({ position: number }) } }, over ? `${position.short} (over)` : position.short);
  }

  return { draw };
})();
