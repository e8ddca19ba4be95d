/** Why a torrent is not going faster, as one sentence; null when there is nothing to say. */
import type { Why } from '../../electron/contract/index.js';
import { t } from '../i18n/messages.js';
import { formatDuration } from './duration.js';
import { formatRate } from './size.js';
import { visibleText } from './visible-text.js';

export function whyWords(why: Why): string | null {
  const words = t.why;
  switch (why.kind) {
    case 'none':
      return null;
    case 'no-peers':
      return words.noPeers;
    case 'nobody-has':
      return words.nobodyHas(why.pieces);
    case 'all-choke-us':
      return words.allChokeUs(why.peers);
    case 'limited-by-setting':
      return words.limited(formatRate(why.limitBps));
    case 'disk-slow':
      return words.diskSlow;
    case 'tracker-refused':
      return words.trackerRefused(hostOf(why.url), visibleText(why.text));
    case 'tracker-unreachable':
      return words.trackerUnreachable(hostOf(why.url), formatDuration(why.retryInSeconds));
    case 'fetching-details':
      return words.fetchingDetails(why.peers);
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
