/**
 * A real Chromium for tests, and pages of it that notice whatever is not as it should be.
 *
 * Owns the browser's process. It asks nobody but the server that a test names.
 */
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { pathOf } from './needs.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: pathOf('chromium'), args });
}

export interface WatchedPage {
  readonly page: Page;
  /** What the console, the content security policy, or a request to elsewhere complained of; then forgets it. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/** A page in a context of its own. Its servers are on 127.0.0.1; nobody else may be asked. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  // Before the test itself runs out of time, so that it is told what did not come.
  page.setDefaultTimeout(20_000);
  let complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`);
  });
  return {
    page,
    complaints: () => {
      const said = complaints;
      complaints = [];
      return said;
    },
    close: () => context.close(),
  };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What breaks the rules of WCAG A and AA, and good practice, one line each; or these rules alone. */
export async function accessibilityProblems(
  page: Page,
  rules?: readonly string[],
): Promise<readonly string[]> {
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  });
  await page.evaluate(`window.axe ?? (() => { ${axe.source} })()`);
  const violations: readonly Violation[] = await page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
