/**
 * What can be broken at one place of the syntax: comparisons, conditions, constants, arithmetic, boolean and
 * set operations, results, statements.
 *
 * Pure: texts in, texts out. Leaves out what another breach of the same place implies, such as `a !== b` for
 * `a === b` where the condition as a whole becomes true and false.
 */

/**
 * @typedef {import('./tree.mjs').Node} Node
 *
 * One replacement of a node's text. `statement`: the node is a statement, and goes.
 * @typedef {{ readonly start: number, readonly end: number, readonly to: string, readonly statement?: true }} Breach
 */

/** @type {Readonly<Record<string, string>>} */
const boundary = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

/** @type {Readonly<Record<string, string>>} */
const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '!==', '!==': '===' };

/** @type {Readonly<Record<string, string>>} */
const other = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '|': '&',
  '^': '&',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '+=': '-=',
  '-=': '+=',
  '??=': '=',
  '++': '--',
  '--': '++',
  '&&': '||',
  '||': '&&',
};

const otherMethod = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['min', 'max'],
  ['max', 'min'],
]);

/** Methods without which the object is of the same kind. */
const sameWithout =
  /^(?:filter|toSorted|slice|trim|toLowerCase|toUpperCase|concat|flat|toWellFormed|padStart|replace|replaceAll)$/;

/**
 * @param {Node} node
 * @param {string} source
 * @param {boolean} isCondition the node as a whole becomes true and false already
 * @returns {readonly Breach[]}
 */
export function breachesOf(node, source, isCondition) {
  const text = (/** @type {unknown} */ part) => source.slice(asNode(part).start, asNode(part).end);
  const all = (/** @type {readonly string[]} */ texts) =>
    texts.map((to) => ({ start: node.start, end: node.end, to }));
  switch (node.type) {
    case 'BinaryExpression':
    case 'AssignmentExpression':
    case 'LogicalExpression':
      return all(infix(String(node['operator']), text(node['left']), text(node['right']), isCondition));
    case 'UnaryExpression':
      return all(isCondition || !/^[!~-]$/.test(String(node['operator'])) ? [] : [text(node['argument'])]);
    case 'UpdateExpression':
      return all([`${text(node['argument'])}${other[String(node['operator'])]}`]);
    case 'Literal':
      return all(literal(node));
    case 'TemplateLiteral':
      return all(['``']);
    case 'ArrayExpression':
      return all(withoutEach(asNodes(node['elements']).map(text)));
    case 'ObjectExpression':
      return asNodes(node['properties'])
        .filter(({ type }) => type === 'SpreadElement')
        .map(({ start, end }) => ({ start, end, to: '...{}' }));
    case 'CallExpression':
      return all(call(node, text, isCondition));
    case 'ForOfStatement': {
      const { start, end } = asNode(node['right']);
      return [{ start, end, to: '[]' }];
    }
    case 'ExpressionStatement':
    case 'ThrowStatement':
      return [{ start: node.start, end: node.end, to: '', statement: true }];
    default:
      return [];
  }
}

/**
 * What a function gives back, or a branch asks, becomes something else as a whole.
 *
 * @param {Node} node
 * @param {'condition' | 'loop' | 'result'} use
 * @returns {readonly string[]}
 */
export function wholes(node, use) {
  if (use === 'loop') return node.type === 'Literal' ? [] : ['false'];
  if (use === 'condition' || isBoolean(node)) return ['true', 'false'];
  return isConstant(node) ? [] : ['undefined'];
}

/** Whether its value is true or false, as far as the syntax says. @param {Node} node @returns {boolean} */
export function isBoolean(node) {
  if (node.type === 'ParenthesizedExpression') return isBoolean(asNode(node['expression']));
  if (node.type === 'BinaryExpression')
    return /^(?:[<>]=?|[!=]==?|in|instanceof)$/.test(String(node['operator']));
  if (node.type === 'UnaryExpression') return node['operator'] === '!';
  if (node.type === 'LogicalExpression')
    return node['operator'] !== '??' && isBoolean(asNode(node['left'])) && isBoolean(asNode(node['right']));
  return (
    node.type === 'CallExpression' &&
    /^(?:has|some|every|includes|test|startsWith|endsWith)$/.test(method(node))
  );
}

/** @param {Node} node */
function isConstant(node) {
  return node.type === 'Literal' || (node.type === 'Identifier' && node['name'] === 'undefined');
}

/** @param {string} operator @param {string} left @param {string} right @param {boolean} isCondition */
function infix(operator, left, right, isCondition) {
  const withOperator = (/** @type {string} */ changed) => `${left} ${changed} ${right}`;
  // What stands in for nothing is often there for the compiler alone; that it always stands in is not.
  if (operator === '??') return [right];
  if (operator === '&&' || operator === '||') return [withOperator(other[operator] ?? ''), left, right];
  const changed = [boundary[operator], isCondition ? undefined : opposite[operator], other[operator]];
  return changed.filter((one) => one !== undefined).map(withOperator);
}

/** @param {Node} node @returns {readonly string[]} */
function literal({ value, bigint, regex }) {
  if (typeof bigint === 'string') return [`${BigInt(bigint) + 1n}n`];
  if (typeof regex === 'object' && regex !== null) return pattern(Object(regex).pattern, Object(regex).flags);
  if (typeof value === 'number') return [String(value + 1)];
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'string') return [value === '' ? "'mutant'" : "''"];
  return [];
}

/** Anchors go, and a repetition asks for one. @param {string} text @param {string} flags */
function pattern(text, flags) {
  const changed = [text.replace(/^\^/, ''), text.replace(/\$$/, ''), text.replace(/(?<!\\)[*+]/, '')];
  return changed.filter((one) => one !== text).map((one) => `/${one}/${flags}`);
}

/** Nothing, and each one missing. @param {readonly string[]} elements */
function withoutEach(elements) {
  if (elements.length === 0) return [];
  const each = elements.map((_, at) => `[${elements.filter((_, place) => place !== at).join(', ')}]`);
  return elements.length === 1 ? each : ['[]', ...each];
}

/** @param {Node} node @param {(part: unknown) => string} text @param {boolean} isCondition */
function call(node, text, isCondition) {
  const name = method(node);
  if (name === '') return [];
  const object = text(asNode(node['callee'])['object']);
  const args = asNodes(node['arguments']).map(text);
  const changed = otherMethod.get(name);
  if (changed !== undefined) return [`${object}.${changed}(${args.join(', ')})`];
  if (object === 'Object' && name === 'freeze') return args;
  if (sameWithout.test(name)) return [object];
  return isBoolean(node) && !isCondition ? [`!${text(node)}`] : [];
}

/** The name of the method that is called, or nothing. @param {Node} node */
function method(node) {
  const callee = asNode(node['callee']);
  return callee.type === 'MemberExpression' && callee['computed'] !== true
    ? String(asNode(callee['property'])['name'])
    : '';
}

/** @param {unknown} value @returns {Node} */
function asNode(value) {
  return /** @type {Node} */ (value);
}

/** @param {unknown} value @returns {readonly Node[]} */
function asNodes(value) {
  return /** @type {readonly Node[]} */ (value);
}
