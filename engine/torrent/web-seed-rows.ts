/** Web seeds as rows of the Peers tab. */
import type { PeerRow } from '../api/peer-view.js';
import { assertNever } from '../base/assert.js';
import type { WebSeedState } from '../webseed/web-seed-state.js';
import { strip } from './strip.js';
import type { WebSeedSlot } from './web-seed-slot.js';

const PEER_BUCKETS = 32;

export function webSeedRow({ key, seed }: WebSeedSlot, nowMs: number): PeerRow {
  const { blocksLeft, down, has, isBusy, isUsable, label, state } = seed;
  return {
    key,
    address: label,
    client: nameOf(state),
    transport: 'webseed',
    incoming: false,
    encryption: 'none',
    source: 'torrent',
    progress: isUsable ? has.count / Math.max(1, has.size) : 0,
    strip: strip(has.size, PEER_BUCKETS, (piece) => (isUsable && has.has(piece) ? 1 : 0)),
    downBps: Math.round(down.bps(nowMs)),
    upBps: 0,
    downloadedBytes: down.total,
    uploadedBytes: 0,
    requestsOut: blocksLeft,
    requestsIn: 0,
    weInterested: isBusy,
    theyInterested: false,
    weChoked: state.kind === 'resting' || !isUsable,
    theyChoked: true,
    snubbed: state.kind === 'resting',
    optimistic: false,
  };
}

/** In the column of the client's name, since a web seed tells none; and why nothing comes, where nothing comes. */
function nameOf(state: WebSeedState): string {
  switch (state.kind) {
    case 'idle':
    case 'fetching':
      return 'Web seed';
    case 'resting':
      return `Web seed (waiting: ${state.why})`;
    case 'given-up':
      return `Web seed (given up: ${state.why})`;
    case 'banned':
      return `Web seed (banned: ${state.why})`;
    default:
      return assertNever(state);
  }
}
