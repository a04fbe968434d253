/**
 * Documents speak only of what exists: each relative link, and each path named in backticks.
 *
 * A path in backticks is taken for one of the repository when it has a folder and looks like a file or a
 * folder of ours (`sd-core/src/step.ts`, `tests/support/`); names that git ignores are a program's output.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectFiles } from './files.mjs';

/** @typedef {import('./files.mjs').Problem} Problem */

/**
 * @param {string} root
 * @returns {readonly Problem[]}
 */
export function docsProblems(root) {
  return projectFiles(root)
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => documentProblems(root, path, readFileSync(join(root, path), 'utf8')));
}

/**
 * @param {string} root
 * @param {string} path of the document, below the root
 * @param {string} text
 * @returns {readonly Problem[]}
 */
export function documentProblems(root, path, text) {
  return withoutFences(text).flatMap((line, index) => {
    const where = `${path}:${index + 1}`;
    const links = linksIn(line).filter((link) => !existsSync(join(root, dirname(path), link)));
    const paths = pathsIn(line).filter((name) => !exists(root, path, name));
    return [
      ...links.map((link) => ({ where, what: `links to ${link}, which does not exist` })),
      ...paths.map((name) => ({ where, what: `names ${name}, which does not exist` })),
    ];
  });
}

/** The document's lines; those of fenced blocks are emptied, so that line numbers stay. @param {string} text */
function withoutFences(text) {
  let fence = '';
  return text.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === '' && mark === undefined) return line;
    if (fence === '') fence = mark ?? '';
    else if (mark !== undefined && mark.startsWith(fence)) fence = '';
    return '';
  });
}

/** Relative targets of `[text](target)` and `[name]: target`, without their fragment. @param {string} line */
function linksIn(line) {
  const prose = line.replaceAll(/`[^`]*`/g, '');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)|^\s*\[[^\]]+\]:\s*<?([^\s>]+)/g)]
    .map((match) => (match[1] ?? match[2] ?? '').replace(/[#?].*$/, ''))
    .filter((target) => target !== '' && !/^[a-z][a-z+.-]*:/i.test(target));
}

/** @param {string} line */
function pathsIn(line) {
  return [...line.matchAll(/`([^`]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => /^(?:\.{1,2}\/)?[\w.-]+(?:\/[\w.-]+)*\/?$/.test(name))
    .filter((name) => name.endsWith('/') || /\/[\w.-]*\.[a-z]{1,4}$/.test(name));
}

/** @param {string} root @param {string} path @param {string} name */
function exists(root, path, name) {
  if (existsSync(join(root, name)) || existsSync(join(root, dirname(path), name))) return true;
  return isIgnored(root, normalize(name)) || isIgnored(root, normalize(join(dirname(path), name)));
}

/** Outputs such as a build's folder are named in documents and exist only after a run. @param {string} root @param {string} name */
function isIgnored(root, name) {
  if (name.startsWith('..')) return false;
  try {
    execFileSync('git', ['check-ignore', '--quiet', '--no-index', name], { cwd: root });
    return true;
  } catch {
    return false;
  }
}
