/**
 * What belongs to no single pool: claims of one address, and entries of the list that cannot be used. Pure.
 */
import type { Report } from './report.ts';
import { h, type Branch } from './tree.ts';
import { countText, visible } from './words.ts';

/** More would not be read; `/api/v1/pools` has them all. */
const maxShown = 100;

export function notesOf({ conflicts, list }: Report): readonly Branch[] {
  const claims = Object.entries(conflicts).map(([address, pools]) => {
    const [owner = '', ...others] = pools.map(visible);
    return `${visible(address)}: ${owner} keeps it, claimed by ${others.join(', ')} too`;
  });
  return [
    ...section('Conflicts', 'Addresses that several pools claim.', claims),
    ...section('Skipped', 'Entries of the pool list that cannot be used.', list.skipped.map(visible)),
  ];
}

function section(title: string, meaning: string, lines: readonly string[]): readonly Branch[] {
  if (lines.length === 0) return [];
  const more = lines.length - maxShown;
  return [
    h(
      'section',
      { class: 'note', 'data-key': title, id: title.toLowerCase() },
      h('h2', {}, `${title} (${countText(lines.length)})`),
      h('p', { class: 'quiet' }, meaning),
      h(
        'ul',
        {},
        lines.slice(0, maxShown).map((line) => h('li', {}, h('bdi', {}, line))),
      ),
      more > 0 && h('p', { class: 'quiet' }, `and ${countText(more)} more: /api/v1/pools has them all`),
    ),
  ];
}
