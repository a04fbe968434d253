/**
 * What one TypeScript source imports, in every form that the language has.
 *
 * Reads the syntax tree, so comments and strings cannot fool it. Knows nothing of packages.
 */
import { parseSync } from 'oxc-parser';

/**
 * `specifier` is `null` when the program computes it, so that nobody can check it.
 * `typeOnly`: erased by the compiler, as a whole.
 *
 * @typedef {{ readonly specifier: string | null, readonly typeOnly: boolean, readonly line: number }} Import
 * @typedef {{ readonly type: string, readonly start: number, readonly [key: string]: unknown }} Node
 */

/**
 * Static and dynamic imports, re-exports, `import type`, `import('x').T`, `import x = require()`,
 * `require()`, `import.meta.resolve()` and `/// <reference>`.
 *
 * Throws when the file does not parse.
 *
 * @param {string} path for messages and for the dialect (ts or tsx)
 * @param {string} source
 * @returns {readonly Import[]}
 */
export function importsOf(path, source) {
  const { program, comments, errors } = parseSync(path, source);
  const first = errors[0];
  if (first !== undefined) throw new Error(`${path}: does not parse: ${first.message}`);
  /** @type {Import[]} */
  const found = [];
  /** @type {(specifier: unknown, typeOnly: boolean, at: number) => void} */
  const add = (specifier, typeOnly, at) => {
    found.push({ specifier: literal(specifier), typeOnly, line: lineOf(source, at) });
  };
  walk(program, (node) => visit(node, add));
  for (const { value, start } of comments) {
    const reference = /^\/\s*<reference\s+(?:types|path)\s*=\s*["']([^"']+)["']/.exec(value);
    if (reference)
      found.push({ specifier: reference[1] ?? null, typeOnly: true, line: lineOf(source, start) });
  }
  return found;
}

/**
 * @param {Node} node
 * @param {(specifier: unknown, typeOnly: boolean, at: number) => void} add
 */
function visit(node, add) {
  switch (node.type) {
    case 'ImportDeclaration':
      return add(node['source'], node['importKind'] === 'type', node.start);
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node['source'] ? add(node['source'], node['exportKind'] === 'type', node.start) : undefined;
    case 'ImportExpression':
      return add(node['source'], false, node.start);
    case 'TSImportType':
      return add(node['source'], true, node.start);
    case 'TSExternalModuleReference':
      return add(node['expression'], false, node.start);
    case 'CallExpression':
      return isLoader(node['callee']) ? add(first(node['arguments']), false, node.start) : undefined;
  }
}

/** `require(…)`, `require.resolve(…)` and `import.meta.resolve(…)`. @param {unknown} callee */
function isLoader(callee) {
  if (!isNode(callee)) return false;
  if (callee.type === 'Identifier') return callee['name'] === 'require';
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee;
  if (!isNode(object) || !isNode(property) || property['name'] !== 'resolve') return false;
  return object.type === 'MetaProperty' || object['name'] === 'require';
}

/** @param {unknown} root @param {(node: Node) => void} see */
function walk(root, see) {
  if (Array.isArray(root)) {
    for (const child of root) walk(child, see);
  } else if (isNode(root)) {
    see(root);
    for (const child of Object.values(root)) {
      if (typeof child === 'object') walk(child, see);
    }
  }
}

/** @param {unknown} value @returns {value is Node} */
function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The text of a string, or of a template without holes. @param {unknown} node @returns {string | null} */
function literal(node) {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  const quasis = node['quasis'];
  if (node.type !== 'TemplateLiteral' || !Array.isArray(quasis) || quasis.length !== 1) return null;
  return quasis[0].value.cooked;
}

/** @param {unknown} list */
function first(list) {
  return Array.isArray(list) ? list[0] : undefined;
}

/** @param {string} source @param {number} at an index in it */
function lineOf(source, at) {
  return source.slice(0, at).split('\n').length;
}
