/**
 * A bridge without an engine: seeded torrents with live traffic, in any browser. `?demo=N` says how many; `seed`, `theme`,
 * `density`, `tab`, `freeze` (nothing moves) and `platform` shape it. It answers every call a window can make.
 */

import { detailsDelta, detailsSnapshot, fileRows } from './demo-details.js';
import { seeded } from './demo-pieces.js';
import { DemoError, demoNumber, magnetName, previewFile, previewMagnet, targetOf } from './demo-preview.js';
import { sampleAt } from './demo-samples.js';
import { type DemoTorrent, makeTorrent, setStatus, step } from './demo-swarm.js';
import type {
  Answer,
  AnyCommandName,
  CommandArgs,
  CommandResult,
  DetailsRequest,
  EngineEvent,
  OpenTarget,
  Preferences,
  Push,
  RowChange,
  SessionView,
  Settings,
  ShellPush,
  ShoalBridge,
  TorrentId,
  TorrentRow,
  ViewControl,
  ViewMessage,
} from './demo-types.js';

const TICK_MS = 250;
const FREE = 1.2e12;

type Handlers = { readonly [N in AnyCommandName]: (args: CommandArgs<N>) => CommandResult<N> | Promise<CommandResult<N>> };

export function demoClient(query: URLSearchParams): ShoalBridge {
  const demo = new Demo(query);
  return {
    platform: (query.get('platform') as ShoalBridge['platform'] | null) ?? 'linux',
    pathOf: (file) => `/home/demo/${file.name}`,
    onPush: (listener) => demo.listen(listener),
    send: (control) => demo.control(control),
    invoke: async (name, args) => demo.answer(name, args),
  };
}

class Demo {
  private readonly torrents = new Map<TorrentId, DemoTorrent>();
  private readonly removed = new Map<TorrentId, DemoTorrent>();
  private readonly listeners = new Set<(push: Push) => void>();
  private readonly random: () => number;
  private readonly frozen: boolean;
  private readonly seed: number;
  private request: DetailsRequest | null = null;
  private visible = true;
  private tick = 0;
  private made = 0;
  private settings: Settings = {
    listenPort: 51413,
    bindAddress: null,
    downloadFolder: '/home/demo/Downloads',
    maxDownBps: null,
    maxUpBps: null,
    maxConnections: 500,
    maxConnectionsPerTorrent: 100,
    uploadSlotsPerTorrent: 0,
    maxActiveDownloads: 5,
    maxActiveUploads: null,
    maxActiveTorrents: null,
    slowBps: 2_000,
    goalRatio: null,
    goalSeedMinutes: null,
    goalIdleMinutes: null,
    goalAction: 'pause',
    maxHalfOpen: 60,
    maxConnectionsPerAddress: 5,
    dht: true,
    pex: true,
    lsd: true,
    nat: true,
    trackers: true,
    webSeeds: true,
  };
  private sent = new Map<TorrentId, TorrentRow>();
  private preferences: Preferences;

  constructor(query: URLSearchParams) {
    this.seed = Number(query.get('seed') ?? 7);
    this.random = seeded(this.seed);
    this.frozen = query.has('freeze');
    const count = Math.min(100_000, Number(query.get('demo') || 24));
    for (let n = 0; n < (query.get('demo') === '0' ? 0 : count); n++) this.put(makeTorrent(this.made++, this.seed, Date.now()));
    this.preferences = {
      theme: (query.get('theme') as Preferences['theme'] | null) ?? 'system',
      density: (query.get('density') as Preferences['density'] | null) ?? 'default',
      sidebarVisible: true,
      detailsVisible: query.get('details') !== '0',
      detailsHeight: 260,
      detailsTab: query.get('tab') ?? 'overview',
      sort: { column: 'name', descending: false },
      columns: {},
    };
    if (!this.frozen) setInterval(() => this.live(), TICK_MS);
  }

  listen(listener: (push: Push) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  control(control: ViewControl): void {
    if (control.kind === 'ready') queueMicrotask(() => this.snapshot());
    if (control.kind === 'visible') {
      this.visible = control.visible;
      if (control.visible) this.snapshot();
    }
    if (control.kind === 'details') {
      this.request = control.request;
      setTimeout(() => this.sendDetails(), 20);
    }
  }

  async answer<N extends AnyCommandName>(name: N, args: CommandArgs<N>): Promise<Answer<CommandResult<N>>> {
    try {
      return { ok: true, value: await (this.handlers[name] as Handlers[N])(args) };
    } catch (cause) {
      if (cause instanceof DemoError) return { ok: false, error: cause.view };
      return { ok: false, error: { code: 'internal', message: String(cause), facts: {} } };
    }
  }

  private readonly handlers: Handlers = {
    'torrents.preview': ({ source }) =>
      source.kind === 'file' ? previewFile(source.bytes, this.rows()) : previewMagnet(source.uri, this.rows()),
    'torrents.add': ({ source, savePath, paused, hold }) => {
      const held = hold === true;
      const sample = source.kind === 'file' ? sampleAt(demoNumber(source.bytes)) : { ...sampleAt(3), name: magnetName(source.uri) };
      const size = source.kind === 'file' ? sample.size || 2e9 : 0;
      const status = held
        ? { kind: 'fetching-details' as const }
        : paused === true
          ? { kind: 'paused' as const }
          : { kind: 'downloading' as const };
      const torrent = makeTorrent(this.made++, this.seed, Date.now(), {
        ...sample,
        size,
        percent: 0,
        status,
        down: held ? 0 : 4e6,
        age: 0,
        seeds: 2,
      });
      torrent.row = { ...torrent.row, savePath };
      if (held) torrent.detailsAt = Date.now() + 2500;
      this.put(torrent);
      this.flush();
      return { id: torrent.row.id, duplicate: false };
    },
    'torrents.accept': ({ id, savePath, paused }) => {
      const torrent = this.need(id);
      torrent.row = { ...torrent.row, savePath };
      setStatus(torrent, { kind: paused ? 'paused' : 'downloading' });
      this.flush();
      return null;
    },
    'torrents.pause': ({ ids }) => this.each(ids, (torrent) => setStatus(torrent, { kind: 'paused' })),
    'torrents.resume': ({ ids }) =>
      this.each(ids, (torrent) =>
        setStatus(torrent, { kind: torrent.row.doneBytes >= torrent.row.wantedBytes ? 'seeding' : 'downloading' }),
      ),
    'torrents.forceStart': ({ ids }) =>
      this.each(ids, (torrent) =>
        setStatus(torrent, { kind: torrent.row.doneBytes >= torrent.row.wantedBytes ? 'seeding' : 'downloading' }),
      ),
    'torrents.moveInQueue': ({ ids, to }) =>
      this.each(ids, (torrent) => {
        const { status } = torrent.row;
        if (status.kind !== 'queued') return;
        const position = { up: status.position - 1, down: status.position + 1, top: 1, bottom: 99 }[to];
        setStatus(torrent, { kind: 'queued', position: Math.max(1, position) });
      }),
    'torrents.setGoals': () => null,
    'torrents.recheck': ({ ids }) => this.each(ids, (torrent) => setStatus(torrent, { kind: 'checking', progress: 0.1 })),
    'torrents.remove': ({ ids, deleteData }) => {
      for (const id of ids) {
        const torrent = this.torrents.get(id);
        if (torrent !== undefined && !deleteData) this.removed.set(id, torrent);
        this.torrents.delete(id);
      }
      this.flush();
      return null;
    },
    'torrents.restore': ({ ids }) => {
      for (const id of ids) {
        const torrent = this.removed.get(id);
        if (torrent !== undefined) this.put(torrent);
        this.removed.delete(id);
      }
      this.flush();
      return null;
    },
    'torrents.setPriorities': ({ id, files }) => {
      const torrent = this.need(id);
      for (const { index, priority } of files) {
        const file = torrent.files.find((each) => each.index === index);
        if (file !== undefined) file.priority = priority;
      }
      this.sendDetails();
      return null;
    },
    'torrents.addPeers': () => null,
    'torrents.announce': () => null,
    'torrents.setLimits': () => null,
    'torrents.setOptions': () => null,
    'torrents.files': ({ id, first, count }) => {
      const files = fileRows(this.need(id));
      return { total: files.length, files: files.slice(first, first + count) };
    },
    'torrents.previewFiles': () => null, // its lists are short
    'torrents.filesOfPiece': ({ id, piece }) => {
      const files = fileRows(this.need(id)).filter((file) => file.sizeBytes > 0 && file.firstPiece <= piece && piece <= file.lastPiece);
      return { total: files.length, files: files.slice(0, 20) };
    },
    'settings.get': () => this.settings,
    'settings.set': ({ changes }) => {
      this.settings = { ...this.settings, ...changes };
      this.push({ kind: 'rows-delta', added: [], changed: [], removed: [], session: this.session() });
      return this.settings;
    },
    'session.freeSpace': ({ path }) => ({ freeBytes: path.includes('Films') ? 19.2e9 : FREE }),
    'shell.openTorrentDialog': () =>
      this.open(['demo:2', 'demo:21', 'magnet', 'notes'].map((what) => targetOf(what, what === 'notes' ? 'notes.torrent' : what))),
    'shell.chooseFolder': () => '/home/demo/Downloads/Films',
    'shell.openDropped': ({ paths, texts }) =>
      this.open([...paths.map((path, i) => targetOf(`demo:${i + 2}`, path)), ...texts.map((uri): OpenTarget => ({ kind: 'magnet', uri }))]),
    'shell.pasteLink': () => {
      this.open([targetOf('magnet')]);
      return { found: true };
    },
    'shell.copyText': async ({ text }) => {
      await navigator.clipboard?.writeText(text).catch(() => undefined);
      return null;
    },
    'shell.showInFolder': () => null,
    'shell.torrentMenu': () => null,
    'shell.fileMenu': () => null,
    'shell.confirmRemoveData': ({ names }) => window.confirm(names.join(', ')),
    'preferences.get': () => this.preferences,
    'preferences.set': ({ changes }) => {
      this.preferences = { ...this.preferences, ...changes };
      return null;
    },
    'shell.info': () => ({ version: '0.1.0', electron: '', chrome: '', node: '', homePath: '/home/demo', e2e: false }),
  };

  private rows(): readonly TorrentRow[] {
    return [...this.torrents.values()].map((torrent) => torrent.row);
  }

  private open(targets: readonly OpenTarget[]): null {
    setTimeout(() => this.pushShell({ kind: 'open-targets', targets }), 10);
    return null;
  }

  private each(ids: readonly TorrentId[], change: (torrent: DemoTorrent) => void): null {
    for (const id of ids) {
      const torrent = this.torrents.get(id);
      if (torrent !== undefined) change(torrent);
    }
    this.flush();
    return null;
  }

  private need(id: TorrentId): DemoTorrent {
    const torrent = this.torrents.get(id);
    if (torrent === undefined) throw new DemoError({ code: 'torrent-unknown', message: 'There is no such torrent.', facts: {} });
    return torrent;
  }

  private put(torrent: DemoTorrent): void {
    this.torrents.set(torrent.row.id, torrent);
  }

  /** One quarter second: everything lives, rows are told once a second, the open tab at its own pace. */
  private live(): void {
    this.tick++;
    const now = Date.now();
    for (const torrent of this.torrents.values()) {
      if (torrent.detailsAt !== null && now >= torrent.detailsAt) this.detailsArrive(torrent);
      if (step(torrent, now, this.random) === 'complete')
        this.event({ kind: 'torrent-complete', id: torrent.row.id, name: torrent.row.name });
    }
    if (!this.visible) return;
    if (this.tick % 4 === 0) this.flush();
    const open = this.request === null ? undefined : this.torrents.get(this.request.id);
    if (this.request === null || open === undefined) return;
    const delta = detailsDelta(open, this.request, now, this.tick);
    if (delta !== null) this.push({ kind: 'details-delta', id: open.row.id, delta });
  }

  private detailsArrive(torrent: DemoTorrent): void {
    torrent.detailsAt = null;
    const full = makeTorrent(this.made++, this.seed, Date.now(), { ...sampleAt(2), name: torrent.row.name, percent: 0, down: 0 });
    torrent.files.push(...full.files);
    Object.assign(torrent, { pieces: full.pieces, pieceLength: full.pieceLength });
    torrent.row = { ...torrent.row, sizeBytes: full.row.sizeBytes, wantedBytes: full.row.wantedBytes, strip: full.row.strip };
    setStatus(torrent, { kind: 'awaiting-choice' });
    this.event({ kind: 'metadata-received', id: torrent.row.id, name: torrent.row.name });
    this.flush();
  }

  private session(): SessionView {
    const rows = [...this.torrents.values()];
    return {
      downBps: rows.reduce((sum, torrent) => sum + torrent.row.downBps, 0),
      upBps: rows.reduce((sum, torrent) => sum + torrent.row.upBps, 0),
      downloadedBytes: 0,
      uploadedBytes: 0,
      allTime: { downloadedBytes: 0, uploadedBytes: 0, wastedBytes: 0, activeSeconds: 0, sessions: 1, since: 0 },
      listenPort: 51413,
      portStatus: rows.length > 0 ? 'open' : 'unconfirmed',
      lastIncomingAt: null,
      dhtNodes: 388,
      connections: 96,
      maxDownBps: this.settings.maxDownBps,
      maxUpBps: this.settings.maxUpBps,
      freeBytes: FREE,
      downloadFolder: this.settings.downloadFolder,
    };
  }

  private snapshot(): void {
    const rows = this.rows();
    this.sent = new Map(rows.map((row) => [row.id, row]));
    this.push({ kind: 'rows-snapshot', start: true, end: true, rows, session: this.session() });
    this.sendDetails();
  }

  /** Sends what changed since the last time. */
  private flush(): void {
    const added: TorrentRow[] = [];
    const changed: RowChange[] = [];
    for (const { row } of this.torrents.values()) {
      const old = this.sent.get(row.id);
      if (old === undefined) added.push(row);
      else if (old !== row) changed.push(changesOf(old, row));
      this.sent.set(row.id, row);
    }
    const removed = [...this.sent.keys()].filter((id) => !this.torrents.has(id));
    for (const id of removed) this.sent.delete(id);
    this.push({ kind: 'rows-delta', added, changed, removed, session: this.session() });
  }

  private sendDetails(): void {
    const { request } = this;
    const open = request === null ? undefined : this.torrents.get(request.id);
    if (request === null || open === undefined) return;
    this.push({ kind: 'details-snapshot', id: request.id, details: detailsSnapshot(open, request, Date.now()) });
  }

  private event(event: EngineEvent): void {
    this.push({ kind: 'event', event });
  }
  private push(message: ViewMessage): void {
    for (const listener of this.listeners) listener({ kind: 'view', message });
  }
  private pushShell(push: ShellPush): void {
    for (const listener of this.listeners) listener({ kind: 'shell', push });
  }
}

function changesOf(old: TorrentRow, row: TorrentRow): RowChange {
  const changes: Record<string, unknown> = { id: row.id };
  for (const key of Object.keys(row) as (keyof TorrentRow)[]) if (old[key] !== row[key]) changes[key] = row[key];
  return changes as unknown as RowChange;
}
