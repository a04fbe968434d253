/**
 * Which process this is, so that another one can tell later whether it still lives.
 *
 * Source: proc(5). A process number alone is not enough: numbers are used again, and containers
 * that share a folder each have a process 1.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the kernel's ticks since the machine started; empty where that is not known. */
  readonly started: string;
  /** Where process numbers mean the same: one boot of one machine, one PID namespace. */
  readonly realm: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid), realm: ownRealm() };
}

/** `unsure`: it lives elsewhere, so that we cannot look. */
export function lifeOf(identity: ProcessIdentity): 'alive' | 'dead' | 'unsure' {
  if (identity.realm !== ownRealm()) return 'unsure';
  if (!exists(identity.pid)) return 'dead';
  const started = startOf(identity.pid);
  return started === '' || started === identity.started ? 'alive' : 'dead';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and is someone else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat. Field 2 may hold spaces and brackets, so we count from its end. */
function startOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function ownRealm(): string {
  const boot = textOf('/proc/sys/kernel/random/boot_id').trim();
  return boot === '' ? hostname() : `${boot} ${linkOf('/proc/self/ns/pid')}`;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
