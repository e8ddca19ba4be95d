/** What a torrent asks of its session. */
import type { EngineEvent } from '../api/view-messages.js';

/** `T` is the torrent. */
export interface TorrentHost<T> {
  /** Something a row or a record shows has changed. */
  onChange(torrent: T): void;
  /** Its state has changed, or it is complete now. */
  onState(torrent: T): void;
  /** Asks the queue for its turn to run, or to check its data; after a no it is told by `setTurn`. */
  mayRun(torrent: T): boolean;
  mayCheck(torrent: T): boolean;
  /** Asks for its turn to look at pieces in doubt; after a no it is told by `verifyDoubts`. */
  mayVerify(torrent: T): boolean;
  /** It is done with them, or cannot go on. */
  onVerified(torrent: T): void;
  /** It is known now whose its files are: resolves when its record says so, or that could not be saved. Nothing is written before. */
  saveNames(torrent: T): Promise<void>;
  /** There is something to do in `tick` again. */
  onWake(torrent: T): void;
  /** Its long details are in memory again. */
  onDetails(torrent: T): void;
  onEvent(event: EngineEvent): void;
}
