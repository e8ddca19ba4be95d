/** A real engine in this process that downloads among hostile peers, and what it says of them in its log. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineApi } from '../../../engine/api/engine.js';
import type { TorrentId } from '../../../engine/api/ids.js';
import type { LogLine } from '../../../engine/api/torrent-view.js';
import { openEngine } from '../../../engine/index.js';
import { buildDiskWorker } from '../disk-worker.js';
import type { Scratch } from '../payload.js';
import type { SimTorrent } from '../sim/sim-torrent.js';
import { freePort, until } from '../waiting.js';
import { banIn } from './ban-line.js';

export interface VictimOptions {
  readonly host: string;
  readonly torrent: SimTorrent;
  readonly magnet: boolean;
  readonly scratch: Scratch;
  /** Known from the start; `self` is its own address. */
  readonly peers: (self: string) => readonly string[];
}

export class Victim {
  readonly lines: LogLine[] = [];

  private constructor(
    private readonly engine: EngineApi,
    readonly id: TorrentId,
    readonly host: string,
    readonly port: number,
    private readonly out: string,
    private readonly torrent: SimTorrent,
  ) {
    engine
      .openView((message) => {
        if (message.kind === 'details-snapshot' && message.details.tab === 'log') this.lines.push(...message.details.lines);
        if (message.kind === 'details-delta' && message.delta.tab === 'log')
          this.lines.push(...('append' in message.delta ? message.delta.append : []));
      })
      .setDetails({ id, tab: 'log' });
  }

  static async open({ host, magnet, peers, scratch, torrent }: VictimOptions): Promise<Victim> {
    const port = await freePort(host);
    const out = scratch.folder(`out-${host}`);
    const engine = await openEngine({
      stateDir: scratch.folder(`state-${host}`),
      diskWorker: await buildDiskWorker(),
      clientName: 'Shoal test',
      settings: { listenPort: port, bindAddress: host, dht: false, lsd: false, nat: false, trackers: false },
    });
    const source = magnet ? ({ kind: 'magnet', uri: torrent.magnet } as const) : ({ kind: 'file', bytes: torrent.file } as const);
    const known = [...peers(`${host}:${port}`)];
    const { id } = await engine.execute('torrents.add', { source, savePath: out, peers: known });
    return new Victim(engine, id, host, port, out, torrent);
  }

  get endpoint() {
    return { host: this.host, port: this.port };
  }
  async meet(...peers: readonly string[]): Promise<void> {
    await this.engine.execute('torrents.addPeers', { id: this.id, peers });
  }

  /** Banned addresses without their ports, and why. */
  bans(): Map<string, string> {
    const bans = new Map<string, string>();
    for (const { text } of this.lines) {
      const ban = banIn(text);
      if (ban !== null) bans.set(ban.host, ban.reason);
    }
    return bans;
  }
  get wastedBytes(): number {
    return this.engine.stats(this.id)?.wastedBytes ?? 0;
  }
  get isComplete(): boolean {
    const stats = this.engine.stats(this.id);
    return stats?.wantedBytes != null && stats.doneBytes >= stats.wantedBytes;
  }
  story(): string {
    const { bytes: _bytes, ...stats } = { bytes: 0, ...this.engine.stats(this.id) };
    return `${JSON.stringify(stats)}\n${this.lines.map(({ text }) => text).join('\n')}`;
  }
  async complete(limitMs: number): Promise<void> {
    await until(
      'the transfer completes',
      () => this.isComplete,
      limitMs,
      () => this.story(),
    );
  }
  /** Whether every byte on the disk is right. */
  isRight(): boolean {
    return this.torrent.files.every((file) => Buffer.compare(readFileSync(join(this.out, file.path)), file.bytes) === 0);
  }
  close(): Promise<void> {
    return this.engine.close();
  }
}
