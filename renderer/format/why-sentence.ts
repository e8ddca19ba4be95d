/** Why a torrent is not going faster, as one plain sentence; null when nothing holds it back. */
import type { Why } from '../../electron/contract/index.js';
import { t } from '../i18n/messages.js';
import { formatDuration } from './duration.js';
import { errorWords } from './error-words.js';
import { formatPercent } from './share.js';
import { formatRate, formatSize } from './size.js';
import { visibleText } from './visible-text.js';

export function whySentence(why: Why): string | null {
  const words = t.why;
  switch (why.kind) {
    case 'none':
      return null;
    case 'failed':
      return errorWords(why.error);
    case 'disk-full':
      return errorWords({ code: 'disk-full', message: '', facts: { path: why.path, neededBytes: why.neededBytes } });
    case 'disk-missing':
      return words.diskMissing(visibleText(why.path));
    case 'disk-silent':
      return words.diskSilent;
    case 'disk-slow':
      return words.diskSlow(formatSize(why.waitingBytes));
    case 'awaiting-choice':
      return words.awaitingChoice;
    case 'paused':
      return words.paused;
    case 'complete':
      return words.complete;
    case 'goal-reached':
      return words.goalReached[why.goal];
    case 'queued':
      return words.queued(why.position);
    case 'waiting-for-check':
      return words.waitingForCheck;
    case 'checking':
      return words.checking(formatPercent(why.progress, 0));
    case 'moving':
      return words.moving(formatPercent(why.progress, 0));
    case 'fetching-details':
      return words.fetchingDetails(why.peers);
    case 'no-peers':
      return words.noPeers(why.known);
    case 'tracker-refused':
      return words.trackerRefused(hostOf(why.url), visibleText(why.text));
    case 'tracker-unreachable':
      return words.trackerUnreachable(hostOf(why.url), formatDuration(why.retryInSeconds));
    case 'limited-by-setting':
      return words.limited[why.scope][why.direction](formatRate(why.limitBps));
    case 'nobody-has':
      return words.nobodyHas(why.pieces, why.rest);
    case 'all-choke-us':
      return words.allChokeUs(why.peers);
    case 'peers-slow':
      return words.peersSlow(why.peers, why.downBps > 0 ? formatRate(why.downBps) : null);
    case 'nobody-interested':
      return words.nobodyInterested(why.peers);
  }
}

/** The host of a URL, or the text itself where it cannot be read as one. */
export function hostOf(url: string): string {
  try {
    return visibleText(new URL(url.replace(/^udp:/, 'http:')).hostname) || visibleText(url);
  } catch {
    return visibleText(url);
  }
}
