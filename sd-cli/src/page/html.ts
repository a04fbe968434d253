/**
 * Prints a tree as HTML. Source: HTML Living Standard, section 13.3 "Serializing HTML fragments".
 */
import type { Branch, Tree } from './view/tree.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text and within quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** O(n) in the tree. No white space is added: the browser finds the same nodes. */
export function htmlOf(tree: Tree): string {
  return typeof tree === 'string' ? escapeHtml(tree) : branchHtml(tree);
}

function branchHtml({ tag, attributes, children }: Branch): string {
  const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  const opening = `<${tag}${said.join('')}>`;
  return tag === 'input' ? opening : `${opening}${children.map(htmlOf).join('')}</${tag}>`;
}
