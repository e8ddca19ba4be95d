/** Why a torrent is not going faster, as one plain sentence; null when nothing holds it back. */
import type { Why } from '../../electron/contract/index.js';
import { formatDuration } from '../../i18n/format/duration.js';
import { errorWords } from '../../i18n/format/error-words.js';
import { formatPercent } from '../../i18n/format/share.js';
import { formatRate, formatSize } from '../../i18n/format/size.js';
import { foreign, visibleText } from '../../i18n/format/visible-text.js';
import { t } from '../../i18n/runtime/words.js';

export function whySentence(why: Why): string | null {
  switch (why.kind) {
    case 'none':
      return null;
    case 'failed':
      return errorWords(why.error);
    case 'disk-full':
      return errorWords({ code: 'disk-full', message: '', facts: { path: why.path, neededBytes: why.neededBytes } });
    case 'disk-missing':
      return why.path === '' ? t('why.diskMissingSomewhere') : t('why.diskMissing', { path: foreign(why.path) });
    case 'disk-silent':
      return t('why.diskSilent');
    case 'disk-slow':
      return t('why.diskSlow', { waiting: formatSize(why.waitingBytes) });
    case 'awaiting-choice':
      return t('why.awaitingChoice');
    case 'paused':
      return t('why.paused');
    case 'complete':
      return t('why.complete');
    case 'goal-reached':
      return t(`why.goalReached.${why.goal}`);
    case 'queued':
      return t('why.queued', { position: why.position });
    case 'waiting-for-check':
      return t('why.waitingForCheck');
    case 'checking':
      return t('why.checking', { share: formatPercent(why.progress, 0) });
    case 'moving':
      return t('why.moving', { share: formatPercent(why.progress, 0) });
    case 'fetching-details':
      return t('why.fetchingDetails', { peers: why.peers });
    case 'no-peers':
      return t('why.noPeers', { known: why.known });
    case 'tracker-refused':
      return t('why.trackerRefused', { host: hostOf(why.url), text: foreign(why.text) });
    case 'tracker-unreachable':
      return t('why.trackerUnreachable', { host: hostOf(why.url), time: formatDuration(why.retryInSeconds) });
    case 'limited-by-setting':
      return t(`why.limited.${why.scope}.${why.direction}`, { rate: formatRate(why.limitBps) });
    case 'nobody-has':
      return why.rest > 0 ? t('why.nobodyHas', { pieces: why.pieces }) : t('why.nobodyHasRest', { pieces: why.pieces });
    case 'all-choke-us':
      return t('why.allChokeUs', { peers: why.peers });
    case 'peers-slow':
      return why.downBps > 0
        ? t('why.peersSlow', { peers: why.peers, rate: formatRate(why.downBps) })
        : t('why.peersSilent', { peers: why.peers });
    case 'nobody-interested':
      return t('why.nobodyInterested', { peers: why.peers });
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
