// The data of the page: what is told once, and the days, each of which is taken apart when it is first asked for. In a
// small page the data are plain text; in a large one they are packed, which a browser undoes by itself, without a network.
const Data = (() => {
  async function unpacked(signs) {
    const bytes = Uint8Array.from(atob(signs), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  const textOf = (carrier) => (carrier.dataset.packed === undefined ? carrier.textContent : unpacked(carrier.textContent));

  // The graph of a day with its words in place of their numbers.
  function day(data, told) {
    const { day: date, words, graph } = told;
    const named = (numbers, table) => Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, table[number]]));
    const stances = graph.stances.map(([[yes, node, reading], positions, spoken, cites]) => ({ ...data.yeses[yes], node, reading, positions, spoken, cites: cites === null ? [] : data.cites[cites] }));
    return { ...graph, day: date, words, stances, changes: graph.changes.map((number) => data.changes[number]), conditions: named(graph.conditions, data.conditions), record: named(graph.record, data.cites) };
  }

  // Each is taken apart when it is first asked for.
  function inTurn(texts, read) {
    const all = [];
    texts.forEach((text, at) => {
      let known = null;
      Object.defineProperty(all, at, { enumerable: true, get: () => (known ??= read(JSON.parse(text))) });
    });
    return all;
  }

  // The data, by `then`: at once where they are plain.
  function read(then, tooOld) {
    const days = [...document.querySelectorAll("script.day")];
    const carriers = [...days, ...document.querySelectorAll("script.picture")];
    const start = (text, texts) => {
      const data = JSON.parse(text);
      data.days = inTurn(texts.slice(0, days.length), (told) => day(data, told));
      data.drawn = inTurn(texts.slice(days.length), (told) => told);
      then(data);
    };
    const all = [document.getElementById("data"), ...carriers];
    if (all.every((carrier) => carrier.dataset.packed === undefined)) {
      const [text, ...texts] = all.map(textOf);
      start(text, texts);
    } else if (typeof DecompressionStream === "undefined") {
      tooOld();
    } else {
      Promise.all(all.map(textOf)).then(([text, ...texts]) => start(text, texts), tooOld);
    }
  }

  return { read };
})();
