/**
 * How much memory V8 may hold that nobody needs any more.
 *
 * V8 lets a heap double before it collects garbage, and gives new values room up to three times 16 MB and more,
 * which suits a large machine; in a container's 200 MB it is what kills. With a quarter instead 252 MB became
 * 161 MB after four whole lists of 100,000 targets, for a fifth more CPU time in such a burst and none that shows
 * when little changes. It is 15 %: with a million targets 300 MB resident instead of a quarter's 314, for an eighth
 * more CPU time until the first list. And new values keep the room that they begin with: with 100,000 targets
 * 140 MB resident became 109 MB on Node 20, and 192 MB became 128 MB on Node 26, for a twentieth and a seventh
 * more CPU time until the first list, and none that shows afterwards. A largest size (`--max-semi-space-size`)
 * would say it better, but a heap that exists already does not look at it.
 *
 * And `fetch` reads answers with a parser in WebAssembly, which V8 soon compiles anew for speed: that takes
 * 10 to 30 MB at once, of which a part is never given back, for requests that come three a minute. Never
 * instead: a program with five pools has 69 MB instead of 77 (Node 20), 77 instead of 91 (24), 81 instead of 86
 * (26), and its peak is no more than that.
 */
import { setFlagsFromString } from 'node:v8';

/** Before much is in it. V8 ignores a flag that it does not know. */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=15');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--wasm-tiering-budget=2000000000');
}
