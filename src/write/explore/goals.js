// The ways to all milestones as lines, the first thing that is seen: where each is stuck, and how many answers are missing.
const Goals = (() => {
  // So many lines are kept true to what is supposed at once; the rest follow when the browser has time.
  const AT_ONCE = 12;
  let drawn = null;
  let waiting = null;

  function draw(place, goals, pictureOf, day, page) {
    const name = `${day} ${goals.join(" ")}`;
    if (drawn !== name) {
      drawn = name;
      place.replaceChildren(...goals.map((id) => one(id, pictureOf(id), page)));
      Roving.refresh(place, "button");
    }
    for (const button of place.querySelectorAll("button")) {
      const isHere = button.goal === page.goal();
      if (isHere && button.getAttribute("aria-current") !== "true") button.parentElement.parentElement.scrollLeft = button.parentElement.offsetLeft - place.offsetLeft - 40;
      button.setAttribute("aria-current", String(isHere));
    }
  }

  function one(id, picture, page) {
    const button = element("button", { class: "way-line", "data-focus": `goal ${id}`, title: picture.told, on: { click: () => page.choose(id) } }, element("b", {}, page.name(id)), Picture.svg(picture.line), element("span", { class: "moved" }));
    button.goal = id;
    return element("li", {}, button);
  }

  // What is supposed, in the lines: a knot that is undone fades, and a goal that stands otherwise says how.
  function fade(place, isPlain, undone, moved) {
    clearTimeout(waiting);
    const buttons = [...place.querySelectorAll("button")];
    const apply = (button) => {
      const knots = [...button.querySelectorAll("g[data-mark=knot]")];
      const gone = isPlain ? knots.map(() => false) : undone(button.goal, knots.map(Picture.changesOf));
      knots.forEach((knot, at) => knot.classList.toggle("gone", gone[at]));
      button.querySelector(".moved").textContent = isPlain ? "" : moved(button.goal);
    };
    buttons.slice(0, AT_ONCE).forEach(apply);
    const rest = buttons.slice(AT_ONCE);
    const step = () => {
      const until = Date.now() + 30;
      while (rest.length > 0 && Date.now() < until) apply(rest.shift());
      if (rest.length > 0) waiting = setTimeout(step, 0);
    };
    if (rest.length > 0) waiting = setTimeout(step, 0);
  }

  return { draw, fade };
})();
