/**
 * The core's purity: no clock, no randomness, no promises, no I/O, nothing of the surroundings.
 *
 * Three tools hold it, and this asks each: the compiler (the core's tsconfig knows neither Node nor the
 * DOM), the linter (its rules for the core) and the imports. Comments that would silence them are refused.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryProblems } from './boundaries.mjs';
import { packageSources } from './files.mjs';
import { run } from './run.mjs';

/** @typedef {import('./files.mjs').Problem} Problem */

/**
 * Everything that makes the core impure; `what` begins with the tool that saw it.
 *
 * Takes a second or two. `root` may be a copy that holds the core, the specification and the root's
 * configuration files.
 *
 * @param {string} root
 * @returns {Promise<readonly Problem[]>}
 */
export async function purityProblems(root) {
  const [compiler, linter] = await Promise.all([compilerProblems(root), linterProblems(root)]);
  const imports = boundaryProblems(root)
    .filter(({ where }) => where.startsWith('sd-core/'))
    .map(({ where, what }) => ({ where, what: `imports: ${what}` }));
  return [...compiler, ...linter, ...imports, ...silencers(root)];
}

/** @param {string} root */
async function compilerProblems(root) {
  const { code, output } = await run(['tsc', '-p', 'sd-core', '--noEmit', '--pretty', 'false'], root);
  return problems('compiler', code, output, /^(.+?)\((\d+),\d+\): (.*)$/);
}

/** @param {string} root */
async function linterProblems(root) {
  const sources = packageSources(root, 'sd-core');
  const { code, output } = await run(['oxlint', '--quiet', '--format', 'unix', ...sources], root);
  return problems('linter', code, output, /^(.+?):(\d+):\d+: (.*)$/);
}

/**
 * @param {string} tool
 * @param {number} code
 * @param {string} output
 * @param {RegExp} shape of a line that names a file, a line and a message
 * @returns {readonly Problem[]}
 */
function problems(tool, code, output, shape) {
  const found = output.split('\n').flatMap((line) => {
    const [, path, at, message] = shape.exec(line) ?? [];
    return path === undefined ? [] : [{ where: `${path}:${at}`, what: `${tool}: ${message}` }];
  });
  if (code === 0 || found.length > 0) return found;
  return [{ where: 'sd-core', what: `${tool}: failed: ${output.trim()}` }];
}

/** @param {string} root @returns {readonly Problem[]} */
function silencers(root) {
  return packageSources(root, 'sd-core').flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        /(oxlint|eslint)-disable|@ts-(ignore|expect-error|nocheck)/.test(line)
          ? [{ where: `${path}:${index + 1}`, what: 'comment: the core may not silence its checks' }]
          : [],
      ),
  );
}
