// Places a graph with ELK: `node elk.mjs elk.bundled.js graph.json` prints the corners of each line and the size as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [bundle, file] = process.argv.slice(2);
const ELK = createRequire(pathToFileURL(bundle))(bundle);
const graph = JSON.parse(readFileSync(file, 'utf8'));
const started = performance.now();
const placed = await new ELK().layout(graph);
const took = performance.now() - started;
const lines = placed.edges.map(edge => {
  const [section] = edge.sections;
  const corners = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  return corners.map(({ x, y }) => [x, y]);
});
console.log(JSON.stringify({ took, lines, size: [placed.width, placed.height] }));
