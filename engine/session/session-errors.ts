/** What a session says when something fails that is no one torrent's own matter. */
import type { ErrorView } from '../api/errors.js';
import type { TorrentId } from '../api/ids.js';

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
