/**
 * What a browser may do with the page's answers.
 */
import type { OutgoingHttpHeaders } from 'node:http';

/** The newest answer, asked for each time, for nobody else, and told to nobody. */
export const pageHeaders: OutgoingHttpHeaders = {
  'Cache-Control': 'private, no-cache',
  'Referrer-Policy': 'no-referrer',
};

/**
 * Nothing from elsewhere, nothing inline, no frame around it, and no way from text to markup in scripts.
 *
 * Source: Content Security Policy Level 3; Trusted Types.
 */
export const contentSecurityPolicy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Whether the client has what this tag stands for. Compares weakly; our tags hold no comma. */
export function hasTag(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = (tag: string): string => tag.trim().replace(/^W\//, '');
  const tags = (ifNoneMatch ?? '').split(',').map(strong);
  return tags.includes('*') || tags.includes(strong(etag));
}

/** The query of a request's target. */
export function parametersOf(url: string | undefined): URLSearchParams {
  const at = url?.indexOf('?') ?? -1;
  return new URLSearchParams(at < 0 ? '' : url?.slice(at + 1));
}
