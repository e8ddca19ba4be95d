/**
 * Torrents that stopped because of their disk go on by themselves: those whose disk was full when there is space again, and those whose
 * files were gone, with the drive perhaps, when they are back. Looks only where there are such torrents, and touches nothing until then.
 */

import { leftFiles } from '../resume/at-rest.js';
import type { StorageFactory } from '../storage/storage.js';
import { judgeFiles } from '../torrent/file-evidence.js';
import type { Torrent } from '../torrent/torrent.js';
import type { TorrentContent } from '../torrent/torrent-content.js';

const LOOK_MS = 15_000;
/** So many are looked at in a round, by turns; where one can go on, others may too, and the next round comes soon. */
const MOST_AT_ONCE = 32;
const SOON_MS = 1000;
const MIB = 1024 * 1024;
/** So much has to be free, or what the torrent lacks and a little for the saved state. */
const ENOUGH_BYTES = 64 * MIB;
const STATE_BYTES = 8 * MIB;

export class DiskRecovery {
  private nextAt = 0;
  private turn = 0;
  private readonly looking = new Set<Torrent>();

  constructor(private readonly storage: Pick<StorageFactory, 'freeSpace'>) {}

  run(torrents: Iterable<Torrent>, nowMs: number): void {
    if (nowMs < this.nextAt) return;
    this.nextAt = nowMs + LOOK_MS;
    const stopped: Torrent[] = [];
    for (const torrent of torrents) if (isStopped(torrent) && !this.looking.has(torrent)) stopped.push(torrent);
    for (let i = 0; i < Math.min(MOST_AT_ONCE, stopped.length); i++) {
      const torrent = stopped[this.turn++ % stopped.length];
      if (torrent !== undefined) this.look(torrent);
    }
  }

  private look(torrent: Torrent): void {
    const { state } = torrent;
    if (state.kind !== 'failed') return;
    const isFull = state.error.code === 'disk-full';
    this.looking.add(torrent);
    void (isFull ? this.hasSpace(torrent) : filesAreBack(torrent))
      .catch(() => false)
      .then((isOver) => {
        this.looking.delete(torrent);
        if (!isOver || torrent.state !== state || torrent.intent !== 'run') return;
        this.nextAt = Math.min(this.nextAt, torrent.nowMs() + SOON_MS);
        torrent.log('info', isFull ? 'There is space on the disk again.' : 'The files are back.');
        torrent.resume(torrent.standing.forced);
      });
  }

  private async hasSpace({ leftBytes, savePath }: Torrent): Promise<boolean> {
    const freeBytes = await this.storage.freeSpace(savePath);
    return freeBytes !== null && freeBytes >= Math.min(leftBytes + STATE_BYTES, ENOUGH_BYTES);
  }
}

/** By its disk; one that the person paused meanwhile waits for them. */
const isStopped = ({ intent, state }: Torrent): boolean =>
  state.kind === 'failed' && intent === 'run' && (state.error.code === 'disk-full' || state.error.code === 'data-missing');

/** Everything that held verified pieces is there; what is in it is found out when it is opened. */
async function filesAreBack({ content, details, id, services }: Torrent): Promise<boolean> {
  if (content === null) return false;
  // asking for details that are here would keep them from being put away
  if (details.areHere) return new Promise((resolve) => lookAt(content, resolve));
  const left = leftFiles(await services.saved.loadRecord(id));
  if (left.paths.length > 0) return new Promise((resolve) => content.compare(left, resolve));
  return new Promise((resolve) =>
    details.need(
      () => lookAt(content, resolve),
      () => resolve(false),
    ),
  );
}

function lookAt({ files, have, layout, placement, storage }: TorrentContent, answer: (areBack: boolean) => void): void {
  storage.stat((seen) => {
    if ('failed' in seen) return answer(false);
    const { gone, holding } = judgeFiles(files, have, layout, null, seen, (file) => placement.isParted(file));
    const isAny = seen.sizes.some((size, file) => size > 0 && !layout.isPad(file));
    answer(gone.length === 0 && (holding.length > 0 || isAny));
  });
}
