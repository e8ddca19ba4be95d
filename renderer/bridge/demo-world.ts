/** The demo's torrents and what its one window has been told of them. */

import { chooseLanguage, chooseLocale } from '../../i18n/runtime/languages.js';
import { DEMO_SETTINGS, demoPreferences, demoSession } from './demo-defaults.js';
import { detailsDelta, detailsSnapshot } from './demo-details.js';
import { seeded } from './demo-pieces.js';
import { DemoError } from './demo-preview.js';
import { sampleAt } from './demo-samples.js';
import { type DemoTorrent, makeTorrent, setStatus, step } from './demo-swarm.js';
import type {
  DetailsRequest,
  EngineEvent,
  LanguageInUse,
  Preferences,
  Push,
  RowChange,
  Settings,
  TorrentId,
  TorrentRow,
  ViewControl,
  ViewMessage,
} from './demo-types.js';

type Sample = ReturnType<typeof sampleAt>;

export class DemoWorld {
  settings: Settings = DEMO_SETTINGS;
  preferences: Preferences;
  private readonly torrents = new Map<TorrentId, DemoTorrent>();
  private readonly removed = new Map<TorrentId, DemoTorrent>();
  private readonly listeners = new Set<(push: Push) => void>();
  private readonly random: () => number;
  private readonly seed: number;
  private request: DetailsRequest | null = null;
  private visible = true;
  private tick = 0;
  private made = 0;
  private sent = new Map<TorrentId, TorrentRow>();

  constructor(query: URLSearchParams) {
    this.seed = Number(query.get('seed') ?? 7);
    this.random = seeded(this.seed);
    const count = query.get('demo') === '0' ? 0 : Math.min(100_000, Number(query.get('demo') || 24));
    for (let n = 0; n < count; n++) this.put(this.make());
    this.preferences = demoPreferences(query);
  }

  /** The language that the preferences ask for, or the browser's. */
  language(): LanguageInUse {
    const preferred = navigator.languages;
    const language = chooseLanguage(this.preferences.language, preferred);
    return { language, locale: chooseLocale(language, preferred) };
  }

  /** Changes preferences; what follows from them is told as the shell tells it. */
  prefer(changes: Partial<Preferences>): null {
    const { language } = this.preferences;
    this.preferences = { ...this.preferences, ...changes };
    if (this.preferences.language !== language) this.push({ kind: 'shell', push: { kind: 'language', inUse: this.language() } });
    return null;
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

  rows(): readonly TorrentRow[] {
    return [...this.torrents.values()].map((torrent) => torrent.row);
  }

  need(id: TorrentId): DemoTorrent {
    const torrent = this.torrents.get(id);
    if (torrent === undefined) throw new DemoError({ code: 'torrent-unknown', message: 'There is no such torrent.', facts: {} });
    return torrent;
  }

  /** Makes a torrent that is not in the list yet. */
  make(sample?: Sample): DemoTorrent {
    return makeTorrent(this.made++, this.seed, Date.now(), sample);
  }

  put(torrent: DemoTorrent): void {
    this.torrents.set(torrent.row.id, torrent);
  }

  /** Changes torrents and tells the window. */
  each(ids: readonly TorrentId[], change: (torrent: DemoTorrent) => void): null {
    for (const id of ids) {
      const torrent = this.torrents.get(id);
      if (torrent !== undefined) change(torrent);
    }
    return this.flush();
  }

  remove(ids: readonly TorrentId[], keep: boolean): null {
    for (const id of ids) {
      const torrent = this.torrents.get(id);
      if (torrent !== undefined && keep) this.removed.set(id, torrent);
      this.torrents.delete(id);
    }
    return this.flush();
  }

  restore(ids: readonly TorrentId[]): null {
    for (const id of ids) {
      const torrent = this.removed.get(id);
      if (torrent !== undefined) this.put(torrent);
      this.removed.delete(id);
    }
    return this.flush();
  }

  /** One quarter second: everything lives, rows are told once a second, the open tab at its own pace. */
  live(): void {
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
    if (delta !== null) this.view({ kind: 'details-delta', id: open.row.id, delta });
  }

  private detailsArrive(torrent: DemoTorrent): void {
    torrent.detailsAt = null;
    const full = this.make({ ...sampleAt(2), name: torrent.row.name, percent: 0, down: 0 });
    torrent.files.push(...full.files);
    Object.assign(torrent, { pieces: full.pieces, pieceLength: full.pieceLength });
    torrent.row = { ...torrent.row, sizeBytes: full.row.sizeBytes, wantedBytes: full.row.wantedBytes, strip: full.row.strip };
    setStatus(torrent, { kind: 'awaiting-choice' });
    this.event({ kind: 'metadata-received', id: torrent.row.id, name: torrent.row.name });
    this.flush();
  }

  private snapshot(): void {
    const rows = this.rows();
    this.sent = new Map(rows.map((row) => [row.id, row]));
    const session = demoSession([...this.torrents.values()], this.settings);
    this.view({ kind: 'rows-snapshot', start: true, end: true, rows, session });
    this.sendDetails();
  }

  /** Sends what changed since the last time. */
  flush(): null {
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
    this.view({ kind: 'rows-delta', added, changed, removed, session: demoSession([...this.torrents.values()], this.settings) });
    return null;
  }

  /** Sends the open tab anew. */
  sendDetails(): void {
    const { request } = this;
    const open = request === null ? undefined : this.torrents.get(request.id);
    if (request === null || open === undefined) return;
    this.view({ kind: 'details-snapshot', id: request.id, details: detailsSnapshot(open, request, Date.now()) });
  }

  push(push: Push): void {
    for (const listener of this.listeners) listener(push);
  }
  private event(event: EngineEvent): void {
    this.view({ kind: 'event', event });
  }
  private view(message: ViewMessage): void {
    this.push({ kind: 'view', message });
  }
}

function changesOf(old: TorrentRow, row: TorrentRow): RowChange {
  const changes: Record<string, unknown> = { id: row.id };
  for (const key of Object.keys(row) as (keyof TorrentRow)[]) if (old[key] !== row[key]) changes[key] = row[key];
  return changes as unknown as RowChange;
}
