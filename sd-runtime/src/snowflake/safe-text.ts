/**
 * Text from outside, made fit for a message: short, on one line, and without the secret that was sent.
 */

const maxShown = 300;

/** `secrets` are cut out wherever they stand: a server may send back what it was given. */
export function safeText(text: string, secrets: readonly string[] = []): string {
  const shown = secrets
    .filter((secret) => secret.length > 0)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text.slice(0, maxShown * 20))
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .trim();
  return shown.length > maxShown ? `${shown.slice(0, maxShown)}…` : shown;
}

/** The error's words with those of its causes, as `fetch` hides the real one there. */
export function errorText(error: unknown, secrets: readonly string[] = []): string {
  const words: string[] = [];
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const text = cause.message === '' ? code : cause.message;
    if (text !== '' && text !== 'fetch failed') words.push(text);
  }
  return safeText(words.join(': ') || String(error), secrets);
}
