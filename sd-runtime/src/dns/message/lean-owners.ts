/**
 * Whose address comes next: servers give addresses in the order of the services, and write each owner as
 * the first label of a target and a pointer to what all targets end in. Such an owner is compared with the
 * target where both stand.
 *
 * Like the tables, it begins anew with each message.
 */
import { tailOf, targetStartOf } from './lean-table.ts';
import { uint16 } from './response-message.ts';

/** The service whose target probably comes next. */
let next = 0;
/** The pointer of an owner that was read in full, and what it stands for; 0 for none. */
let pointer = 0;
let tail = 0;

export function clearOwners(): void {
  next = 0;
  pointer = 0;
}

/** The service, or -1 when the owner is not the expected one or is written in another way. */
export function expectedOwner(message: Buffer, at: number): number {
  const label = message[at] ?? 0;
  const target = targetStartOf(next);
  if (pointer === 0 || target === -1 || tailOf(next) !== tail) return -1;
  if (label > 63 || uint16(message, at + 1 + label) !== pointer) return -1;
  for (let index = 0; index <= label; index++) if (message[at + index] !== message[target + index]) return -1;
  next += 1;
  return next - 1;
}

/** Where an owner ends that is a label and a pointer. */
export function ownerEnd(message: Buffer, at: number): number {
  return at + (message[at] ?? 0) + 3;
}

/** Makes the next owner the expected one. This one was read in full, and is the service's; -1 for nobody's. */
export function learnOwner(message: Buffer, at: number, service: number): void {
  const label = message[at] ?? 0;
  const last = uint16(message, at + 1 + label);
  if (service === -1 || label > 63 || last < 0xc000) return;
  next = service + 1;
  pointer = last;
  tail = tailOf(service);
}
