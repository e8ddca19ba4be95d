/** What each command does: a table from name to function over the session. Arguments were parsed before. */
import type { AddArgs, ArgsOf, CommandName, ResultOf } from '../api/commands.js';
import { EngineError } from '../api/errors.js';
import type { Endpoint, TorrentId } from '../api/ids.js';
import { parseAddressText } from '../base/address-text.js';
import { previewMagnet, previewMetainfo } from '../metainfo/preview.js';
import { cleanWebSeeds } from '../metainfo/urls.js';
import { takeFromFile } from '../torrent/details-arrival.js';
import type { Torrent } from '../torrent/torrent.js';
import { addWebSeeds, setOptions, setPriorities, setTrackers } from '../torrent/torrent-wishes.js';
import { PRIORITY_WEIGHTS } from '../torrent/traffic.js';
import { labelHandlers, setLabel } from './label-commands.js';
import { initFromRecord, initFromSource, magnetPeers, newTorrentId, type ReadSource, readSource, swarmHash } from './new-torrent.js';
import type { Session } from './session.js';

const MOST_FILES = 5000;
const FILES_OF_A_PIECE = 20;

type Handlers = { readonly [N in CommandName]: (args: ArgsOf<N>) => Promise<ResultOf<N>> | ResultOf<N> };

/** The handlers over one session. */
export function commandHandlers(session: Session): Handlers {
  const find = (id: TorrentId): Torrent => {
    const torrent = session.registry.get(id);
    if (torrent === undefined) throw new EngineError('torrent-unknown', 'This torrent is not in the list.', { id });
    return torrent;
  };
  const each = (ids: readonly TorrentId[], act: (torrent: Torrent) => void): null => {
    for (const torrent of ids.map(find)) act(torrent);
    session.checkpoints.hurry();
    return null;
  };
  const addPeers = async (torrent: Torrent, peers: readonly string[]): Promise<void> => {
    torrent.addPeers(await resolvePeers(session, peers));
  };

  return {
    'torrents.preview': async ({ source }) => {
      const read = await readSource(source, session.ports.metainfo);
      const hash = read.kind === 'file' ? read.metainfo.info.infoHashV1 : read.magnet.infoHashV1;
      const duplicateOf = hash === null ? null : (session.registry.byInfoHash(hash)?.id ?? null);
      if (read.kind === 'magnet') return previewMagnet(read.magnet, duplicateOf);
      return previewMetainfo(read.metainfo, duplicateOf, session.previews.look(read.metainfo));
    },
    'torrents.previewFiles': ({ infoHash, first, count }) => {
      const shown = session.previews.find(infoHash);
      return shown === null ? null : { files: shown.rows(first, Math.min(count, MOST_FILES)) };
    },
    'torrents.add': (args) => addTorrent(session, args, addPeers),
    'torrents.accept': ({ id, savePath, wanted, paused }) => {
      find(id).accept(savePath, wanted, paused);
      session.checkpoints.hurry();
      return null;
    },
    'torrents.pause': ({ ids }) => each(ids, (torrent) => torrent.pause()),
    'torrents.resume': ({ ids }) => each(ids, (torrent) => resume(session, torrent, false)),
    'torrents.forceStart': ({ ids }) => each(ids, (torrent) => resume(session, torrent, true)),
    'torrents.moveInQueue': ({ ids, to }) => {
      for (const moved of session.queue.move(ids.map(find), to)) moved.dirty = true;
      session.checkpoints.hurry();
      return null;
    },
    'torrents.recheck': ({ ids }) => each(ids, (torrent) => torrent.recheck()),
    'torrents.remove': async ({ ids, deleteData }) => {
      for (const torrent of ids.map(find)) await removeTorrent(session, torrent, deleteData);
      return null;
    },
    'torrents.restore': async ({ ids }) => {
      for (const id of ids) await restoreTorrent(session, id);
      return null;
    },
    'torrents.setPriorities': ({ id, files }) => {
      setPriorities(find(id), files);
      session.checkpoints.hurry();
      return null;
    },
    'torrents.setPieceDeadlines': ({ id, pieces }) => {
      const { content } = find(id);
      for (const { piece, withinMs } of pieces) content?.setDeadline(piece, withinMs);
      return null;
    },
    'torrents.clearPieceDeadlines': ({ id, pieces }) => {
      find(id).content?.clearDeadlines(pieces);
      return null;
    },
    'torrents.addPeers': async ({ id, peers }) => {
      await addPeers(find(id), peers);
      return null;
    },
    'torrents.announce': ({ ids }) => each(ids, (torrent) => torrent.net.announceNow()),
    'torrents.setLimits': ({ ids, maxDownBps, maxUpBps }) =>
      each(ids, (torrent) => {
        torrent.traffic.setOwnLimits({
          ...(maxDownBps === undefined ? {} : { maxDownBps }),
          ...(maxUpBps === undefined ? {} : { maxUpBps }),
        });
        torrent.changed();
      }),
    ...labelHandlers(session, each),
    'torrents.setPriority': ({ ids, priority }) =>
      each(ids, (torrent) => {
        torrent.standing.priority = priority;
        torrent.traffic.setWeight(PRIORITY_WEIGHTS[priority]);
        torrent.changed();
      }),
    'torrents.rename': ({ id, name }) =>
      each([id], (torrent) => {
        torrent.standing.ownName = name === torrent.name ? null : name;
        torrent.changed();
      }),
    'torrents.setGoals': ({ ids, goals }) =>
      each(ids, (torrent) => {
        torrent.standing.goals = goals;
        torrent.dirty = true;
        session.goals.changed();
      }),
    'torrents.setOptions': ({ ids, ...options }) => each(ids, (torrent) => setOptions(torrent, options)),
    'torrents.files': async ({ id, first, count }) => {
      const shown = (await withDetails(find(id))).content?.shown;
      return { total: shown?.count ?? 0, files: shown?.rows(first, Math.min(count, MOST_FILES)) ?? [] };
    },
    'torrents.filesOfPiece': async ({ id, piece }) => {
      const { content } = await withDetails(find(id));
      if (content === null || piece >= content.pieceCount) return { total: 0, files: [] };
      const { files, layout } = content;
      const indexes = layout.filesOfPiece(piece);
      const first = indexes.slice(0, FILES_OF_A_PIECE);
      return {
        total: indexes.length,
        files: first.map((index) => ({ index, path: files.paths.at(index), sizeBytes: files.sizes[index] ?? 0 })),
      };
    },
    'torrents.search': async ({ text }) => ({ ids: await session.search.find(text) }),
    'settings.get': () => session.settings,
    'settings.set': async ({ changes }) => {
      await session.apply(changes);
      return session.settings;
    },
    'state.backups': async () => ({ backups: await session.ports.profile.backups() }),
    'state.backup': async () => {
      await session.checkpoints.saveDirty(session.registry.all(), session.ports.clock.now());
      return { name: await session.ports.profile.backUp() };
    },
    'state.restore': ({ name }) => session.ports.profile.restore(name),
    'state.export': async ({ file }) => {
      await session.checkpoints.saveDirty(session.registry.all(), session.ports.clock.now());
      return { torrents: await session.ports.profile.exportTo(file) };
    },
    'state.import': ({ file }) => session.ports.profile.importFrom(file),
    'session.freeSpace': async ({ path }) => ({ freeBytes: await session.ports.storage.freeSpace(path) }),
  };
}

async function addTorrent(
  session: Session,
  args: AddArgs,
  addPeers: (torrent: Torrent, peers: readonly string[]) => Promise<void>,
): Promise<ResultOf<'torrents.add'>> {
  const read = await readSource(args.source, session.ports.metainfo);
  const peers = [...(args.peers ?? []), ...(args.source.kind === 'magnet' ? magnetPeers(args.source.uri) : [])];
  const known = session.registry.byInfoHash(swarmHash(read));
  if (known !== undefined) {
    if (supplyDetails(known, read)) session.previews.forget(read.metainfo);
    const tiers = read.kind === 'file' ? read.metainfo.trackers : read.magnet.trackers.map((url) => [url]);
    if (known.details.known?.private !== true) mergeTrackers(known, tiers); // a private torrent's trackers are its own
    mergeWebSeeds(known, read);
    await addPeers(known, peers);
    return { id: known.id, duplicate: true };
  }
  const savePath = args.savePath || (session.labels.folderOf(args.label ?? null) ?? session.settings.downloadFolder);
  const torrent = session.addTorrent(
    initFromSource(read, { ...args, savePath }, newTorrentId(session.ports.random), session.ports.clock.wallNow()),
  );
  if (read.kind === 'file') session.previews.forget(read.metainfo);
  if (read.kind === 'file' && !read.metainfo.info.private) void session.network.dht.addNodes(read.metainfo.nodes);
  if (args.label != null) await setLabel(session, [torrent], args.label);
  session.emit({ kind: 'torrent-added', id: torrent.id, name: torrent.shownName });
  if (peers.length > 0) void addPeers(torrent, peers);
  await session.checkpoints.saveNew(torrent);
  return { id: torrent.id, duplicate: false };
}

/**
 * A .torrent for a magnet that still waits for its details gives them to it. The trackers of a private one (BEP 27) are those
 * of its .torrent: they take the place of the magnet's.
 */
function supplyDetails(known: Torrent, read: ReadSource): read is Extract<ReadSource, { kind: 'file' }> {
  if (read.kind !== 'file' || !takeFromFile(known, read.metainfo)) return false;
  const { info, trackers } = read.metainfo;
  if (info.private && trackers.length > 0) setTrackers(known, trackers);
  return true;
}

/** Adds trackers that are not there yet. */
function mergeTrackers(torrent: Torrent, tiers: readonly (readonly string[])[]): void {
  const known = new Set(torrent.trackers.flat());
  const fresh = tiers.flat().filter((url) => !known.has(url));
  if (fresh.length > 0) setTrackers(torrent, [...torrent.trackers, ...fresh.map((url) => [url])]);
}

function mergeWebSeeds(torrent: Torrent, read: ReadSource): void {
  const { known } = torrent.details;
  if (known === null) return;
  addWebSeeds(torrent, read.kind === 'file' ? read.metainfo.webSeeds : cleanWebSeeds(read.magnet.webSeeds, known.isFolder));
}

/** What a person lets run although it has given enough runs on. */
function resume(session: Session, torrent: Torrent, forced: boolean): void {
  session.goals.onResume(torrent, session.ports.clock.now());
  torrent.resume(forced);
}

/** The torrent with its long details in memory. Rejects with `state-unreadable`. */
function withDetails(torrent: Torrent): Promise<Torrent> {
  return new Promise((resolve, reject) =>
    torrent.details.need(
      () => resolve(torrent),
      ({ code, facts, message }) => reject(new EngineError(code, message, facts)),
    ),
  );
}

async function removeTorrent(session: Session, torrent: Torrent, deleteData: boolean): Promise<void> {
  if (deleteData) await withDetails(torrent); // which files are its own stands there: without them nothing is removed
  await session.removals.remove(torrent, !deleteData);
  const storage = torrent.content?.body?.storage;
  if (deleteData && storage !== undefined) {
    const failed = await new Promise<EngineError | null>((resolve) =>
      storage.deleteFiles(storage.createdFiles(), (answer) =>
        resolve(answer.kind === 'failed' ? new EngineError(answer.error.code, answer.error.message, answer.error.facts) : null),
      ),
    );
    torrent.close();
    if (failed !== null) throw failed;
  } else torrent.close();
}

async function restoreTorrent(session: Session, id: TorrentId): Promise<void> {
  const record = session.removals.records.take(id);
  const init = record === undefined ? null : await initFromRecord(record, session.ports.metainfo);
  if (init === null) throw new EngineError('torrent-unknown', 'This torrent can no longer be brought back.', { id });
  const again = session.registry.byInfoHash(init.infoHashV1); // it was added anew meanwhile
  if (again !== undefined) throw new EngineError('duplicate', 'This torrent is in the list again already.', { id: again.id });
  if (record !== undefined) await session.ports.state.saveRecord(record); // it went with the torrent
  session.addTorrent(init);
}

/** `host:port` texts as endpoints; names are resolved, what cannot be is left out. */
async function resolvePeers(session: Session, peers: readonly string[]): Promise<Endpoint[]> {
  const found = await Promise.all(
    peers.map(async (text) => {
      const address = parseAddressText(text);
      if (address === null) return [];
      const hosts = await session.ports.resolver.resolve(address.host).catch(() => []);
      return hosts.map((host) => ({ host, port: address.port }));
    }),
  );
  return found.flat();
}
