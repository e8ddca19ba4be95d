/**
 * Gives a peer that has next to nothing, and must wait for a slot, a few pieces it may ask for while choked (BEP 6): it
 * soon has something to trade. Not to all at once: a network's peers share one set, and would all take the same pieces.
 */
import { parseIp } from '../base/ip-address.js';
import type { PeerGeometry } from '../peer/peer-host.js';
import type { PeerMachine } from '../peer/peer-machine.js';
import { allowedFastSet } from '../wire/fast-set.js';

/** The number BEP 6 proposes, both for the set and for what counts as few. */
const FAST_PIECES = 10;
/** Payload given away per connection at most, and the share of a torrent, so that nobody lives on it. */
const MOST_FAST_BYTES = 8 * 1024 * 1024;
const FAST_SHARE = 8;

export function offerFastPieces(machine: PeerMachine, infoHash: Uint8Array, geometry: PeerGeometry): void {
  const ip = parseIp(machine.identity.endpoint.host);
  if (!machine.supportsFast || machine.pieces.count >= FAST_PIECES || ip === null) return;
  const count = Math.min(FAST_PIECES, Math.floor(MOST_FAST_BYTES / geometry.pieceBytes(0)), Math.floor(geometry.pieceCount / FAST_SHARE));
  for (const piece of allowedFastSet(ip, infoHash, geometry.pieceCount, count)) if (!machine.pieces.has(piece)) machine.allowFast(piece);
}
