/**
 * Scripts that a test runs in the page. They are text: types of a browser are no types of these tests.
 */

/** Runs in the page: milliseconds until it could be used, and of a search, a sort, and the longest frame of a scroll. */
export const useMany = `(async () => {
  const took = async (act) => {
    const startedMs = performance.now();
    act();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return Math.round(performance.now() - startedMs);
  };
  const field = document.querySelector('#search');
  const type = (text) => () => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const search = await took(type('team07'));
  const sort = await took(() => document.querySelector('thead th:nth-child(5) a').click());
  let frame = 0;
  for (let step = 0; step < 10; step++) frame = Math.max(frame, await took(() => scrollBy(0, 200)));
  return { interactive: Math.round(performance.getEntriesByName('live')[0].startTime), search, sort, frame };
})()`;

/** Runs in the page: how many elements there are of each kind, with the names of their attributes. */
export const skeleton = `[...document.querySelectorAll('#page main *')].map((element) =>
  [element.localName, ...element.getAttributeNames()].join(' ')).sort()`;

/** Runs before the page: counts the lists of targets that were drawn and are gone again. */
export const countLostTargets = `
  window.lostTargets = 0;
  new MutationObserver((changes) => {
    const gone = changes.flatMap(({ removedNodes }) => [...removedNodes]).filter((node) => node instanceof Element);
    window.lostTargets += gone.filter((node) => node.querySelector('.targets') ?? node.matches('.targets')).length;
  }).observe(document, { childList: true, subtree: true });
`;
