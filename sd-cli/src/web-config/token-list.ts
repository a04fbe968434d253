/**
 * A file of bearer tokens: one in each line, so that an old and a new one are good at the same time.
 *
 * Empty lines and lines that begin with `#` are read over. Source: RFC 6750, `b64token`.
 */

export type TokenList =
  | { readonly kind: 'tokens'; readonly tokens: readonly string[] }
  /** Each goes on from "found", and never holds a token. At least one. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Tokens are compared fast: short ones could be guessed. */
export const leastTokenLength = 16;

const form = /^[A-Za-z0-9._~+/-]+=*$/;

export function parseTokens(text: string): TokenList {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ token: line.trim(), number: index + 1 }))
    .filter(({ token }) => token !== '' && !token.startsWith('#'));
  const problems = lines.flatMap(({ token, number }) => {
    if (!form.test(token)) return [`a character in line ${number} that no token can have`];
    return token.length < leastTokenLength ? [`${token.length} characters in line ${number}`] : [];
  });
  if (lines.length === 0) return { kind: 'wrong', problems: ['none'] };
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'tokens', tokens: lines.map(({ token }) => token) };
}
