/**
 * Every breach of one source: walks the syntax tree past types, imports and names, and knows where a value is
 * a condition or a result.
 *
 * @typedef {{ readonly type: string, readonly start: number, readonly end: number,
 *   readonly [key: string]: unknown }} Node
 *
 * @typedef {import('./operators.mjs').Breach & {
 *   readonly file: string, readonly within: string, readonly from: string, readonly line: number,
 *   readonly isStatic: boolean }} CoreMutant
 *   `within`: the function that it breaks, or nothing; `isStatic`: takes effect when the module is loaded
 */
import { parseSync } from 'oxc-parser';
import { breachesOf, isBoolean, wholes } from './operators.mjs';

/** Nodes and parts that are no values. */
const noValues = /^(?:TS(?!AsExpression|SatisfiesExpression|NonNullExpression)|ImportDeclaration|ExportAll)/;
const noParts = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'implements']);
const functions = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|PropertyDefinition)$/;

/** What a part of a node is used for. @type {Readonly<Record<string, 'condition' | 'loop' | 'result'>>} */
const uses = {
  'IfStatement.test': 'condition',
  'ConditionalExpression.test': 'condition',
  'WhileStatement.test': 'loop',
  'DoWhileStatement.test': 'loop',
  'ForStatement.test': 'loop',
  'ReturnStatement.argument': 'result',
};

/**
 * In the order of the text, which is the same for the same text. Throws when it does not parse.
 *
 * @param {string} file for messages and keys
 * @param {string} source
 * @returns {readonly CoreMutant[]}
 */
export function mutantsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) throw new Error(`${file}: does not parse: ${errors[0].message}`);
  /** @type {CoreMutant[]} */
  const found = [];
  /** @param {readonly import('./operators.mjs').Breach[]} breaches @param {Place} place */
  const add = (breaches, { within, isStatic }) => {
    for (const breach of breaches) {
      const from = source.slice(breach.start, breach.end);
      const line = source.slice(0, breach.start).split('\n').length;
      if (from !== breach.to) found.push({ ...breach, file, within, from, line, isStatic });
    }
  };
  const start = { within: '', isStatic: true, isCondition: false, onChain: false };
  visit(/** @type {Node} */ (/** @type {unknown} */ (program)), start, source, add);
  return found;
}

/**
 * @typedef {{ readonly within: string, readonly isStatic: boolean, readonly isCondition: boolean,
 *   readonly onChain: boolean }} Place
 *   `onChain`: the links of `a?.b.c` cannot be replaced one by one
 *
 * @param {Node} node
 * @param {Place} place
 * @param {string} source
 * @param {(breaches: readonly import('./operators.mjs').Breach[], place: Place) => void} add
 */
function visit(node, place, source, add) {
  if (noValues.test(node.type) || isSymbol(node)) return;
  const isFunction = functions.test(node.type);
  const inner = isFunction ? { ...place, within: nameOf(node) || place.within, isStatic: false } : place;
  if (!place.onChain) add(breachesOf(node, source, place.isCondition), place);
  for (const [part, value] of Object.entries(node)) {
    if (noParts.has(part) || isName(node, part)) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child)) continue;
      const use = useOf(node, part, child);
      if (use !== undefined) {
        const { start, end } = child;
        add(
          wholes(child, use).map((to) => ({ start, end, to })),
          inner,
        );
      }
      const isCondition = isAsked(node, use, child, place);
      visit(child, named({ ...inner, isCondition, onChain: isLink(node, part, place) }, node), source, add);
    }
  }
}

/** @param {Node} node @param {string} part @param {Node} child */
function useOf(node, part, child) {
  if (node.type === 'ArrowFunctionExpression' && part === 'body')
    return child.type === 'BlockStatement' ? undefined : 'result';
  return uses[`${node.type}.${part}`];
}

/**
 * Whether the whole of `child` becomes true and false, or it is dropped from such a whole.
 *
 * @param {Node} node
 * @param {string | undefined} use
 * @param {Node} child
 * @param {Place} place
 */
function isAsked(node, use, child, place) {
  if (use !== undefined) return use !== 'result' || isBoolean(child);
  if (node.type === 'LogicalExpression') return node['operator'] !== '??';
  return place.isCondition && (node.type === 'ParenthesizedExpression' || node.type === 'UnaryExpression');
}

/** @param {Node} node @param {string} part @param {Place} place */
function isLink({ type }, part, { onChain }) {
  if (type === 'ChainExpression') return true;
  return onChain && (part === 'object' || part === 'callee' || part === 'expression');
}

/** Functions without a name of their own have that of the constant. @param {Place} place @param {Node} node @returns {Place} */
function named(place, node) {
  const { id, key } = node;
  if (node.type === 'VariableDeclarator' && isNode(id) && place.isStatic)
    return { ...place, within: nameIn(id) || place.within };
  if (node.type === 'Property' && isNode(key) && isNode(node['value']) && functions.test(node['value'].type))
    return { ...place, within: nameIn(key) || place.within };
  return place;
}

/** @param {Node} node */
function nameOf({ id }) {
  return isNode(id) ? nameIn(id) : '';
}

/** Of an identifier; of anything else nothing. @param {Node} node */
function nameIn({ name }) {
  return typeof name === 'string' ? name : '';
}

/** A key, a label, the pattern of an assignment, a tagged template. @param {Node} node @param {string} part */
function isName({ type, computed }, part) {
  if (part === 'key') return computed !== true;
  if (part === 'source' || part === 'label' || part === 'quasi') return true;
  return (type === 'ExportSpecifier' || type === 'ImportExpression') && part !== 'init';
}

/** What a symbol is called matters to nobody. @param {Node} node */
function isSymbol({ type, callee }) {
  return type === 'CallExpression' && isNode(callee) && callee['name'] === 'Symbol';
}

/** @param {unknown} value @returns {value is Node} */
function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
