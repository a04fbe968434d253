/**
 * What Linux says of a process: memory and CPU time. Source: proc(5).
 */
import { readFileSync } from 'node:fs';

export interface ProcessFigures {
  /** Resident, in MB of a million bytes. */
  readonly residentMb: number;
  /** The most it ever had. */
  readonly peakMb: number;
  readonly cpuSeconds: number;
}

/** Clock ticks a second, the same on every Linux that Node runs on. */
const ticks = 100;

/** Throws when the process has ended. */
export function processFigures(pid: number): ProcessFigures {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field: string): number =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
  // The name in brackets may hold spaces; user and system time are the 12th and 13th after it.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const cpuSeconds = (Number(stat[11]) + Number(stat[12])) / ticks;
  return { residentMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM'), cpuSeconds };
}
