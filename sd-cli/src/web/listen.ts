/**
 * From `--web.listen-address` to a listener, or to what is wrong with it.
 */
import { failure, type Result } from '../result.ts';
import { parseListenAddress } from './listen-address.ts';
import { openListener, type Listener } from './listener.ts';

export async function listenOn(text: string): Promise<Result<Listener>> {
  const address = parseListenAddress(text);
  if (address !== undefined) return openListener({ address, text });
  const expected = 'expected host:port such as 127.0.0.1:9003, [::1]:9003 or :9003';
  return failure(2, `--web.listen-address: ${expected}, found ${JSON.stringify(text)}`);
}
