/** Giving a whole torrent to others until the process is asked to stop, or enough was given. */
import type { EngineApi } from '../engine/api/engine.js';
import { EngineError } from '../engine/api/errors.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { OptionSpec } from './parse-words.js';
import { watchRow } from './row-watch.js';
import type { RunOutput } from './run-output.js';
import type { TorrentRun } from './torrent-run.js';

const BEAT_MS = 1000;

/** BEP 16: for the first and only seed of a torrent. */
export const SUPER_SEED_OPTION: OptionSpec = {
  name: 'super-seed',
  kind: 'flag',
  help: 'show each peer single pieces while nobody else has them all: spreads a new torrent with the least upload',
};

/** Hands the wish over; what an earlier run wished stays where this one says nothing. */
export async function superSeedIf(wanted: boolean, engine: EngineApi, id: TorrentId): Promise<void> {
  if (wanted) await engine.execute('torrents.setOptions', { ids: [id], superSeed: true });
}

/** Resolves when it was asked to stop or a seeding goal is reached; throws when the torrent fails meanwhile. */
export async function share(engine: EngineApi, run: TorrentRun, id: TorrentId, output: RunOutput): Promise<void> {
  let last = '';
  const row = watchRow(engine, id, () => undefined);
  const following = run.follow<object>(
    id,
    () => BEAT_MS,
    (news) => {
      switch (news.kind) {
        case 'metadata':
        case 'existing':
        case 'complete':
          return null;
        case 'warning':
          output.warning(news.error);
          return null;
        case 'failed':
          throw new EngineError(news.error.code, news.error.message, news.error.facts);
        case 'stopped':
          output.stopped();
          return news;
        case 'beat': {
          const stats = engine.stats(id);
          if (stats === null) throw new EngineError('torrent-unknown', 'The torrent is no longer there.');
          // The same news twice is no news.
          const now = `${stats.uploadedBytes} ${stats.upBps} ${stats.peers}`;
          if (now !== last) output.sharing(stats);
          last = now;
          if (row.status()?.kind !== 'finished') return null;
          output.stopped();
          return {};
        }
      }
    },
  );
  await following.finally(() => row.close());
}
