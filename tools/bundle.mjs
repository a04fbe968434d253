/**
 * The program in few files: everything that it imports, but what must be installed beside it. And what its
 * page loads: the script in one file, the style, the icon.
 *
 * Node reads each module of a program by itself, and the program has hundreds: bundled it starts in a
 * fraction of the time. Needs the build. Writes `sd-cli/bundle/`, whose files lie beside each other, so that
 * what they find by `import.meta.url` is as far away as from a file directly in `sd-cli/src/`.
 */
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { compiledSchemas } from './compiled-schemas.mjs';
import { leanPackages } from './lean-packages.mjs';
import { repository } from './run.mjs';

const folder = join(repository, 'sd-cli');
/** Made here, and moved to its place when it is whole: programs may be starting from what is there. */
const output = join(folder, 'dist', '.bundle');
const { dependencies, peerDependencies } = readManifest(folder);
const installed = Object.keys({ ...dependencies, ...peerDependencies });

/** An import that is not resolved would be missing at the user's. @param {string} level @param {{ message: string }} log */
function onLog(level, log) {
  if (level === 'warn') throw new Error(log.message);
}

/** How long a build takes says something of the machine, and is no reason to end it. */
const checks = { bundlerTimings: false };

/** A module of Node, or one that npm installs with the program. @param {string} id */
function isOutside(id) {
  return id.startsWith('node:') || installed.some((name) => id === name || id.startsWith(`${name}/`));
}

/**
 * What is needed together is one file, for each file costs a start about a millisecond: what a module is the
 * root of, without what is in the files before it. `main.js` is in none of them: it waits for its command,
 * and a command that imported it would wait for itself.
 */
const roots = {
  program: /sd-cli\/dist\/program\.js$/,
  settings: /sd-cli\/dist\/settings-file\.js$/,
  discovery: /sd-cli\/dist\/compose\.js$/,
  server: /sd-cli\/dist\/commands\/http\.js$/,
  configuration: /sd-cli\/dist\/config\/load-config\.js$/,
};
const groups = Object.entries(roots).map(([name, test], index) => ({ name, test, priority: 9 - index }));

const bundle = await rolldown({
  input: { main: join(folder, 'dist', 'main.js') },
  cwd: repository,
  platform: 'node',
  external: isOutside,
  plugins: [compiledSchemas(join(folder, 'dist')), leanPackages()],
  checks,
  onLog,
});
rmSync(output, { recursive: true, force: true });
const { output: chunks } = await bundle.write({
  dir: output,
  format: 'esm',
  chunkFileNames: '[name]-[hash].js',
  comments: false,
  codeSplitting: { groups },
});
await bundle.close();
const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
writeFileSync(join(output, 'THIRD-PARTY-LICENSES.txt'), licences(modules));

const script = await rolldown({
  input: join(folder, 'dist', 'page', 'browser', 'main.js'),
  cwd: repository,
  platform: 'browser',
  checks,
  onLog,
});
await script.write({ file: join(output, 'page', 'status.js'), format: 'esm' });
await script.close();
for (const name of ['status.css', 'status.svg']) {
  cpSync(join(folder, 'src', 'page', 'browser', name), join(output, 'page', name));
}

replace(join(folder, 'bundle'), output);

/** Two renames apart. @param {string} place @param {string} by */
function replace(place, by) {
  const old = `${by}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(by, place);
  rmSync(old, { recursive: true, force: true });
}

/** The licence of each package that the modules come from. @param {readonly string[]} ids */
function licences(ids) {
  const folders = new Set(
    ids.flatMap((id) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(id.replace(/^\0/, ''))?.[0] ?? []),
  );
  return [...folders]
    .toSorted()
    .map(licenceOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** Throws when it has none: it could not be passed on. @param {string} of a package's folder */
function licenceOf(of) {
  const { name, version, license } = readManifest(of);
  const file = readdirSync(of).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(of, file), 'utf8').trim()}\n`;
}

/** @param {string} of */
function readManifest(of) {
  return JSON.parse(readFileSync(join(of, 'package.json'), 'utf8'));
}
