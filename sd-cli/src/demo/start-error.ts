/**
 * One line for a person from whatever kept the sandbox from starting. Pure.
 */

interface AddressError extends Error {
  readonly code: string;
  readonly address: string;
  readonly port: number;
}

function isAddressError(error: unknown): error is AddressError {
  return error instanceof Error && 'code' in error && 'address' in error && 'port' in error;
}

/** Names the address, because the program uses several, and what to do. */
export function startErrorText(error: unknown): string {
  if (isAddressError(error) && error.code === 'EADDRINUSE') {
    return `${error.address}:${error.port} is in use: end what listens there, or choose another port`;
  }
  return error instanceof Error ? error.message : String(error);
}
