/** What a process has cost so far, from /proc: CPU time of all its threads, and peak memory. */
import { readFileSync } from 'node:fs';

/** Clock ticks a second; fixed on Linux. */
const TICKS = 100;
const SAMPLE_MS = 50;

/** User and system seconds. */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** MiB of one of the fields of /proc/PID/status: VmHWM (peak resident), VmRSS, RssAnon. */
export function memoryMiB(pid: number, field: 'VmHWM' | 'VmRSS' | 'RssAnon'): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${field}:`));
  return Number(line?.split(/\s+/)[1] ?? Number.NaN) / 1024;
}

/** Peak of RssAnon, sampled: VmHWM also counts the page cache of clients that map their payload. */
export function watchAnonymous(pid: number): () => number {
  let peak = 0;
  const look = (): void => {
    try {
      peak = Math.max(peak, memoryMiB(pid, 'RssAnon'));
    } catch {
      // it has ended; the peak stands
    }
  };
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}
