/**
 * Writes `src/generated/*.ts` from `schemas/*.schema.json`, one file per schema.
 *
 * `node spec/scripts/generate.mjs` writes; with `--check` it writes nothing and exits 1 when a
 * generated file is stale, missing, or belongs to no schema. Source: json-schema-to-typescript.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const suffix = '.schema.json';
const schemas = new URL('../schemas/', import.meta.url);
const generated = new URL('../src/generated/', import.meta.url);

const banner = (name) =>
  `/**\n * Generated from schemas/${name}${suffix} by scripts/generate.mjs; edit the schema instead.\n */`;

/** The TypeScript text of one schema, self-contained: what it refers to is declared in it too. */
async function typesOf(name) {
  const schema = JSON.parse(await readFile(new URL(`${name}${suffix}`, schemas), 'utf8'));
  return compile(schema, schema.title, {
    additionalProperties: false,
    bannerComment: banner(name),
    cwd: fileURLToPath(schemas),
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

/** Every file that should exist, with its text. */
async function wantedFiles() {
  const names = (await readdir(schemas)).filter((file) => file.endsWith(suffix)).toSorted();
  const entries = names.map(async (file) => {
    const name = file.slice(0, -suffix.length);
    return [`${name}.ts`, await typesOf(name)];
  });
  return new Map(await Promise.all(entries));
}

async function currentFiles() {
  await mkdir(generated, { recursive: true });
  const names = await readdir(generated);
  const entries = names.map(async (name) => [name, await readFile(new URL(name, generated), 'utf8')]);
  return new Map(await Promise.all(entries));
}

const wanted = await wantedFiles();
const current = await currentFiles();
const stale = [...wanted.keys()].filter((name) => wanted.get(name) !== current.get(name));
const orphans = [...current.keys()].filter((name) => !wanted.has(name));

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`spec/src/generated/${name} is stale: run npm run generate`);
  for (const name of orphans) console.error(`spec/src/generated/${name} belongs to no schema: delete it`);
  process.exitCode = stale.length + orphans.length === 0 ? 0 : 1;
} else {
  await Promise.all(stale.map((name) => writeFile(new URL(name, generated), wanted.get(name))));
  await Promise.all(orphans.map((name) => rm(new URL(name, generated))));
}
