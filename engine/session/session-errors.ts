/** What a session says when something fails that is no one torrent's own matter. */
import type { ErrorView } from '../api/errors.js';
import type { TorrentId } from '../api/ids.js';
import { originOf } from '../base/outbound-rules.js';
import { isFilterUrl } from '../ip-filter/filter-source.js';

export const stateUnreadable = (id: TorrentId): ErrorView => ({
  code: 'state-unreadable',
  message: 'The saved state of a torrent could not be read.',
  facts: { id },
});

export const diskStalled = (root: string): ErrorView => ({
  code: 'disk-stalled',
  message: `The disk that holds ${root} does not answer. Other disks go on.`,
  facts: { path: root },
});

/** Another program has the UDP port that goes with our TCP port: we use one of the system's choice. */
export const udpElsewhere = (port: number): ErrorView => ({
  code: 'udp-port-unavailable',
  message: `Another program uses UDP port ${port}. Peers are still found, but fewer may reach us.`,
  facts: { port },
});

export const listUnsaved = (reason: string): ErrorView => ({
  code: 'path-unusable',
  message: `The list could not be saved: ${reason}`,
  facts: { reason },
});

/** `place` is a file or a URL, of which the origin alone is told: it may carry a key. `kept`: ranges that stay in force. */
export function ipFilterFailed(place: string, reason: string, kept: number): ErrorView {
  const shown = isFilterUrl(place) ? originOf(place) : place;
  const rest = kept > 0 ? 'The list of before stays in force.' : 'Nobody is filtered meanwhile.';
  return {
    code: 'ip-filter-failed',
    message: `The IP filter could not be read from ${shown}: ${reason}. ${rest} It is tried again in ten minutes.`,
    facts: { place: shown, reason, kept },
  };
}
