/** Every command a window can give, answered by the demo. */
import { FREE } from './demo-defaults.js';
import { fileRows } from './demo-files.js';
import { demoNumber, magnetName, previewFile, previewFiles, previewMagnet, targetOf } from './demo-preview.js';
import { sampleAt } from './demo-samples.js';
import { type DemoTorrent, run, setStatus } from './demo-swarm.js';
import type { AnyCommandName, CommandArgs, CommandResult, OpenTarget } from './demo-types.js';
import type { DemoWorld } from './demo-world.js';

export type Handlers = { readonly [N in AnyCommandName]: (args: CommandArgs<N>) => CommandResult<N> | Promise<CommandResult<N>> };

/** How long a magnet of the demo waits for its details, ms. */
const DETAILS_MS = 2500;
/** Files told of one piece at most. */
const FEW = 20;

export function demoHandlers(world: DemoWorld): Handlers {
  const open = (targets: readonly OpenTarget[]): null => {
    setTimeout(() => world.push({ kind: 'shell', push: { kind: 'open-targets', targets } }), 10);
    return null;
  };
  return {
    'torrents.preview': ({ source }) =>
      source.kind === 'file' ? previewFile(source.bytes, world.rows()) : previewMagnet(source.uri, world.rows()),
    'torrents.previewFiles': ({ infoHash, first, count }) => previewFiles(infoHash, first, count),
    'torrents.add': (args) => ({ id: add(world, args), duplicate: false }),
    'torrents.accept': ({ id, savePath, paused }) => {
      const torrent = world.need(id);
      torrent.row = { ...torrent.row, savePath };
      setStatus(torrent, { kind: paused ? 'paused' : 'downloading' });
      return world.flush();
    },
    'torrents.pause': ({ ids }) => world.each(ids, (torrent) => setStatus(torrent, { kind: 'paused' })),
    'torrents.resume': ({ ids }) => world.each(ids, (torrent) => run(torrent, false)),
    'torrents.forceStart': ({ ids }) => world.each(ids, (torrent) => run(torrent, true)),
    'torrents.moveInQueue': ({ ids, to }) =>
      world.each(ids, (torrent) => {
        const { status } = torrent.row;
        if (status.kind !== 'queued') return;
        const position = { up: status.position - 1, down: status.position + 1, top: 1, bottom: 99 }[to];
        setStatus(torrent, { kind: 'queued', position: Math.max(1, position) });
      }),
    'torrents.setGoals': () => null,
    'torrents.recheck': ({ ids }) => world.each(ids, (torrent) => setStatus(torrent, { kind: 'checking', progress: 0.1 })),
    'torrents.remove': ({ ids, deleteData }) => world.remove(ids, !deleteData),
    'torrents.restore': ({ ids }) => world.restore(ids),
    'torrents.setPriorities': ({ id, files }) => {
      const torrent = world.need(id);
      for (const { index, priority } of files) {
        const file = torrent.files.find((each) => each.index === index);
        if (file !== undefined) file.priority = priority;
      }
      world.sendDetails();
      return null;
    },
    'torrents.setPieceDeadlines': () => null,
    'torrents.clearPieceDeadlines': () => null,
    'torrents.addPeers': () => null,
    'torrents.announce': () => null,
    'torrents.setLimits': () => null,
    'torrents.setOptions': ({ ids, sequential, firstLast, superSeed }) => {
      world.each(ids, (torrent) => {
        const { row } = torrent;
        torrent.row = {
          ...row,
          sequential: sequential ?? row.sequential,
          firstLast: firstLast ?? row.firstLast,
          superSeed: superSeed ?? row.superSeed,
        };
      });
      world.sendDetails();
      return null;
    },
    'torrents.files': ({ id, first, count }) => {
      const torrent = world.need(id);
      return { total: torrent.files.length, files: fileRows(torrent, first, count) };
    },
    'torrents.filesOfPiece': ({ id, piece }) => {
      const torrent = world.need(id);
      const files = fileRows(torrent).filter((file) => file.sizeBytes > 0 && file.firstPiece <= piece && piece <= file.lastPiece);
      return { total: files.length, files: files.slice(0, FEW) };
    },
    'settings.get': () => world.settings,
    'settings.set': ({ changes }) => {
      world.settings = { ...world.settings, ...changes };
      world.flush();
      return world.settings;
    },
    'state.backups': () => ({ backups: [] }),
    'state.backup': () => ({ name: '' }),
    'state.restore': () => ({ torrents: world.rows().length, unreadable: 0 }),
    'state.export': () => ({ torrents: world.rows().length }),
    'state.import': () => ({ torrents: 0, unreadable: 0 }),
    'session.freeSpace': ({ path }) => ({ freeBytes: path.includes('Films') ? 19.2e9 : FREE }),
    'shell.openTorrentDialog': () =>
      open(['demo:2', 'demo:14', 'demo:21', 'magnet', 'notes'].map((what) => targetOf(what, what === 'notes' ? 'notes.torrent' : what))),
    'shell.chooseFolder': () => '/home/demo/Downloads/Films',
    'shell.openDropped': ({ paths, texts }) =>
      open([...paths.map((path, i) => targetOf(`demo:${i + 2}`, path)), ...texts.map((uri): OpenTarget => ({ kind: 'magnet', uri }))]),
    'shell.pasteLink': () => {
      open([targetOf('magnet')]);
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
    'preferences.get': () => world.preferences,
    'preferences.set': ({ changes }) => {
      world.preferences = { ...world.preferences, ...changes };
      return null;
    },
    'shell.info': () => ({ version: '0.1.0', electron: '', chrome: '', node: '', homePath: '/home/demo', e2e: false }),
  };
}

function add(world: DemoWorld, { source, savePath, paused, hold }: CommandArgs<'torrents.add'>): DemoTorrent['row']['id'] {
  const held = hold === true;
  const sample = source.kind === 'file' ? sampleAt(demoNumber(source.bytes)) : { ...sampleAt(3), name: magnetName(source.uri) };
  const torrent = world.make({
    ...sample,
    size: source.kind === 'file' ? sample.size || 2e9 : 0,
    percent: 0,
    status: { kind: held ? 'fetching-details' : paused === true ? 'paused' : 'downloading' },
    down: held ? 0 : 4e6,
    age: 0,
    seeds: 2,
  });
  torrent.row = { ...torrent.row, savePath };
  if (held) torrent.detailsAt = Date.now() + DETAILS_MS;
  world.put(torrent);
  world.flush();
  return torrent.row.id;
}
