/**
 * What keys do, besides what every page does.
 */

const poolLinks = '[data-nav="open"]';

/** `search` is the search field. Returns whether the key was taken. */
export function onKey(event: KeyboardEvent, search: HTMLInputElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const { key, target } = event;
  if (target === search) return searchKey(key, search);
  if (target instanceof HTMLInputElement) return false;
  if (key === '/') {
    search.focus();
    search.select();
    return true;
  }
  return target instanceof HTMLElement && target.matches(poolLinks) && poolKey(key, target, search);
}

function searchKey(key: string, search: HTMLInputElement): boolean {
  if (key === 'ArrowDown') return focus(links()[0]);
  if (key !== 'Escape' || search.value === '') return false;
  search.value = '';
  search.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

function poolKey(key: string, link: HTMLElement, search: HTMLInputElement): boolean {
  const all = links();
  const at = all.indexOf(link);
  const isOpen = link.getAttribute('aria-expanded') === 'true';
  if (key === 'ArrowDown') return focus(all[at + 1]);
  if (key === 'ArrowUp') return focus(at === 0 ? search : all[at - 1]);
  if (key === 'ArrowRight' && !isOpen) return click(link);
  if (key === 'ArrowLeft' && isOpen) return click(link);
  return key === ' ' && click(link);
}

function links(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(poolLinks)];
}

function focus(element: HTMLElement | undefined): boolean {
  element?.focus();
  return element !== undefined;
}

function click(link: HTMLElement): boolean {
  link.click();
  return true;
}
