/**
 * `npm run bench -- NAME…`: runs the named benchmarks, or all of them, one after the other.
 */
import { benchDns } from './dns.ts';
import { benchSilent } from './silent.ts';

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  dns: benchDns,
  silent: benchSilent,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  process.stderr.write(
    `no benchmark ${unknown.join(', ')}: there is ${Object.keys(benchmarks).join(', ')}\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) await run();
  }
}
