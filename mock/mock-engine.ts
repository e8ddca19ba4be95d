/**
 * An engine without a network: made-up torrents with live traffic behind the engine's own face, for tests, pictures and
 * the demo in a browser. The same seed makes the same torrents and the same traffic, round by round.
 */
import type { ArgsOf, CommandName, ResultOf } from '../engine/api/commands.js';
import type { EngineApi, TorrentStats } from '../engine/api/engine.js';
import { EngineError } from '../engine/api/errors.js';
import type { TorrentId } from '../engine/api/ids.js';
import { type Label, plainLabel } from '../engine/api/labels.js';
import type { SessionView } from '../engine/api/session-view.js';
import { DEFAULT_SETTINGS, type Settings } from '../engine/api/settings.js';
import type { TorrentRow } from '../engine/api/torrent-view.js';
import type { EngineEvent, EngineView, ViewMessage } from '../engine/api/view-messages.js';
import { ViewPublisher } from '../engine/view/view-publisher.js';
import { FREE_BYTES, type MockHost, mockHandlers } from './commands.js';
import { MockTab } from './details.js';
import { type MockTorrent, makeTorrent, setStatus, step } from './mock-torrent.js';
import { seeded } from './pieces.js';
import { type Sample, sampleAt } from './samples.js';

export interface MockOptions {
  readonly count: number;
  readonly seed: number;
  /** Wall clock, Unix milliseconds. A clock that stands makes everything stand. */
  now(): number;
  /** Where downloads go. */
  readonly downloadFolder?: string;
}

/** What the samples are filed under. */
const LABELS: readonly Label[] = [
  { ...plainLabel('archives'), colour: 'brown' },
  { ...plainLabel('books'), colour: 'green' },
  { ...plainLabel('films'), colour: 'violet' },
  { ...plainLabel('linux'), colour: 'blue' },
  { ...plainLabel('music'), colour: 'pink' },
];

/** How often `live` is to be called. */
export const MOCK_ROUND_MS = 250;
const ALL_TIME = {
  downloadedBytes: 1.28e12,
  uploadedBytes: 2.41e12,
  wastedBytes: 1.1e9,
  activeSeconds: 4.1e6,
  sessions: 212,
  since: Date.UTC(2024, 2, 3),
};

export class MockEngine implements EngineApi, MockHost {
  settings: Settings;
  private readonly torrents = new Map<TorrentId, MockTorrent>();
  private readonly removed = new Map<TorrentId, MockTorrent>();
  /** Those of which anything moves. */
  private readonly alive = new Set<MockTorrent>();
  private readonly views = new Set<ViewPublisher<MockTorrent>>();
  private readonly handlers = mockHandlers(this);
  private readonly random: () => number;
  private made = 0;

  constructor(private readonly options: MockOptions) {
    this.random = seeded(options.seed);
    this.settings = {
      ...DEFAULT_SETTINGS,
      listenPort: 51413,
      labels: LABELS,
      downloadFolder: options.downloadFolder ?? '/home/demo/Downloads',
    };
    for (let n = 0; n < options.count; n++) this.keep(this.make());
  }

  now(): number {
    return this.options.now();
  }

  async execute<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    return this.handlers[name](args);
  }

  openView(send: (message: ViewMessage) => void, options: { readonly paced?: boolean } = {}): EngineView {
    const view = new ViewPublisher<MockTorrent>(
      send,
      {
        nowMs: () => this.now(),
        get: (id) => this.torrents.get(id),
        ids: () => this.torrents.keys(),
        rowOf: (torrent) => torrent.row,
        session: () => this.session(),
        tabOf: (torrent, request) => new MockTab(torrent, request, () => this.now()),
        closed: (closed) => this.views.delete(closed),
      },
      options.paced,
    );
    this.views.add(view);
    return view;
  }

  stats(id: TorrentId): TorrentStats | null {
    const torrent = this.torrents.get(id);
    if (torrent === undefined) return null;
    const { row, pieces } = torrent;
    return {
      receivedBytes: row.downloadedBytes + row.wastedBytes,
      uploadedBytes: row.uploadedBytes,
      wastedBytes: row.wastedBytes,
      doneBytes: row.doneBytes,
      wantedBytes: row.sizeBytes === null ? null : row.wantedBytes,
      verifiedPieces: pieces.state.reduce((sum, state) => sum + (state === 15 ? 1 : 0), 0),
      downBps: row.downBps,
      upBps: row.upBps,
      peers: row.connectedSeeds + row.connectedLeeches,
      why: row.why,
    };
  }

  async close(): Promise<void> {
    for (const view of [...this.views]) view.close();
  }

  /** One quarter second of life. */
  live(): void {
    const now = this.now();
    for (const torrent of this.alive) {
      const { id, name } = torrent.row;
      if (torrent.detailsAt !== null && now >= torrent.detailsAt) this.detailsArrive(torrent);
      if (step(torrent, now, this.random) === 'complete') {
        this.changed(id);
        this.event({ kind: 'torrent-complete', id, name });
      }
      for (const view of this.views) view.stir(id);
    }
    this.publish();
  }

  /** Tells what happened since the last round; where nothing moves, this alone is called. */
  publish(): void {
    for (const view of this.views) view.publish();
  }

  rows(): readonly TorrentRow[] {
    return [...this.torrents.values()].map((torrent) => torrent.row);
  }

  /** Torrents with a file whose path has all the words. */
  withFile(words: readonly string[]): readonly TorrentId[] {
    if (words.length === 0) return [];
    const fits = ({ path }: { readonly path: string }): boolean => words.every((word) => path.toLowerCase().includes(word));
    return [...this.torrents.values()].filter(({ files }) => files.some(fits)).map(({ row }) => row.id);
  }

  need(id: TorrentId): MockTorrent {
    const torrent = this.torrents.get(id);
    if (torrent === undefined) throw new EngineError('torrent-unknown', 'There is no such torrent.');
    return torrent;
  }

  /** Makes a torrent that is not in the list yet. */
  make(sample?: Sample): MockTorrent {
    return makeTorrent(this.made, this.options.seed, this.now(), sample ?? sampleAt(this.made++));
  }

  put(torrent: MockTorrent): void {
    this.keep(torrent);
    this.changed(torrent.row.id);
    this.event({ kind: 'torrent-added', id: torrent.row.id, name: torrent.row.name });
  }

  /** Something happened to a torrent. */
  changed(id: TorrentId): void {
    const torrent = this.torrents.get(id);
    if (torrent !== undefined) this.follow(torrent);
    for (const view of this.views) view.touch(id);
  }

  each(ids: readonly TorrentId[], change: (torrent: MockTorrent) => void): null {
    for (const id of ids) {
      const torrent = this.torrents.get(id);
      if (torrent === undefined) continue;
      change(torrent);
      this.changed(id);
    }
    return null;
  }

  remove(ids: readonly TorrentId[], keep: boolean): null {
    for (const id of ids) {
      const torrent = this.torrents.get(id);
      if (torrent === undefined) continue;
      if (keep) this.removed.set(id, torrent);
      this.torrents.delete(id);
      this.alive.delete(torrent);
      this.changed(id);
    }
    return null;
  }

  restore(ids: readonly TorrentId[]): null {
    for (const id of ids) {
      const torrent = this.removed.get(id);
      if (torrent !== undefined) this.keep(torrent);
      this.removed.delete(id);
      this.changed(id);
    }
    return null;
  }

  /** A label that is new is one of the settings from now on. */
  addLabel(name: string | null): void {
    const { labels } = this.settings;
    if (name !== null && !labels.some((label) => label.name === name))
      this.settings = { ...this.settings, labels: [...labels, plainLabel(name)] };
  }

  /** Another name for a label and for what its torrents have; null: none. */
  relabel(from: string, to: string | null): null {
    const labels = this.settings.labels.flatMap((label) => (label.name !== from ? [label] : to === null ? [] : [{ ...label, name: to }]));
    this.settings = { ...this.settings, labels };
    const ids = this.rows().filter(({ label }) => label === from);
    return this.each(
      ids.map(({ id }) => id),
      (torrent) => {
        torrent.row = { ...torrent.row, label: to };
      },
    );
  }

  /** Tells of something that happens once. */
  event(event: EngineEvent): void {
    for (const view of this.views) view.event(event);
  }

  private keep(torrent: MockTorrent): void {
    this.torrents.set(torrent.row.id, torrent);
    this.follow(torrent);
  }

  /** Only what moves is stepped: thousands that rest cost nothing. */
  private follow(torrent: MockTorrent): void {
    const { kind } = torrent.row.status;
    const moves = kind === 'downloading' || (kind === 'seeding' && torrent.baseUp > 0) || torrent.detailsAt !== null;
    if (moves) this.alive.add(torrent);
    else this.alive.delete(torrent);
  }

  private detailsArrive(torrent: MockTorrent): void {
    torrent.detailsAt = null;
    const full = this.make({ ...sampleAt(2), name: torrent.row.name, percent: 0, down: 0 });
    torrent.files.push(...full.files);
    Object.assign(torrent, { pieces: full.pieces, pieceLength: full.pieceLength });
    torrent.row = { ...torrent.row, sizeBytes: full.row.sizeBytes, wantedBytes: full.row.wantedBytes, strip: full.row.strip };
    setStatus(torrent, { kind: 'awaiting-choice' });
    this.changed(torrent.row.id);
    this.event({ kind: 'metadata-received', id: torrent.row.id, name: torrent.row.name });
  }

  private session(): SessionView {
    let downBps = 0;
    let upBps = 0;
    for (const { row } of this.alive) {
      downBps += row.downBps;
      upBps += row.upBps;
    }
    const { downloadFolder, labels, maxDownBps, maxUpBps } = this.settings;
    return {
      downBps,
      upBps,
      downloadedBytes: 0,
      uploadedBytes: 0,
      allTime: ALL_TIME,
      listenPort: 51413,
      portStatus: this.torrents.size > 0 ? 'open' : 'unconfirmed',
      lastIncomingAt: null,
      portMapping: { kind: 'mapped', method: 'upnp', externalPort: 51_413, externalAddress: '203.0.113.7', udp: true },
      dht: { kind: 'ready', ipv4Nodes: 312, ipv6Nodes: 76 },
      filteredRanges: null,
      connections: 96,
      maxDownBps,
      maxUpBps,
      freeBytes: FREE_BYTES,
      downloadFolder,
      labels,
    };
  }
}
