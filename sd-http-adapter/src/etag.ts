/**
 * Strong entity tags, and whether If-None-Match names one.
 *
 * Source: RFC 9110 sections 8.8.3 and 13.1.2.
 */

/** One member of the list; `etagc` may hold a comma, so the list cannot be split at commas. */
const member = /[\t ]*(?:(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")[\t ]*)?(?:,|$)/y;

/**
 * Whether the client already has the representation with this tag.
 *
 * `*` matches whatever there is. Tags compare weakly, as the RFC wants it for GET. A header that
 * cannot be read matches nothing: an answer too many does no harm.
 */
export function isNoneMatched(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return parseTags(ifNoneMatch).includes(etag);
}

/** The tags of a list with their quotes, without `W/`. Empty when the list is malformed. */
function parseTags(header: string): readonly string[] {
  const tags: string[] = [];
  let at = 0;
  while (at < header.length) {
    member.lastIndex = at;
    const match = member.exec(header);
    if (match === null) return [];
    if (match[1] !== undefined) tags.push(match[1]);
    at = member.lastIndex;
  }
  return tags;
}
