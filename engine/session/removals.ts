/**
 * Torrents that leave the list. Everything shared forgets them at once; they tell their trackers in their own time, and
 * their last records are kept so that they can come back.
 */
import type { EngineEvent } from '../api/view-messages.js';
import { checkpoint } from '../torrent/checkpoint.js';
import type { Torrent } from '../torrent/torrent.js';
import type { Checkpoints } from './checkpoints.js';
import type { ConnectionShare } from './connection-share.js';
import type { Heartbeat } from './heartbeat.js';
import type { IdleDetails } from './idle-details.js';
import { RemovedRecords } from './removed-records.js';
import { listUnsaved } from './session-errors.js';
import type { StatePort } from './state-port.js';
import type { TorrentQueue } from './torrent-queue.js';
import type { TorrentRegistry } from './torrent-registry.js';
import type { VerifyLine } from './verify-line.js';

/** What knows of a torrent. */
export interface RemovalParts {
  readonly checkpoints: Checkpoints;
  readonly heartbeat: Heartbeat<Torrent>;
  readonly idle: IdleDetails<Torrent>;
  readonly queue: TorrentQueue;
  readonly registry: TorrentRegistry;
  readonly share: ConnectionShare;
  readonly state: StatePort;
  readonly verifying: VerifyLine;
  touch(torrent: Torrent): void;
  emit(event: EngineEvent): void;
}

export class Removals {
  /** Of torrents removed in this run: a removal can be undone. */
  readonly records = new RemovedRecords();
  /** Of those that are still telling their trackers. */
  readonly goodbyes = new Set<Promise<void>>();

  constructor(private readonly parts: RemovalParts) {}

  /** Takes a torrent out of the list. Its files stay open until it is closed. */
  async remove(torrent: Torrent, keepRecord: boolean): Promise<void> {
    const { checkpoints, heartbeat, idle, queue, registry, share, state, verifying } = this.parts;
    registry.delete(torrent);
    this.parts.touch(torrent);
    const { intent } = torrent;
    const goodbye = torrent.leave().finally(() => this.goodbyes.delete(goodbye));
    this.goodbyes.add(goodbye);
    queue.delete(torrent);
    verifying.done(torrent);
    heartbeat.forget(torrent);
    idle.forget(torrent);
    share.forget(torrent.net);
    await torrent.content?.gate.settled();
    await checkpoints.settled(torrent);
    if (keepRecord) {
      const record = await checkpoint(torrent, true);
      if (!('code' in record)) this.records.set(torrent.id, { ...record, intent });
    }
    await state.removeRecord(torrent.id);
    this.parts.emit({ kind: 'torrent-removed', id: torrent.id, name: torrent.shownName });
  }

  /** It has given enough, and its goal says that it goes. */
  async removeFinished(torrent: Torrent): Promise<void> {
    try {
      await this.remove(torrent, true);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.parts.emit({ kind: 'session-error', error: listUnsaved(reason) });
    }
    torrent.close();
  }
}
