/**
 * Makes nodes of a document like a tree, and touches nothing that is like it already.
 *
 * What stays the same node keeps its focus, its selection and the reader's place. Text goes in as text.
 */
import type { Attributes, Branch, Tree } from '../view/tree.ts';

/** Makes the children of `parent` like `trees`. O(n) in both. The focus stays, also when its node moves. */
export function patchPage(parent: Element, trees: readonly Tree[]): void {
  const focused = document.activeElement;
  patchChildren(parent, trees);
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

function patchChildren(parent: Element, trees: readonly Tree[]): void {
  const keyed = keyedChildren(parent);
  // Everything before `at` is like its tree; nodes that are not wanted any more gather from `at` on.
  let at = parent.firstChild;
  for (const tree of trees) {
    const found = typeof tree === 'string' ? asText(at) : (keyed.get(keyOf(tree)) ?? asBranch(at, tree));
    const node = found === undefined ? made(tree) : patched(found, tree);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
  while (at !== null) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** By key and element's name; a key that comes twice is its first. */
function keyedChildren(parent: Element): ReadonlyMap<string | undefined, Element> {
  const keyed = new Map<string | undefined, Element>();
  for (const child of parent.children) {
    const key = child.getAttribute('data-key');
    const name = key === null ? undefined : `${child.localName} ${key}`;
    if (name !== undefined && !keyed.has(name)) keyed.set(name, child);
  }
  return keyed;
}

function keyOf({ tag, attributes }: Branch): string {
  const key = attributes['data-key'];
  return key === undefined ? '' : `${tag} ${key}`;
}

function asText(at: ChildNode | null): Text | undefined {
  return at instanceof Text ? at : undefined;
}

/** The node at this place, if it can become this branch. */
function asBranch(at: ChildNode | null, { tag, attributes }: Branch): Element | undefined {
  if (attributes['data-key'] !== undefined || !(at instanceof Element)) return undefined;
  return at.localName === tag && !at.hasAttribute('data-key') ? at : undefined;
}

function made(tree: Tree): ChildNode {
  if (typeof tree === 'string') return document.createTextNode(tree);
  return patched(document.createElement(tree.tag), tree);
}

function patched(node: ChildNode, tree: Tree): ChildNode {
  if (typeof tree === 'string') {
    if (node.nodeValue !== tree) node.nodeValue = tree;
  } else if (node instanceof Element) {
    patchAttributes(node, tree.attributes);
    patchChildren(node, tree.children);
  }
  return node;
}

function patchAttributes(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  for (const name of node.getAttributeNames()) {
    if (!Object.hasOwn(attributes, name)) node.removeAttribute(name);
  }
}
