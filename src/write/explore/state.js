// What the reader is looking at and supposes, kept in the part of the address after #, so that a link shares it.
const State = (() => {
  const state = { goal: null, day: 0, made: new Set(), granted: new Set(), refused: new Set() };
  const KEYS = { made: "do", granted: "yes", refused: "no" };
  let changed = () => {};

  const key = (stance) => `${stance.party}:${stance.target}`;
  // A link that somebody has cut is read as far as it goes.
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  };
  const list = (text) => (text ? text.split(",").map(decoded).filter(Boolean) : []);

  function read(data, fragment) {
    const parts = new Map(fragment.slice(1).split("&").map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    }));
    const goal = decoded(parts.get("goal") || "");
    const wanted = decoded(parts.get("day") || "");
    // Between two days all is as on the first.
    const day = wanted ? data.dates.findLastIndex((one) => one !== null && one <= wanted) : -1;
    state.day = day >= 0 ? day : wanted ? 0 : data.days.length - 1;
    state.goal = Object.hasOwn(data.targets, goal) ? goal : data.goal || data.order[0];
    for (const name of Object.keys(KEYS)) state[name] = new Set(list(parts.get(KEYS[name])));
  }

  // Browsers allow few changes of the address in a second: a slider that is dragged makes one when it rests.
  let waiting = null;
  function write(data) {
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(null, "", address(data)), 120);
  }

  function address(data) {
    const parts = [`goal=${encodeURIComponent(state.goal)}`, `day=${encodeURIComponent(data.dates[state.day] || "")}`];
    for (const [name, short] of Object.entries(KEYS)) {
      if (state[name].size > 0) parts.push(`${short}=${[...state[name]].sort().map(encodeURIComponent).join(",")}`);
    }
    return `#${parts.join("&")}`;
  }

  // What is supposed, in the terms of a day's graph; what that day does not know is left aside.
  function suppose(graph) {
    const granted = new Set();
    const refused = new Set();
    graph.stances.forEach((stance, number) => {
      if (stance.reading !== "unknown") return;
      if (state.refused.has(key(stance))) refused.add(number);
      else if (state.granted.has(key(stance)) || state.made.has(Engine.stanceId(stance))) granted.add(number);
    });
    return { made: new Set(state.made), granted, refused };
  }

  function toggle(name, item) {
    const had = state[name].has(item);
    if (name === "granted") state.refused.delete(item);
    if (name === "refused") state.granted.delete(item);
    if (had) state[name].delete(item);
    else state[name].add(item);
    changed();
  }

  function set(values) {
    Object.assign(state, values);
    changed();
  }

  // Whether nothing is supposed.
  const isPlain = () => Object.keys(KEYS).every((name) => state[name].size === 0);

  function clear() {
    for (const name of Object.keys(KEYS)) state[name] = new Set();
    changed();
  }

  return { state, read, write, address, suppose, toggle, set, clear, key, isPlain, onChange: (call) => (changed = call) };
})();
