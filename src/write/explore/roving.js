// One stop of the tabulator for many things: arrows go from one to the next.
const Roving = (() => {
  const BACK = ["ArrowLeft", "ArrowUp"];
  const ON = ["ArrowRight", "ArrowDown"];

  const keyOf = (one) => one.dataset.focus || one.dataset.key || "";

  // The things inside a container that can be reached, of which one is a stop. What is drawn anew keeps its stop by its key.
  function refresh(container, selector) {
    const all = [...container.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0 || one.namespaceURI === SVG);
    const kept = all.find((one) => keyOf(one) && keyOf(one) === container.dataset.stop) || all.find((one) => one.tabIndex === 0) || all[0];
    for (const one of all) one.setAttribute("tabindex", one === kept ? "0" : "-1");
    return all;
  }

  function over(container, selector) {
    container.addEventListener("keydown", (event) => {
      const step = BACK.includes(event.key) ? -1 : ON.includes(event.key) ? 1 : 0;
      const ends = { Home: 0, End: -1 }[event.key];
      if (step === 0 && ends === undefined) return;
      const all = refresh(container, selector);
      const at = all.indexOf(document.activeElement.closest(selector));
      if (at < 0) return;
      const next = ends === undefined ? all[(at + step + all.length) % all.length] : all.at(ends);
      event.preventDefault();
      focus(container, all, next);
    });
    container.addEventListener("focusin", (event) => {
      const here = event.target.closest(selector);
      if (here && container.contains(here)) stop(container, refresh(container, selector), here);
    });
  }

  function stop(container, all, here) {
    container.dataset.stop = keyOf(here);
    for (const one of all) one.setAttribute("tabindex", one === here ? "0" : "-1");
  }

  function focus(container, all, next) {
    stop(container, all, next);
    next.focus();
  }

  // Draws something anew and puts the focus back to where it was, or near it.
  function keeping(container, draw) {
    const had = container.contains(document.activeElement) ? document.activeElement : null;
    const reached = "button, [tabindex], select, input, a";
    const place = had ? [...container.querySelectorAll(reached)].indexOf(had) : -1;
    const key = had && keyOf(had);
    draw();
    if (had === null || container.contains(had)) return;
    const all = [...container.querySelectorAll(reached)];
    const again = (key && all.find((one) => keyOf(one) === key)) || all[Math.min(place, all.length - 1)];
    (again || document.getElementById("finding")).focus({ preventScroll: true });
  }

  return { over, refresh, keeping };
})();
