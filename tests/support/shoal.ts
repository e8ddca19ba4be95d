/** The `shoal` command as tests run it: the built file in a process of its own, its JSON lines read as they come. */
import { addressText } from '../../engine/base/address-text.js';
import { ensureBundle } from './bundle.js';
import { type ChildExit, startChild } from './child.js';
import { freePort, until, within } from './waiting.js';

export type ShoalEvent = Readonly<Record<string, unknown>> & { readonly event: string };

export interface ShoalProcess {
  readonly pid: number;
  readonly ip: string;
  readonly port: number;
  /** `ip:port`, as `--peer` takes it. */
  readonly address: string;
  readonly events: readonly ShoalEvent[];
  /** When each event was read, `performance.now()` milliseconds; parallel to `events`. */
  readonly times: readonly number[];
  /** Lines that were no JSON. */
  readonly otherLines: readonly string[];
  stderr(): string;
  readonly exited: Promise<ChildExit>;
  /** Waits for an event (the first of that name, or one that passes the test); fails when the process ends before it. */
  event(name: string, timeoutMs?: number, test?: (event: ShoalEvent) => boolean): Promise<ShoalEvent>;
  /** Waits for the end and gives the exit code. */
  code(timeoutMs?: number): Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<ChildExit>;
}

/** What a run may use to find peers; the rest is off, so that it stays on loopback. */
export interface ShoalWays {
  readonly trackers?: boolean;
  readonly pex?: boolean;
  /** Nodes, `host:port`, at which it enters the DHT. */
  readonly dht?: readonly string[];
}

/** Network options that keep a run on loopback, with only what the test asks for. */
export function networkWords(ip: string, port: number, { dht, pex = false, trackers = false }: ShoalWays = {}): string[] {
  return [
    '--bind',
    ip,
    '--port',
    String(port),
    ...(dht === undefined ? ['--no-dht'] : dht.flatMap((node) => ['--dht-bootstrap', node])),
    ...(pex ? [] : ['--no-pex']),
    '--no-lsd',
    '--no-nat',
    ...(trackers ? [] : ['--no-trackers']),
    '--json',
  ];
}

export interface ShoalStart extends ShoalWays {
  readonly ip?: string;
  readonly port?: number;
}

let addresses = 0;

/**
 * An address for each run where all of 127/8 is local (Linux): Transmission takes one greeting at a time from an address.
 * They repeat after 50,000, long after their users have gone.
 */
function ownAddress(): string {
  if (process.platform !== 'linux') return '127.0.0.1';
  const number = addresses++ % 50_000;
  return `127.1.${Math.floor(number / 250)}.${1 + (number % 250)}`;
}

/** Starts `shoal download|seed ...` with `--json` on a loopback address. */
export async function startShoal(words: readonly string[], options: ShoalStart = {}): Promise<ShoalProcess> {
  const entry = await ensureBundle();
  const ip = options.ip ?? ownAddress();
  const port = options.port ?? (await freePort(ip));
  const events: ShoalEvent[] = [];
  const times: number[] = [];
  const otherLines: string[] = [];
  const child = startChild(process.execPath, [entry, ...words, ...networkWords(ip, port, options)], (line) => {
    try {
      events.push(JSON.parse(line) as ShoalEvent);
      times.push(performance.now());
    } catch {
      otherLines.push(line);
    }
  });
  let exit: ChildExit | null = null;
  void child.exited.then((how) => {
    exit = how;
  });
  const story = (): string => JSON.stringify({ exit, stderr: child.stderr(), last: events.slice(-3), others: otherLines.slice(-5) });
  return {
    pid: child.pid,
    ip,
    port,
    address: addressText({ host: ip, port }),
    events,
    times,
    otherLines,
    stderr: child.stderr,
    exited: child.exited,
    event: (name, timeoutMs = 60_000, test = () => true) =>
      until(
        `shoal event "${name}"`,
        () => {
          const found = events.find((event) => event.event === name && test(event));
          if (found === undefined && exit !== null) throw new Error(`shoal ended before "${name}": ${story()}`);
          return found;
        },
        timeoutMs,
        story,
      ),
    code: async (timeoutMs = 60_000) => {
      const how = await within('shoal to end', child.exited, timeoutMs).catch((problem: Error) => {
        throw new Error(`${problem.message}: ${story()}`);
      });
      return how.code;
    },
    stop: (signal) => child.stop(signal),
  };
}

/** Runs a sub-command to its end and gives what it printed. */
export async function runShoal(
  words: readonly string[],
  timeoutMs = 60_000,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const entry = await ensureBundle();
  const lines: string[] = [];
  const child = startChild(process.execPath, [entry, ...words], (line) => lines.push(line));
  const exit = await within(`shoal ${words.join(' ')}`, child.exited, timeoutMs).finally(() => child.process.kill('SIGKILL'));
  return { code: exit.code, stdout: lines.join('\n'), stderr: child.stderr() };
}
