// The line of days: events on it, the day that is looked at, and since when each knot has stood. The days of the page are where
// something changes; between two of them all is as on the first.
const Dates = (() => {
  const percent = (share) => `${(share * 100).toFixed(3)}%`;

  function draw(place, data, at, knots, page) {
    const line = data.line;
    const byPlace = new Map();
    line.events.forEach((event, number) => byPlace.set(event.at, [...(byPlace.get(event.at) || []), number]));
    const marks = [...byPlace].map(([share, numbers]) => {
      const told = numbers.map((number) => line.events[number]);
      const words = `${told[0].words}: ${told.map((event) => event.text).join(" ")}`;
      const button = element("button", { class: "event", style: `left:${percent(share)}`, title: words, "aria-label": words, "data-focus": `event ${numbers[0]}`, on: { click: () => page.show({ events: numbers }) } });
      button.classList.toggle("later", share > line.days[at] + 1e-9);
      return button;
    });
    const ticks = line.days.map((share, day) => element("span", { class: day === at ? "here" : "tick", style: `left:${percent(share)}`, title: data.dates[day] }));
    const torn = line.broken.map(([from, to]) => element("span", { class: "torn", style: `left:${percent((from + to) / 2)}`, title: "Days on which nothing changes are left out" }));
    const track = element("div", { class: "track", on: { click: (event) => go(event, track, line, page) } }, element("span", { class: "way" }), torn, ticks, marks);
    const first = data.days[0].words;
    const rows = knots.map((knot) => {
      const [from, to] = [line.days[knot.since], line.days[at]];
      const words = `since ${data.days[knot.since].words}${knot.isOpen ? " or earlier" : ""}`;
      return element("div", { class: "stood" }, element("span", { class: "name", title: knot.name }, knot.name), element("span", { class: "note" }, words), element("span", { class: "track" }, element("span", { class: "bar", style: `left:${percent(from)};width:max(6px,${percent(to - from)})` })));
    });
    place.replaceChildren(element("div", { class: "along" }, element("span", { class: "name" }, "As of"), track), element("div", { class: "ends" }, element("span", {}, first), element("span", {}, data.days[data.days.length - 1].words)), ...rows);
  }

  // The day nearest to where somebody clicked.
  function go(event, track, line, page) {
    if (event.target.closest(".event")) return;
    const area = track.getBoundingClientRect();
    const share = (event.clientX - area.left) / area.width;
    let best = 0;
    line.days.forEach((one, day) => {
      if (Math.abs(one - share) < Math.abs(line.days[best] - share)) best = day;
    });
    page.day(best);
  }

  return { draw };
})();
