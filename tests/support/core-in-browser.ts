/**
 * The packed core in a real Chromium: its files as npm installed them, found by an import map, and our answers
 * to the contract's questions on top.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { rolldown } from 'rolldown';
import { repository } from '../../tools/run.mjs';
import { openPage, startBrowser } from './browser.ts';

const page = `<!doctype html><link rel="icon" href="data:,"><script type="importmap">
{ "imports": { "@spcs-sd/core": "/node_modules/@spcs-sd/core/dist/index.js" } }
</script>`;

export interface BrowserAnswers {
  /** JSON of each result, in the order of the questions. */
  readonly results: readonly string[];
  readonly complaints: readonly string[];
  /** Paths of the package's files that the browser loaded. */
  readonly loaded: readonly string[];
}

/** `root`: where the package is installed. `questions`: one line of JSON each. Some three seconds. */
export async function answersInBrowser(root: string, questions: readonly string[]): Promise<BrowserAnswers> {
  const entry = join(repository, 'sd-cli', 'dist', 'conform', 'self', 'core-answer.js');
  const bundle = await rolldown({ input: entry, platform: 'browser', external: ['@spcs-sd/core'] });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const files = await serve(root, { '/': page, '/answers.js': output[0].code });
  const browser = await startBrowser();
  try {
    const watched = await openPage(browser);
    await watched.page.goto(files.url);
    const results: readonly string[] = await watched.page.evaluate(
      `import('/answers.js').then(({ coreAnswerTo }) => ${JSON.stringify(questions)}.map((line) =>
        JSON.stringify(coreAnswerTo(JSON.parse(line)))))`,
    );
    return { results, complaints: watched.complaints(), loaded: files.asked() };
  } finally {
    await browser.close();
    files.close();
  }
}

/** Files below `root`, and some pages of its own. */
async function serve(
  root: string,
  pages: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; readonly asked: () => readonly string[]; readonly close: () => void }> {
  const asked: string[] = [];
  const server = createServer(async ({ url = '/' }, response) => {
    const path = normalize(url);
    if (path.startsWith('/node_modules/')) asked.push(path);
    const text = pages[path] ?? (await readFile(join(root, path), 'utf8').catch(() => undefined));
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': `${type}; charset=utf-8` });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, asked: () => asked, close };
}
