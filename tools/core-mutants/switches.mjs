/**
 * A source that holds all its mutants at once, each behind a switch, so that thousands are tried without
 * loading anything again.
 */

/** @typedef {import('./tree.mjs').CoreMutant} CoreMutant */

/**
 * @param {string} source
 * @param {readonly CoreMutant[]} mutants of this source
 * @param {number} first the number of the first of them
 * @returns {string} the source, which asks `$mutation.is(number)` at each place
 */
export function withSwitches(source, mutants, first) {
  /** @type {Map<string, Site>} */
  const sites = new Map();
  mutants.forEach(({ start, end, to, statement }, index) => {
    const key = `${start} ${end}`;
    const site = sites.get(key) ?? { start, end, statement: statement === true, choices: [] };
    site.choices.push({ number: first + index, to });
    sites.set(key, site);
  });
  // Outer ones first: sites contain each other or are apart.
  const ordered = [...sites.values()].toSorted((a, b) => a.start - b.start || b.end - a.end);
  return `const $mutation = globalThis.$mutation;${render(source, 0, source.length, ordered)}`;
}

/**
 * @typedef {{ readonly start: number, readonly end: number, readonly statement: boolean,
 *   readonly choices: { readonly number: number, readonly to: string }[] }} Site
 */

/** @param {string} source @param {number} start @param {number} end @param {readonly Site[]} sites inside of them */
function render(source, start, end, sites) {
  let text = '';
  let at = start;
  for (let i = 0; i < sites.length;) {
    const site = sites[i];
    if (site === undefined) break;
    let next = i + 1;
    while (next < sites.length && (sites[next]?.start ?? Infinity) < site.end) next += 1;
    text +=
      source.slice(at, site.start) +
      switched(site, render(source, site.start, site.end, sites.slice(i + 1, next)));
    at = site.end;
    i = next;
  }
  return text + source.slice(at, end);
}

/** @param {Site} site @param {string} original */
function switched({ statement, choices }, original) {
  if (statement) return `{ if (!$mutation.is(${choices[0]?.number})) { ${original} } }`;
  // A spread inside an object.
  if (original.startsWith('...'))
    return `...($mutation.is(${choices[0]?.number}) ? {} : (${original.slice(3)}))`;
  return `(${choices.map(({ number, to }) => `$mutation.is(${number}) ? (${to}) : `).join('')}(${original}))`;
}
