/**
 * Given to a Node with `--import`: when the program says that it listens, writes every script that was loaded
 * until then as one line of JSON to stdout, and ends the process.
 *
 * The debugger tells of scripts as they are compiled, Node's own too, whatever loads them.
 */
import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';

const session = new Session();
session.connect();
/** @type {string[]} */
let urls = [];
session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
session.post('Debugger.enable');
// Those that were there before.
urls = [];

const write = process.stderr.write.bind(process.stderr);
process.stderr.write = (/** @type {string | Uint8Array} */ text) => {
  if (!String(text).includes('msg=listening')) return write(text);
  session.disconnect();
  writeSync(1, JSON.stringify(urls));
  process.exit(0);
};
