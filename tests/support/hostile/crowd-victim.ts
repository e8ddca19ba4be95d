/**
 * A program: one engine that downloads among hostile peers, in a process of its own so that its memory can be measured. It
 * takes a `VictimOrder` as its one argument, says a `VictimLine` a line, and ends with its input.
 */
import { readFileSync } from 'node:fs';
import { openEngine } from '../../../engine/index.js';
import { banIn } from './ban-line.js';

export interface VictimOrder {
  readonly host: string;
  readonly port: number;
  /** Path of a .torrent, or a magnet. */
  readonly source: string;
  readonly out: string;
  readonly stateDir: string;
  /** `file:` URL. */
  readonly diskWorker: string;
  /** `host:port` of each. */
  readonly peers: readonly string[];
}

/** Times are milliseconds of one clock; `figures` comes several times a second, to the end. */
export type VictimLine =
  | { readonly ev: 'added' | 'complete'; readonly atMs: number }
  | { readonly ev: 'banned'; readonly host: string; readonly reason: string }
  | { readonly ev: 'figures'; readonly receivedBytes: number; readonly wastedBytes: number; readonly isComplete: boolean };

const FIGURES_MS = 100;

const order = JSON.parse(process.argv[2] ?? '') as VictimOrder;
const say = (line: VictimLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

let isComplete = false;
const engine = await openEngine({
  stateDir: order.stateDir,
  diskWorker: order.diskWorker,
  clientName: 'Shoal test',
  settings: { listenPort: order.port, bindAddress: order.host, dht: false, lsd: false, nat: false, trackers: false, pex: false },
  onEvent({ kind }) {
    if (kind !== 'torrent-complete' || isComplete) return;
    isComplete = true;
    say({ ev: 'complete', atMs: performance.now() });
  },
});
const isMagnet = order.source.startsWith('magnet:');
const atMs = performance.now();
const { id } = await engine.execute('torrents.add', {
  source: isMagnet ? { kind: 'magnet', uri: order.source } : { kind: 'file', bytes: readFileSync(order.source) },
  savePath: order.out,
  peers: [...order.peers],
});
say({ ev: 'added', atMs });

function tell(lines: readonly { readonly text: string }[]): void {
  for (const { text } of lines) {
    const ban = banIn(text);
    if (ban !== null) say({ ev: 'banned', ...ban });
  }
}
engine
  .openView((message) => {
    if (message.kind === 'details-snapshot' && message.details.tab === 'log') tell(message.details.lines);
    if (message.kind === 'details-delta' && message.delta.tab === 'log' && 'append' in message.delta) tell(message.delta.append);
  })
  .setDetails({ id, tab: 'log' });

setInterval(() => {
  const { receivedBytes = 0, wastedBytes = 0 } = engine.stats(id) ?? {};
  say({ ev: 'figures', receivedBytes, wastedBytes, isComplete });
}, FIGURES_MS);
process.stdin.resume().on('end', () => void engine.close().finally(() => process.exit(0)));
