/**
 * Peers that a machine may lack: found, or named with the package to install.
 */
import { pathOf, type Binary } from '../../../tests/support/needs.ts';

/** Undefined when it is not installed. */
export function findBinary(binary: Binary): string | undefined {
  try {
    return pathOf(binary);
  } catch {
    return undefined;
  }
}

/** A note for the report, or none when it is there. */
export function missingNote(binary: Binary): readonly string[] {
  try {
    pathOf(binary);
    return [];
  } catch (error) {
    return [`Not compared: ${error instanceof Error ? error.message : String(error)}`];
  }
}
