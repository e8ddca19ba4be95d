/**
 * `shoal seed`: checks data that is already here and gives it to others. Invariant: nothing is ever written below DIR,
 * so no file is wanted and nothing can be downloaded; what must be remembered lies in a temporary folder unless
 * --state is given, and there apart from what a download remembers.
 */
import type { EngineApi } from '../engine/api/engine.js';
import { EngineError } from '../engine/api/errors.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { CommandHost } from './command-host.js';
import { CommandFailure, EXIT_DONE } from './failure.js';
import { countWords } from './measure-words.js';
import { NETWORK_OPTIONS, networkChoice } from './network-options.js';
import { watchRow } from './row-watch.js';
import { RunOutput } from './run-output.js';
import { SUPER_SEED_OPTION, share, superSeedIf } from './share-torrent.js';
import { JSON_OPTION, type SubCommand } from './sub-command.js';
import { TorrentRun } from './torrent-run.js';
import { type ReadSource, readTorrentFile, stateFolderName } from './torrent-source.js';

const CHECK_BEAT_MS = 100;
/** Statuses in which an engine that was asked to check has finished doing so. */
const SETTLED: ReadonlySet<string> = new Set(['seeding', 'finished', 'downloading', 'waiting-for-peers', 'paused', 'needs-attention']);

export const seed: SubCommand = {
  name: 'seed',
  summary: 'Give data that is already here to others.',
  positionals: ['FILE'],
  required: ['data'],
  options: [
    { name: 'data', kind: 'value', value: 'DIR', help: "the folder that contains the torrent's name" },
    SUPER_SEED_OPTION,
    ...NETWORK_OPTIONS,
    JSON_OPTION,
  ],
  notes: ['The data is checked first and never written to. The exit code is 1 when it is not whole.'],
  async run(given, host) {
    const network = networkChoice(given, host);
    const dataDir = host.resolvePath(given.required('data'));
    const state = given.value('state');
    const read = await readTorrentFile(given.positionals[0] ?? '', host);
    if (!(await host.isFolder(dataDir))) throw new EngineError('path-unusable', `There is no folder ${dataDir}.`, { path: dataDir });
    const stateDir =
      state === null ? await host.temporaryFolder() : host.joinPath(host.resolvePath(state), `seed-${stateFolderName(read)}`);
    const output = new RunOutput(host, given.has('json'));
    try {
      // A seed that cannot be reached is no seed, unless it was told whom to dial.
      const mustListen = network.mustListen || network.peers.length === 0;
      return await TorrentRun.open(host, { stateDir, settings: network.settings, mustListen }, async (engine, run) => {
        const args = { source: read.source, savePath: dataDir, wanted: [], seed: true, peers: network.peers };
        const { id, duplicate } = await engine.execute('torrents.add', args);
        if (duplicate) await engine.execute('torrents.resume', { ids: [id] });
        await superSeedIf(given.has('super-seed'), engine, id);
        output.added(id, read.metainfo.info.name, read.metainfo.info);
        const port = await untilWhole(engine, run, { id, read, host, output });
        output.seeding(read.metainfo.info.name, port);
        await share(engine, run, id, output);
        return EXIT_DONE;
      });
    } catch (problem) {
      output.error(
        problem instanceof EngineError ? problem.code : 'internal',
        problem instanceof Error ? problem.message : String(problem),
      );
      throw problem;
    }
  },
};

interface Watch {
  readonly id: TorrentId;
  readonly read: Extract<ReadSource, { kind: 'file' }>;
  readonly host: CommandHost;
  readonly output: RunOutput;
}

/** Resolves to the listening port once every piece is known good and the engine listens; throws when the data is not whole. */
async function untilWhole(engine: EngineApi, run: TorrentRun, watch: Watch): Promise<number | null> {
  const { id, output } = watch;
  const pieces = watch.read.metainfo.info.pieceCount;
  const row = watchRow(engine, id, () => undefined);
  const look = (): { readonly port: number | null } | null => {
    const stats = engine.stats(id);
    if (stats === null) throw new EngineError('torrent-unknown', 'The torrent is no longer there.');
    const status = row.status();
    if (status?.kind === 'checking') output.checking(status.progress);
    if (status === null || !SETTLED.has(status.kind)) return null;
    if (status.kind === 'needs-attention') throw new EngineError(status.error.code, status.error.message, status.error.facts);
    if (stats.verifiedPieces < pieces) {
      throw new CommandFailure(`the data is not whole: ${stats.verifiedPieces} of ${countWords(pieces, 'piece')} are good`);
    }
    return row.listenPort() === null ? null : { port: row.listenPort() };
  };
  try {
    const found = await run.follow<{ readonly port: number | null }>(
      id,
      () => CHECK_BEAT_MS,
      (news) => {
        switch (news.kind) {
          case 'warning':
            output.warning(news.error);
            return null;
          case 'failed':
            throw new EngineError(news.error.code, news.error.message, news.error.facts);
          case 'stopped':
            output.stopped();
            throw new CommandFailure('stopped before the data was checked');
          case 'metadata':
          case 'existing':
          case 'complete':
            return null;
          case 'beat':
            return look();
        }
      },
    );
    return found.port;
  } finally {
    row.close();
  }
}
