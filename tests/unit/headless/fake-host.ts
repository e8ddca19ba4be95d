/** A process that is not there: output is kept, files are a map, time is a virtual clock, and the engine is a puppet. */
import type { EngineApi, EngineOptions, TorrentStats } from '../../../engine/api/engine.js';
import { EngineError } from '../../../engine/api/errors.js';
import type { InfoHashV1, TorrentId } from '../../../engine/api/ids.js';
import type { BackupView } from '../../../engine/api/state-backups.js';
import type { EngineEvent, ViewMessage } from '../../../engine/api/view-messages.js';
import { FilePaths } from '../../../engine/metainfo/file-paths.js';
import type { Magnet, Metainfo } from '../../../engine/metainfo/torrent-info.js';
import type { CommandHost, StopReason } from '../../../headless/command-host.js';
import type { EngineDoor } from '../../../headless/engine-door.js';

type CreateRequest = Parameters<EngineDoor['createTorrent']>[0];
type VerifyFigures = Awaited<ReturnType<EngineDoor['verifyTorrent']>>;

export const ID = '0123456789abcdef' as TorrentId;
export const HASH = 'aa'.repeat(20) as InfoHashV1;

/** A v1 torrent of three files with a pad between the first two. */
export function sampleMetainfo(): Metainfo {
  return {
    info: {
      version: 'v1',
      infoHashV1: HASH,
      infoHashV2: null,
      name: 'set',
      pieceLength: 16_384,
      pieceCount: 3,
      totalSize: 40_000,
      private: true,
      source: null,
      files: {
        count: 3,
        paths: FilePaths.of(['set/a', '.pad/6384', 'set/b']),
        offsets: Float64Array.of(0, 10_000, 16_384),
        sizes: Float64Array.of(10_000, 6_384, 23_616),
        flags: Uint8Array.of(0, 1, 0),
      },
      pieceHashes: new Uint8Array(60),
      merkle: null,
    },
    infoBytes: new Uint8Array(),
    trackers: [['http://127.0.0.1/announce'], ['udp://127.0.0.1:1']],
    webSeeds: [],
    comment: 'calm\u001b[2Jwater',
    createdBy: null,
    creationDate: 1_700_000_000,
    nodes: [],
  };
}

export const sampleMagnet = (): Magnet => ({
  infoHashV1: HASH,
  infoHashV2: null,
  name: null,
  trackers: ['http://127.0.0.1/announce'],
  webSeeds: [],
  peers: [],
  select: null,
});

export const NO_STATS: TorrentStats = {
  receivedBytes: 0,
  uploadedBytes: 0,
  wastedBytes: 0,
  doneBytes: 0,
  wantedBytes: null,
  verifiedPieces: 0,
  downBps: 0,
  upBps: 0,
  peers: 0,
  why: { kind: 'none' },
};

/** An engine whose figures, rows and events the test sets. */
export class PuppetEngine implements EngineApi {
  options: EngineOptions | null = null;
  readonly calls: { name: string; args: unknown }[] = [];
  figures: TorrentStats | null = NO_STATS;
  duplicate = false;
  closed = 0;
  #views: ((message: ViewMessage) => void)[] = [];

  stats(): TorrentStats | null {
    return this.figures;
  }
  readonly execute = (async (name: string, args: unknown) => {
    this.calls.push({ name, args });
    return name === 'torrents.add' ? { id: ID, duplicate: this.duplicate } : null;
  }) as EngineApi['execute'];
  openView(send: (message: ViewMessage) => void) {
    this.#views.push(send);
    const nothing = (): undefined => undefined;
    return { setVisible: nothing, setVisibleRows: nothing, setDetails: nothing, more: nothing, known: () => null, close: nothing };
  }
  async close(): Promise<void> {
    this.closed++;
  }
  event(event: EngineEvent): void {
    this.options?.onEvent?.(event);
  }
  say(message: ViewMessage): void {
    for (const view of this.#views) view(message);
  }
  figuresBecome(figures: Partial<TorrentStats>): void {
    this.figures = { ...(this.figures ?? NO_STATS), ...figures };
  }
}

export class FakeHost implements CommandHost {
  readonly version = '1.2.3';
  readonly diskWorker = 'file:///disk-worker.mjs';
  readonly puppet = new PuppetEngine();
  output = '';
  errors: string[] = [];
  columns: number | null = null;
  readonly files = new Map<string, Uint8Array>([['/place/t.torrent', Uint8Array.of(1)]]);
  readonly folders = new Set<string>(['/place/data']);
  metainfo: Metainfo | null = sampleMetainfo();
  magnet: Magnet | null = sampleMagnet();
  figures: VerifyFigures = { pieces: 3, good: 3, bad: 0, missing: 0 };
  readonly created: CreateRequest[] = [];
  /** What was done to the saved state. */
  readonly stateCalls: string[] = [];
  backups: readonly BackupView[] = [];
  #nowMs = 0;
  #timers: { at: number; run: () => void }[] = [];
  readonly #stops = new Set<(reason: StopReason) => void>();

  readonly engine: CommandHost['engine'] = {
    openEngine: async (options) => {
      this.puppet.options = options;
      return this.puppet;
    },
    parseTorrentFile: () =>
      this.metainfo === null
        ? { ok: false, error: { code: 'missing-info', message: 'The info dictionary is missing.' } }
        : { ok: true, value: this.metainfo },
    parseMagnetOrHash: () =>
      this.magnet === null
        ? { ok: false, error: { code: 'missing-info-hash', message: 'It has no info-hash.' } }
        : { ok: true, value: this.magnet },
    createTorrent: async (request) => {
      this.created.push(request);
      return { bytes: Uint8Array.of(2), metainfo: sampleMetainfo() };
    },
    verifyTorrent: async () => this.figures,
    dumpState: async () => ({ settings: null, torrents: [], unreadable: [] }),
    withSavedState: async (stateDir, version, work) => {
      this.stateCalls.push(`open ${stateDir} for ${version}`);
      const called =
        <T>(name: string, value: T) =>
        async (argument?: string) => {
          this.stateCalls.push(argument === undefined ? name : `${name} ${argument}`);
          return value;
        };
      return work({
        backups: called('backups', this.backups),
        backUp: called('backUp', '20261122T100000000Z-asked'),
        restore: called('restore', { torrents: 2, unreadable: 0 }),
        importFrom: called('importFrom', { torrents: 2, unreadable: 1 }),
        exportTo: called('exportTo', 2),
        take: called('take', true),
      } as unknown as Parameters<typeof work>[0]);
    },
  };

  write(text: string): void {
    this.output += text;
  }
  complain(line: string): void {
    this.errors.push(line);
  }
  terminalColumns = (): number | null => this.columns;
  resolvePath = (path: string): string => (path.startsWith('/') ? path : `/place/${path}`);
  joinPath = (folder: string, ...names: readonly string[]): string => [folder, ...names].join('/');
  async readFile(path: string): Promise<Uint8Array> {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new EngineError('path-unusable', `${path} cannot be used: there is no such file or folder.`);
    return bytes;
  }
  async writeFile(path: string, bytes: Uint8Array): Promise<void> {
    this.files.set(path, bytes);
  }
  async makeFolder(path: string): Promise<void> {
    this.folders.add(path);
  }
  isFolder = async (path: string): Promise<boolean> => this.folders.has(path);
  temporaryFolder = async (): Promise<string> => '/tmp/shoal-x';
  isAddress = (text: string): boolean => /^[\d.]+$/.test(text);
  now = (): number => this.#nowMs;
  unixSeconds = (): number => 1_700_000_000;
  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  onStop(run: (reason: StopReason) => void): () => void {
    this.#stops.add(run);
    return () => this.#stops.delete(run);
  }

  stop(reason: StopReason): void {
    for (const run of [...this.#stops]) run(reason);
  }
  /** Lets time pass, timers run in order; promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (;;) {
      await settle();
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = next.at;
      next.run();
    }
    this.#nowMs = end;
    await settle();
  }
  /** Standard output as JSON lines. */
  lines(): Record<string, unknown>[] {
    return this.output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

/** Lets everything that only waits for promises run. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};
