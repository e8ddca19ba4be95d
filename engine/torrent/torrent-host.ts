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
  /** It is known now whose its files are, and it is about to write to them: its record shall say so at once, or a kill makes them somebody else's. */
  onFilesKnown(torrent: T): void;
  /** There is something to do in `tick` again. */
  onWake(torrent: T): void;
  /** Its long details are in memory again. */
  onDetails(torrent: T): void;
  onEvent(event: EngineEvent): void;
}
