/** Every command of the engine, carried out on made-up torrents. */
import type { ArgsOf, CommandName, ResultOf } from '../engine/api/commands.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { Settings } from '../engine/api/settings.js';
import type { TorrentRow } from '../engine/api/torrent-view.js';
import { fileRows } from './files.js';
import { type MockTorrent, run, setStatus } from './mock-torrent.js';
import { magnetName, previewFile, previewFiles, previewMagnet, sampleNumber } from './preview.js';
import { type Sample, sampleAt } from './samples.js';

/** What the commands ask of the torrents there are. */
export interface MockHost {
  settings: Settings;
  now(): number;
  rows(): readonly TorrentRow[];
  need(id: TorrentId): MockTorrent;
  withFile(words: readonly string[]): readonly TorrentId[];
  /** Makes a torrent that is not in the list yet, and puts it there. */
  make(sample: Sample): MockTorrent;
  put(torrent: MockTorrent): void;
  changed(id: TorrentId): void;
  each(ids: readonly TorrentId[], change: (torrent: MockTorrent) => void): null;
  remove(ids: readonly TorrentId[], keep: boolean): null;
  restore(ids: readonly TorrentId[]): null;
  addLabel(name: string | null): void;
  relabel(from: string, to: string | null): null;
}

type Handlers = { readonly [N in CommandName]: (args: ArgsOf<N>) => ResultOf<N> };

/** Free bytes of the disk, and of the one that is nearly full. */
export const FREE_BYTES = 1.2e12;
const LITTLE_FREE_BYTES = 19.2e9;
/** How long a magnet waits for its details. */
const DETAILS_MS = 2500;
/** Files told of one piece at most. */
const FEW = 20;

export function mockHandlers(engine: MockHost): Handlers {
  return {
    'torrents.preview': ({ source }) =>
      source.kind === 'file' ? previewFile(source.bytes, engine.rows()) : previewMagnet(source.uri, engine.rows()),
    'torrents.previewFiles': ({ infoHash, first, count }) => previewFiles(infoHash, first, count),
    'torrents.add': (args) => add(engine, args),
    'torrents.accept': ({ id, savePath, paused }) => {
      const torrent = engine.need(id);
      torrent.row = { ...torrent.row, savePath };
      setStatus(torrent, { kind: paused ? 'paused' : 'downloading' });
      engine.changed(id);
      return null;
    },
    'torrents.pause': ({ ids }) => engine.each(ids, (torrent) => setStatus(torrent, { kind: 'paused' })),
    'torrents.resume': ({ ids }) => engine.each(ids, (torrent) => run(torrent, false)),
    'torrents.forceStart': ({ ids }) => engine.each(ids, (torrent) => run(torrent, true)),
    'torrents.moveInQueue': ({ ids, to }) =>
      engine.each(ids, (torrent) => {
        const { status } = torrent.row;
        if (status.kind !== 'queued') return;
        const position = { up: status.position - 1, down: status.position + 1, top: 1, bottom: 99 }[to];
        setStatus(torrent, { kind: 'queued', position: Math.max(1, position) });
      }),
    'torrents.setGoals': () => null,
    'torrents.recheck': ({ ids }) => engine.each(ids, (torrent) => setStatus(torrent, { kind: 'checking', progress: 0.1 })),
    'torrents.remove': ({ ids, deleteData }) => engine.remove(ids, !deleteData),
    'torrents.restore': ({ ids }) => engine.restore(ids),
    'torrents.setPriorities': ({ id, files }) => {
      const torrent = engine.need(id);
      for (const { index, priority } of files) {
        const file = torrent.files.find((each) => each.index === index);
        if (file !== undefined) file.priority = priority;
      }
      engine.changed(id);
      return null;
    },
    'torrents.setPieceDeadlines': () => null,
    'torrents.clearPieceDeadlines': () => null,
    'torrents.addPeers': () => null,
    'torrents.announce': () => null,
    'torrents.setLimits': ({ ids, maxDownBps, maxUpBps }) =>
      engine.each(ids, (torrent) => {
        const { row } = torrent;
        torrent.row = {
          ...row,
          maxDownBps: maxDownBps === undefined ? row.maxDownBps : maxDownBps,
          maxUpBps: maxUpBps === undefined ? row.maxUpBps : maxUpBps,
        };
      }),
    'torrents.setLabel': ({ ids, label }) => {
      engine.addLabel(label);
      return engine.each(ids, (torrent) => {
        torrent.row = { ...torrent.row, label };
      });
    },
    'torrents.setPriority': ({ ids, priority }) =>
      engine.each(ids, (torrent) => {
        torrent.row = { ...torrent.row, priority };
      }),
    'torrents.rename': ({ id, name }) =>
      engine.each([id], (torrent) => {
        torrent.row = { ...torrent.row, name: name ?? torrent.firstName };
      }),
    'labels.rename': ({ from, to }) => engine.relabel(from, to),
    'labels.delete': ({ name }) => engine.relabel(name, null),
    'torrents.setOptions': ({ ids, sequential, firstLast, superSeed }) =>
      engine.each(ids, (torrent) => {
        const { row } = torrent;
        torrent.row = {
          ...row,
          sequential: sequential ?? row.sequential,
          firstLast: firstLast ?? row.firstLast,
          superSeed: superSeed ?? row.superSeed,
        };
      }),
    'torrents.files': ({ id, first, count }) => {
      const torrent = engine.need(id);
      return { total: torrent.files.length, files: fileRows(torrent, first, count) };
    },
    'torrents.filesOfPiece': ({ id, piece }) => {
      const torrent = engine.need(id);
      const files = fileRows(torrent).filter((file) => file.sizeBytes > 0 && file.firstPiece <= piece && piece <= file.lastPiece);
      return { total: files.length, files: files.slice(0, FEW) };
    },
    'torrents.search': ({ text }) => ({ ids: engine.withFile(text.toLowerCase().split(/\s+/).filter(Boolean)) }),
    'settings.get': () => engine.settings,
    'settings.set': ({ changes }) => {
      engine.settings = { ...engine.settings, ...changes };
      return engine.settings;
    },
    'state.backups': () => ({ backups: [] }),
    'state.backup': () => ({ name: '' }),
    'state.restore': () => ({ torrents: 0, unreadable: 0 }),
    'state.export': () => ({ torrents: 0 }),
    'state.import': () => ({ torrents: 0, unreadable: 0 }),
    'session.freeSpace': ({ path }) => ({ freeBytes: path.includes('Films') ? LITTLE_FREE_BYTES : FREE_BYTES }),
  };
}

function add(engine: MockHost, { source, savePath, paused, hold, label }: ArgsOf<'torrents.add'>): { id: TorrentId; duplicate: boolean } {
  const held = hold === true;
  const name = source.kind === 'magnet' ? magnetName(source.uri) : null;
  const twin = name === null ? undefined : engine.rows().find((row) => row.name === name);
  if (twin !== undefined) return { id: twin.id, duplicate: true };
  const sample = source.kind === 'file' ? sampleAt(sampleNumber(source.bytes)) : { ...sampleAt(3), name: name ?? '' };
  const torrent = engine.make({
    ...sample,
    size: source.kind === 'file' ? sample.size || 2e9 : 0,
    percent: 0,
    status: { kind: held ? 'fetching-details' : paused === true ? 'paused' : 'downloading' },
    down: held ? 0 : 4e6,
    age: 0,
    seeds: 2,
  });
  torrent.row = { ...torrent.row, savePath: savePath || engine.settings.downloadFolder, label: label ?? null };
  engine.addLabel(label ?? null);
  if (held) torrent.detailsAt = engine.now() + DETAILS_MS;
  engine.put(torrent);
  return { id: torrent.row.id, duplicate: false };
}
