/** `shoal download`: fetches a torrent, verified, and may stay to give it back. A second run goes on where the first one stopped. */
import type { PieceOrder } from '../engine/api/commands.js';
import type { EngineApi } from '../engine/api/engine.js';
import { EngineError } from '../engine/api/errors.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { CommandHost } from './command-host.js';
import { CommandFailure, EXIT_DONE, UsageError } from './failure.js';
import { NETWORK_OPTIONS, networkChoice } from './network-options.js';
import { chosenFiles, fileRanges } from './option-values.js';
import { RunOutput } from './run-output.js';
import { SUPER_SEED_OPTION, share, superSeedIf } from './share-torrent.js';
import { JSON_OPTION, type SubCommand } from './sub-command.js';
import { TorrentRun } from './torrent-run.js';
import { type ReadSource, readSource, sourceName, stateFolderName } from './torrent-source.js';

/** Progress lines: quick until the first byte is here, then calm. */
const EAGER_BEAT_MS = 50;
const CALM_BEAT_MS = 250;

export const download: SubCommand = {
  name: 'download',
  summary: 'Download a torrent.',
  positionals: ['FILE|MAGNET'],
  required: ['out'],
  options: [
    { name: 'out', kind: 'value', value: 'DIR', help: "the folder that will contain the torrent's name" },
    { name: 'select', kind: 'value', value: '0,3-5', help: 'download only these files (shoal inspect shows the numbers)' },
    { name: 'sequential', kind: 'flag', help: 'fetch the pieces in order, from the first to the last' },
    { name: 'first-last', kind: 'flag', help: 'fetch the first and the last piece of each file before all others' },
    { name: 'seed', kind: 'flag', help: 'stay when it is complete, and give it to others' },
    SUPER_SEED_OPTION,
    ...NETWORK_OPTIONS,
    JSON_OPTION,
  ],
  notes: [
    'What is remembered between runs lies in DIR/.shoal unless --state says otherwise.\nThe same command again goes on where the last one stopped.',
  ],
  async run(given, host) {
    const network = networkChoice(given, host);
    const selected = given.value('select');
    const ranges = selected === null ? null : fileRanges(selected);
    const out = host.resolvePath(given.required('out'));
    const order = { sequential: given.has('sequential'), firstLast: given.has('first-last') };
    if (given.has('super-seed') && !given.has('seed')) throw new UsageError('--super-seed goes with --seed');
    const state = given.value('state');
    const read = await readSource(given.positionals[0] ?? '', host);
    const wanted = ranges === null ? null : chosenFiles(ranges, read.kind === 'file' ? read.metainfo.info.files.count : null);
    await host.makeFolder(out);
    const stateDir = host.joinPath(state === null ? host.joinPath(out, '.shoal') : host.resolvePath(state), stateFolderName(read));
    const output = new RunOutput(host, given.has('json'));
    const options = { stateDir, settings: network.settings, mustListen: network.mustListen };
    try {
      return await TorrentRun.open(host, options, async (engine, run) => {
        const startedMs = host.now();
        const id = await addTorrent(engine, { read, savePath: out, wanted, peers: network.peers, order });
        await superSeedIf(given.has('super-seed'), engine, id);
        output.added(id, sourceName(read), read.kind === 'file' ? read.metainfo.info : read.magnet);
        await untilComplete(engine, run, { id, read, host, output, startedMs });
        if (given.has('seed')) await share(engine, run, id, output);
        return EXIT_DONE;
      });
    } catch (problem) {
      const code = problem instanceof EngineError ? problem.code : 'internal';
      output.error(code, problem instanceof Error ? problem.message : String(problem));
      throw problem;
    }
  },
};

interface Wish {
  readonly read: ReadSource;
  readonly savePath: string;
  /** null: all files. */
  readonly wanted: readonly number[] | null;
  readonly peers: readonly string[];
  readonly order: PieceOrder;
}

/** Adds the torrent; one that an earlier run left is taken up again with this run's wishes. */
async function addTorrent(engine: EngineApi, wish: Wish): Promise<TorrentId> {
  const { read, savePath, wanted, peers, order } = wish;
  const { id, duplicate } = await engine.execute('torrents.add', { source: read.source, savePath, wanted, peers, ...order });
  if (!duplicate) return id;
  if (order.sequential || order.firstLast) await engine.execute('torrents.setOptions', { ids: [id], ...order });
  if (wanted !== null && read.kind === 'file') {
    const chosen = new Set(wanted);
    const files = Array.from(
      { length: read.metainfo.info.files.count },
      (_, index) => ({ index, priority: chosen.has(index) ? 'normal' : 'skip' }) as const,
    );
    await engine.execute('torrents.setPriorities', { id, files });
  }
  await engine.execute('torrents.resume', { ids: [id] });
  return id;
}

interface Watch {
  readonly id: TorrentId;
  readonly read: ReadSource;
  readonly host: CommandHost;
  readonly output: RunOutput;
  readonly startedMs: number;
}

/** Reports until every wanted piece is verified and written; throws when that will not come. */
async function untilComplete(engine: EngineApi, run: TorrentRun, watch: Watch): Promise<void> {
  const { id, read, host, output, startedMs } = watch;
  let detailsKnown = read.kind === 'file';
  let name = sourceName(read);
  let wholeBeats = 0;
  const stats = () => {
    const now = engine.stats(id);
    if (now === null) throw new EngineError('torrent-unknown', 'The torrent is no longer there.');
    if (!detailsKnown && now.wantedBytes !== null) {
      detailsKnown = true;
      output.metadata(name, now.wantedBytes);
    }
    return now;
  };
  const complete = (): object => {
    const last = stats();
    output.progress(last);
    const seconds = Math.round(host.now() - startedMs) / 1000;
    output.complete({ bytes: last.doneBytes, seconds, verifiedPieces: last.verifiedPieces, wastedBytes: last.wastedBytes });
    return last;
  };
  const beatMs = (): number => ((engine.stats(id)?.receivedBytes ?? 0) > 0 ? CALM_BEAT_MS : EAGER_BEAT_MS);
  await run.follow<object>(id, beatMs, (news) => {
    switch (news.kind) {
      case 'metadata':
        name = news.name;
        stats();
        return null;
      case 'existing':
        output.existing(news);
        return null;
      case 'complete':
        return complete();
      case 'warning':
        output.warning(news.error);
        return null;
      case 'failed':
        throw new EngineError(news.error.code, news.error.message, news.error.facts);
      case 'stopped':
        output.stopped();
        throw new CommandFailure(
          news.reason === 'signal'
            ? 'stopped before it was complete; the same command goes on from here'
            : 'the output was closed before it was complete',
        );
      case 'beat': {
        const now = stats();
        output.progress(now);
        // A torrent that was whole when this run began has no moment of completion to wait for.
        wholeBeats = now.wantedBytes !== null && now.doneBytes >= now.wantedBytes ? wholeBeats + 1 : 0;
        return wholeBeats < 3 ? null : complete();
      }
    }
  });
}
