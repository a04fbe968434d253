/**
 * Puts the text of an element on the clipboard.
 */

/** Resolves with whether it is there. Leaves the text selected where the browser does not let it be copied. */
export async function copyText(element: Element): Promise<boolean> {
  const text = element.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over plain HTTP, but for this machine itself, there is no clipboard.
    getSelection()?.selectAllChildren(element);
    return document.execCommand('copy');
  }
}
