/** Whether a process runs, and which one it is: ids are used again, so a process is known by its id, its start and the boot. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const ASK_MS = 2000;

/** Something runs under this id, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a process is called that has ended and that its parent has not looked at yet. */
const ENDED = 'ended';

/** When the process started, in the system's own words; null where they cannot be had. */
export async function processStart(pid: number): Promise<string | null> {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return askPs(pid);
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // After the name, which may hold anything: state is the third field, the start the twenty-second.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? ENDED : (fields[19] ?? null);
}

function askPs(pid: number): Promise<string | null> {
  const options = { timeout: ASK_MS, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], options, (problem, stdout) =>
      resolve(problem === null && stdout.trim() !== '' ? stdout.trim() : null),
    );
  });
}

/** Names this boot of the machine; null where it has no name. */
export async function bootId(): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => '');
  return text.trim() === '' ? null : text.trim();
}
