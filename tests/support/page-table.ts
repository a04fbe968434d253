/**
 * The table of the page, as a test reads it.
 */
import type { Locator, Page } from 'playwright-core';

/** Of the pools that are shown, from the top. */
export function names(page: Page): Promise<readonly string[]> {
  return page.locator('tbody .name bdi').allTextContents();
}

export function row(page: Page, name: string): Locator {
  return page.locator('tbody tr').filter({ has: page.getByRole('link', { name, exact: true }) });
}
