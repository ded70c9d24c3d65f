// Finds parties, questions, milestones and words, and shows what is found in the panel.
const Search = (() => {
  const MOST = 12;

  function found(data, graph, text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (...texts) => {
      const all = texts.filter(Boolean).join(" ").toLowerCase();
      return words.every((word) => all.includes(word));
    };
    const targets = data.order.filter((id) => id in graph.nodes && has(data.targets[id].name, data.targets[id].inside)).map((id) => ({ kind: data.targets[id].kind, words: data.targets[id].kind === "option" ? upper(data.targets[id].inside) : data.targets[id].name, what: { target: id } }));
    const parties = data.parties.filter((party) => has(party.name)).map((party) => ({ kind: "party", words: party.name, what: { party: party.id } }));
    const said = graph.in_force.filter((number) => has(data.positions[number].words, ...data.positions[number].cites.map((cite) => data.sentences[cite]))).map((number) => ({ kind: "said", words: data.positions[number].words, what: { position: number } }));
    const events = data.line.events.map((event, number) => ({ kind: "event", words: `${event.words}: ${event.text}`, what: { events: [number] } })).filter((event) => has(event.words));
    const rank = { milestone: 1, issue: 1, option: 2 };
    targets.sort((a, b) => rank[a.kind] - rank[b.kind]);
    return [...parties, ...targets, ...said, ...events];
  }

  function start(input, place, data, graph, page) {
    const draw = () => {
      const text = input.value.trim();
      const all = text ? found(data, graph(), text) : [];
      place.hidden = !text;
      const rows = all.slice(0, MOST).map((one) => element("li", {}, element("button", { class: "found", on: { click: () => choose(one) } }, element("i", {}, one.kind), ` ${one.words}`)));
      const more = all.length > MOST ? element("li", { class: "note" }, `${all.length - MOST} more: say more words.`) : null;
      place.replaceChildren(...(text && all.length === 0 ? [element("li", { class: "note" }, "Nothing here says that on this day.")] : rows), ...(more ? [more] : []));
    };
    const choose = (one) => {
      place.hidden = true;
      page.show(one.what);
    };
    input.addEventListener("input", draw);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") place.querySelector("button")?.focus();
      if (event.key === "Enter") place.querySelector("button")?.click();
      if (event.key === "Escape") {
        input.value = "";
        draw();
      }
    });
    place.addEventListener("keydown", (event) => {
      const all = [...place.querySelectorAll("button")];
      const at = all.indexOf(document.activeElement);
      if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
      if (event.key === "ArrowUp") (at <= 0 ? input : all[at - 1]).focus();
      if (event.key === "Escape") {
        place.hidden = true;
        input.focus();
      }
    });
    place.parentElement.addEventListener("focusout", (event) => {
      if (!place.parentElement.contains(event.relatedTarget)) place.hidden = true;
    });
    document.addEventListener("click", (event) => {
      if (!place.contains(event.target) && event.target !== input) place.hidden = true;
    });
  }

  return { start };
})();
