// The board: what each party says on each thing, a table that a phone shows as cards.
const Board = (() => {
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
    const speaking = new Set([...found.values()].flatMap((row) => [...row.keys()]));
    const parties = data.parties.filter((party) => speaking.has(party.id));
    if (parties.length === 0) return element("p", {}, "No position is on record on this day.");
    const order = Object.keys(data.targets).filter((id) => found.has(id));
    order.sort((a, b) => data.order.indexOf(a) - data.order.indexOf(b));
    const head = element("tr", {}, element("th", { scope: "col" }, "On"), parties.map((party) => element("th", { scope: "col", class: `party p${data.place[party.id]}` }, party.name)));
    const body = order.map((id) => {
      const row = found.get(id);
      const cells = parties.map((party) => {
        const numbers = row.get(party.id) || [];
        const silent = graph.stances.find((s) => s.party === party.id && s.target.split("/")[0] === id && s.reading === "unknown");
        const said = numbers.map((number) => button(data, graph, number, show));
        if (said.length === 0 && silent) said.push(element("button", { class: "say silent", "data-key": `stance ${State.key(silent)}`, on: { click: () => show({ stance: State.key(silent) }) } }, silent.spoken));
        return element("td", { "data-party": party.name }, said);
      });
      return element("tr", {}, element("th", { scope: "row" }, element("button", { class: "plain", on: { click: () => show({ target: id }) } }, data.targets[id].name)), cells);
    });
    return element("div", { class: "wide" }, element("table", { class: "board" }, element("thead", {}, head), element("tbody", {}, body)));
  }

  function button(data, graph, number, show) {
    const position = data.positions[number];
    const over = graph.over.includes(number);
    const kind = position.firmness === "red-line" ? "red-line" : position.says;
    return element("button", { class: `say p${data.place[position.party]} ${kind} ${position.voice}`, "data-key": `position ${number}`, title: position.words, on: { click: () => show({ position: number }) } }, over ? `${position.short} (over)` : position.short);
  }

  return { draw };
})();
