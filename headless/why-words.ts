/** Why nothing moves, as one plain sentence for a terminal; null when nothing holds the torrent back. */
import type { Why } from '../engine/api/why.js';
import { countWords, rateWords, sizeWords } from './measure-words.js';

export function whyWords(why: Why): string | null {
  switch (why.kind) {
    case 'none':
      return null;
    case 'failed':
      return why.error.message;
    case 'disk-full':
      return `No space left in ${why.path}`;
    case 'disk-missing':
      return `The files are not in ${why.path}`;
    case 'disk-silent':
      return 'The disk does not answer';
    case 'disk-slow':
      return `The disk is slow: ${sizeWords(why.waitingBytes)} wait to be written`;
    case 'awaiting-choice':
      return 'Files are still to be chosen';
    case 'paused':
      return 'Paused';
    case 'complete':
      return 'Complete';
    case 'goal-reached':
      return 'Complete, and its seeding goal is reached';
    case 'queued':
      return `Number ${why.position} in the queue`;
    case 'waiting-for-check':
      return 'Waiting for a look at the files';
    case 'checking':
      return `Checking the files, ${Math.floor(why.progress * 100)} %`;
    case 'moving':
      return `Moving the files, ${Math.floor(why.progress * 100)} %`;
    case 'fetching-details':
      return `Asking ${countWords(why.peers, 'peer')} what the torrent holds`;
    case 'no-peers':
      return why.known === 0 ? 'No peers known yet' : `None of ${countWords(why.known, 'known peer')} answers`;
    case 'tracker-refused':
      return `The tracker refused: ${why.text}`;
    case 'tracker-unreachable':
      return `No tracker answers; next try in ${why.retryInSeconds} s`;
    case 'limited-by-setting':
      return `Held at the limit of ${rateWords(why.limitBps)}`;
    case 'nobody-has':
      return `${countWords(why.pieces, 'piece')} nobody has`;
    case 'all-choke-us':
      return `${countWords(why.peers, 'peer')} connected, none with a free place for us`;
    case 'peers-slow':
      return `${countWords(why.peers, 'peer')} asked, waiting for data`;
    case 'nobody-interested':
      return `${countWords(why.peers, 'peer')} connected, none asks for anything`;
  }
}
