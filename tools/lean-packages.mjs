/**
 * The parts of packages that the program uses, in the place of the whole packages, in the bundle.
 *
 * A package in CommonJS comes whole, and Node would read and run at each start what nobody calls.
 */
import { join } from 'node:path';
import { repository } from './run.mjs';

const promClient = ['Counter', 'Gauge', 'Histogram', 'Registry'].map(
  (name) => `export { default as ${name} } from 'prom-client/lib/${name.toLowerCase()}.js';`,
);

/** What is in the place of a package. @type {Readonly<Record<string, string>>} */
const parts = {
  // Without the pushgateway, clusters, summaries and Node's own metrics, which bring a tracing library.
  'prom-client': promClient.join('\n'),
  // The same in modules, of which only what is imported stays.
  yaml: `export * from ${JSON.stringify(join(repository, 'node_modules/yaml/browser/dist/index.js'))};`,
};

/** As a module of Node's own. */
const mark = '\0lean:';

/** @returns {import('rolldown').Plugin} */
export function leanPackages() {
  return {
    name: 'lean-packages',
    resolveId: (id) => (id in parts ? { id: `${mark}${id}`, moduleSideEffects: false } : undefined),
    load: (id) => (id.startsWith(mark) ? parts[id.slice(mark.length)] : undefined),
  };
}
