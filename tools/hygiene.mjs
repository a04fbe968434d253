/**
 * What must not be in the repository: large files, paths of one machine, tests switched off, long sources.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from './files.mjs';

/** @typedef {import('./files.mjs').Problem} Problem */

const maxBytes = 1_000_000;
const maxLines = 300;

/** A user's or a build's folder of one machine. Folders that a program documents are fine: /etc, /var, /usr. */
const machinePath = /(?<![\w.~-])\/(?:home|root|Users|work|workspace|tmp)\/[\w.-]+/;

/** Needs a real dot before it, so that prose about skipping is fine. */
const switchedOff = /\b(?:it|test|describe|bench|suite)(?:\.\w+)*\.(?:only|skip|todo)\b/;

/**
 * @param {string} root
 * @returns {readonly Problem[]}
 */
export function hygieneProblems(root) {
  return projectFiles(root).flatMap((path) => {
    const { size } = statSync(join(root, path));
    if (size > maxBytes) return [{ where: path, what: `has ${size} bytes, more than ${maxBytes}` }];
    return textProblems(path, readFileSync(join(root, path), 'utf8'));
  });
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {readonly Problem[]}
 */
export function textProblems(path, text) {
  if (text.includes('\0')) return [];
  const lines = text.split('\n');
  const length = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const tooLong = path.endsWith('.ts') && !path.includes('/generated/') && length > maxLines;
  return [
    ...(tooLong
      ? [{ where: path, what: `has ${length} lines, more than ${maxLines}: where is the seam?` }]
      : []),
    ...lines.flatMap((line, index) => lineProblems(`${path}:${index + 1}`, line)),
  ];
}

/** @param {string} where @param {string} line @returns {readonly Problem[]} */
function lineProblems(where, line) {
  const path = machinePath.exec(line)?.[0];
  const off = /\.test\.ts:/.test(where) ? switchedOff.exec(line)?.[0] : undefined;
  return [
    ...(path === undefined ? [] : [{ where, what: `names a folder of one machine: ${path}` }]),
    ...(off === undefined ? [] : [{ where, what: `switches a test off or others on: ${off}` }]),
  ];
}
