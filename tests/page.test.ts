/**
 * The page in a real Chromium: what it shows of every kind of discovery, how it is used, and that nothing
 * from outside becomes anything but text. One browser, one program, and a server whose discovery stands still.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as statuses from '../sd-cli/src/page/testing/statuses.ts';
import { escaped } from '../sd-cli/src/page/view/query.ts';
import { visible } from '../sd-cli/src/page/view/words.ts';
import { accessibilityProblems, openPage, startBrowser, type WatchedPage } from './support/browser.ts';
import { hostileConstants, hostileName, hostileStatus, longStatus } from './support/hostile-names.ts';
import { needs } from './support/needs.ts';
import { countLostTargets, skeleton, useMany } from './support/page-scripts.ts';
import { names, row } from './support/page-table.ts';
import { takePicture } from './support/pictures.ts';
import { startDiscoveredAccount, type DiscoveredAccount } from './support/simulated-account.ts';
import { startStandingPage, type StandingPage } from './support/standing-page.ts';

// Everything here is work for the processor, which a busy machine shares.
vi.setConfig({ testTimeout: 60_000 });

const bound = { timeout: 25_000, interval: 100 };
const [desktop, phone] = [{ width: 1280, height: 800 } as const, { width: 375, height: 740 } as const];

let browser: Browser;
let window: WatchedPage;
/** One that runs no script. */
let plainWindow: WatchedPage;
let still: StandingPage;
let account: DiscoveredAccount;

/** Opens a page, uses it, and expects that nothing complained. */
async function visit(
  url: string,
  use: (page: Page) => Promise<void>,
  watched: WatchedPage = window,
): Promise<void> {
  await watched.page.goto(url);
  if (watched !== plainWindow) await watched.page.getByRole('button', { name: 'Pause' }).waitFor();
  await use(watched.page);
  expect(watched.complaints()).toEqual([]);
}

/** Asks for the newest report now, as when a person looks at the window again. */
async function refresh(): Promise<void> {
  await window.page.evaluate('void document.dispatchEvent(new Event("visibilitychange"))');
}

needs('chromium').describe('the page', () => {
  beforeAll(async () => {
    [browser, still, account] = await Promise.all([
      startBrowser(),
      startStandingPage(),
      startDiscoveredAccount({ WEB: 3, BATCH: 2 }),
    ]);
    [window, plainWindow] = await Promise.all([
      openPage(browser, { viewport: desktop }),
      openPage(browser, { viewport: desktop, javaScriptEnabled: false }),
    ]);
    await window.page.addInitScript(countLostTargets);
  });
  afterAll(() => Promise.all([browser?.close(), still?.close(), account?.close()]));

  test('says at a glance how things stand, and breaks no rule of accessibility', async () => {
    still.become(statuses.troubled);
    await visit(still.url('status?open=etl_hourly'), async (page) => {
      expect(await page.title()).toBe('(8) spcs-sd');
      expect(await page.locator('h2').first().textContent()).toBe('107 targets of 13 pools');
      expect((await page.locator('.tiles a').allTextContents()).join(', ')).toBe(
        '13Pools, 0No answer, 1Failing, 2Lacking nodes, 1Not listed, 5Held removals, 1Conflicts, 1Refused, 1Waiting',
      );
      expect(await row(page, 'inference').locator('td').allTextContents()).toEqual([
        expect.stringMatching(/^failing 3m \d+s$/),
        'ACTIVE',
        '20 / 20',
        expect.stringMatching(/^3m \d+s$/),
        'servfail: 127.0.0.1:53 answered SERVFAIL over UDP',
      ]);
      await page.getByText('node-6.etl_hourly.cp.spcs.internal').waitFor();
      expect(await page.evaluate('lostTargets'), 'what the server drew stays until it is drawn anew').toBe(0);
      await takePicture(page, 'light');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await takePicture(page, 'dark');
      await page.setViewportSize(phone);
      await takePicture(page, 'phone');
      expect(await accessibilityProblems(page, ['color-contrast', 'target-size'])).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(desktop);
    });
  });

  test('says in its first words when there are no targets to give, and why', async () => {
    await visit(still.url(), async (page) => {
      for (const [standing, title, content] of [
        [statuses.empty, '0 targets of 0 pools', 'No pool is known.'],
        [statuses.expired, 'No targets are given: nothing has been confirmed for too long', 'web'],
        [statuses.starting, 'Starting: no targets are given yet', 'No pool is known.'],
      ] as const) {
        still.become(standing);
        await refresh();
        await page.getByRole('heading', { name: title }).waitFor();
        expect(await page.locator('tbody').textContent()).toContain(content);
      }
      await takePicture(page, 'starting', 480);
    });
  });

  test('is searched, filtered, sorted and opened by keyboard, and its URL keeps all of that', async () => {
    still.become(statuses.troubled);
    await visit(still.url(), async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('etl');
      expect(await names(page)).toEqual(['etl_hourly', 'etl_nightly']);
      expect(await page.getByRole('status').textContent()).toBe('2 of 13 pools');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowRight');
      await page.getByText('node-1.etl_hourly.cp.spcs.internal').waitFor();
      expect(page.url()).toBe(still.url('status?q=etl&open=etl_hourly'));
      await page.keyboard.press('ArrowLeft');
      expect(await page.locator('.detail').count()).toBe(0);
      await page.keyboard.press('/');
      await page.keyboard.press('Escape');
      expect(await names(page)).toHaveLength(13);
      await page.getByRole('link', { name: /Lacking nodes/ }).click();
      await page.getByRole('link', { name: 'Pool', exact: true }).click();
      await page.getByRole('link', { name: 'Pool', exact: true }).click();
      expect(await names(page)).toEqual(['ingest', 'etl_hourly']);
      expect(await page.getByRole('columnheader', { name: 'Pool' }).getAttribute('aria-sort')).toBe(
        'descending',
      );
      await page.reload();
      expect(await names(page)).toEqual(['ingest', 'etl_hourly']);
      await page.goBack();
      expect(await names(page)).toEqual(['etl_hourly', 'ingest']);
    });
  });

  test('a refresh takes neither focus, nor place, nor what is open', async () => {
    still.become(statuses.manyPools(150));
    await visit(still.url('status?sort=pool'), async (page) => {
      const link = page.getByRole('link', { name: 'team20_pool00020' });
      await link.click();
      await page.getByText('node-1.team20_pool00020.cp.spcs.internal').waitFor();
      const before = await page.evaluate('scrollY');
      expect(before).not.toBe(0);
      const pools = statuses
        .manyPools(150)
        .pools.map((pool) => ({ ...pool, metadata: { state: 'RESIZING' } }));
      still.become(statuses.statusOf([statuses.poolStatus('a_new_one', { targets: 1 }), ...pools]));
      await refresh();
      await page.getByRole('link', { name: 'a_new_one' }).waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe('team20_pool00020');
      expect(await link.getAttribute('aria-expanded')).toBe('true');
      // Where the reader looks nothing has moved, although a row came above.
      expect(await page.evaluate('scrollY')).not.toBe(0);
      expect(await row(page, 'team20_pool00020').locator('.state').textContent()).toBe('RESIZING');
    });
  });

  test('tells a fault as long as there is one, and offers a command that works', async () => {
    const url = await account.url();
    await vi.waitFor(async () => expect((await fetch(`${url}/-/ready`)).status).toBe(200), bound);
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(`${url}/`, async (page) => {
      const says = (name: string, text: RegExp): Promise<void> =>
        vi.waitFor(async () => {
          await refresh();
          expect(await row(page, name).textContent()).toMatch(text);
        }, bound);
      await says('web', /^webokACTIVE3 \/ 3/);
      account.sandbox.setFault('servfail', { pool: 'WEB' });
      await says('web', /^webservfailfailing \d+sACTIVE3 \/ 3.*servfail: 127/);
      await takePicture(page, 'fault', 420);
      expect(await page.title()).toBe('(1) spcs-sd');
      account.sandbox.setFault(undefined, { pool: 'WEB' });
      await says('web', /^webokACTIVE3 \/ 3/);
      await account.sandbox.change({ kind: 'scale', pool: 'BATCH', nodes: 1 });
      await says('batch', /^batch1 heldACTIVE1 \/ 1/);

      await page.getByRole('link', { name: 'web', exact: true }).click();
      await page.getByRole('button', { name: 'Copy: curl' }).first().click();
      await page.getByRole('button', { name: 'Copy: curl' }).first().getByText('Copied').waitFor();
      const command = String(await page.evaluate('navigator.clipboard.readText()'));
      const { stdout } = await promisify(execFile)('sh', ['-c', command]);
      expect(JSON.parse(stdout)).toMatchObject([{ targets: account.sandbox.expectedTargets().get('web') }]);
    });
  });

  test('asks by itself, says when nothing answers, and stands still when it is told to', async () => {
    const watched = await openPage(browser);
    await watched.page.clock.install();
    still.become(statuses.empty);
    const look = async (page: Page): Promise<void> => {
      const later = (): Promise<void> => page.clock.fastForward(61_000);
      await page.route('**/api/v1/pools', (route) => route.abort());
      await later();
      await page.getByText(/cannot be reached\. What you see is 1m \d+s old\.$/).waitFor();
      expect(watched.complaints()).toEqual([expect.stringContaining('net::ERR_FAILED')]);
      await page.unroute('**/api/v1/pools');
      still.become(statuses.troubled);
      await later();
      await page.getByRole('heading', { name: '107 targets of 13 pools' }).waitFor();
      expect(await page.getByText('No update').count()).toBe(0);

      await page.getByRole('button', { name: 'Pause' }).click();
      still.become(statuses.empty);
      await later();
      expect(await names(page)).toHaveLength(13);
      await page.getByRole('button', { name: 'Pause', pressed: true }).click();
      await page.getByRole('heading', { name: '0 targets of 0 pools' }).waitFor();
    };
    await visit(still.url(), look, watched);
    await watched.close();
  });

  test('works without JavaScript: links, search, details', async () => {
    still.become(statuses.troubled);
    await visit(
      still.url(),
      async (page) => {
        expect(await names(page)).toHaveLength(13);
        await page.getByRole('searchbox').fill('etl');
        await page.getByRole('button', { name: 'Search' }).click();
        expect(await names(page)).toEqual(['etl_hourly', 'etl_nightly']);
        await page.getByRole('link', { name: 'etl_hourly' }).click();
        expect(await page.locator('.targets li').count()).toBe(6);
        expect(await page.getByRole('button').allTextContents()).toEqual(['Search']);
      },
      plainWindow,
    );
  });

  test('20,000 pools are there at once, and answer at once', async () => {
    still.become(statuses.manyPools(20_000));
    await visit(still.url(), async (page) => {
      await takePicture(page, 'many', 520);
      const { interactive, search, sort, frame } =
        await page.evaluate<Readonly<Record<string, number>>>(useMany);
      expect(interactive).toBeLessThan(15_000);
      for (const ms of [search, sort, frame]) expect(ms).toBeLessThan(2000);
      expect(await names(page)).toHaveLength(100);
      expect(await page.getByRole('status').textContent()).toBe('500 of 20,000 pools');
      await page.getByRole('link', { name: 'Next' }).last().click();
      await page.getByText('101–200').first().waitFor();
      expect(await page.evaluate('document.querySelector("table").getBoundingClientRect().top | 0')).toBe(0);
    });
  });

  test('a phone shows it without moving sideways, also with the longest names', async () => {
    const long = ['x'.repeat(255), `${'y-'.repeat(31)}y`, '漢'.repeat(60), 'a b '.repeat(30)];
    still.become(longStatus(long));
    const open = long.map((name) => `open=${escaped(name)}`).join('&');
    await window.page.setViewportSize(phone);
    await visit(still.url(`status?${open}`), async (page) => {
      await page.locator('.targets code').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    });
    await window.page.setViewportSize(desktop);
  });

  test('a name from outside is text, whatever it holds', async () => {
    const skeletonAt = async (shown: readonly string[]): Promise<readonly unknown[]> => {
      still.become(hostileStatus(shown));
      const skeletons: unknown[] = [];
      // A URL cannot say half of a surrogate pair.
      const open = shown.find((name) => !/\p{Cs}/u.test(name)) ?? '';
      for (const watched of [window, plainWindow]) {
        const look = async (page: Page): Promise<void> => {
          await page.locator('h3', { hasText: /^1 target$/ }).waitFor();
          skeletons.push(await page.evaluate(skeleton));
          expect((await names(page)).toSorted()).toEqual(shown.map(visible).toSorted());
        };
        await visit(still.url(`status?open=${escaped(open)}`), look, watched);
      }
      return skeletons;
    };
    const count = hostileConstants.length + 20;
    const harmless = await skeletonAt(Array.from({ length: count }, (_, index) => `p${index}`));
    const others = fc.uniqueArray(hostileName, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(others, async (shown) => {
        expect(await skeletonAt([...hostileConstants, ...shown])).toEqual(harmless);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});
