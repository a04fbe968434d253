/**
 * Pictures of pages, taken where the variable SCREENSHOTS names a folder for them.
 */
import type { Page } from 'playwright-core';

const folder = process.env['SCREENSHOTS'];

/** The upper part of the page, where a height says so. */
export async function takePicture(page: Page, name: string, height?: number): Promise<void> {
  if (folder === undefined) return;
  const { width = 0 } = page.viewportSize() ?? {};
  const clip = height === undefined ? {} : { clip: { x: 0, y: 0, width, height } };
  await page.screenshot({ path: `${folder}/${name}.png`, ...clip });
}
