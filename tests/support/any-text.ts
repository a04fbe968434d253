/**
 * Texts for tests of whatever writes, reads or escapes text.
 *
 * fast-check's own `binary` strings come from all of Unicode alike, so nearly none of their characters
 * is one that an encoder stumbles over; and their tables take as long to make as a whole test file.
 */
import fc from 'fast-check';

/** What separates lines, hides, reverses or ends text, and what is no character at all. */
const troublesome = [
  0x22, 0x25, 0x27, 0x5c, 0x7b, 0x7f, 0x85, 0xad, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff,
  0xfffd, 0xfffe, 0xffff, 0x1f600, 0x10ffff,
];

/** One code point, never half of a surrogate pair. */
const character: fc.Arbitrary<string> = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0, max: 0x9f }),
    fc.constantFrom(...troublesome),
    fc.integer({ min: 0xa0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((codePoint) => String.fromCodePoint(codePoint));

export interface TextBounds {
  /** In characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Any well-formed text. */
export function anyText(bounds: TextBounds = {}): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...bounds });
}
