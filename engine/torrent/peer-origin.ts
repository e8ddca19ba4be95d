/**
 * Which addresses may be dialled on whose word. A stranger on the internet must not make us knock at doors of this
 * machine or of its network; who is in that network may name others there. A private torrent (BEP 27) takes peers from
 * its trackers only.
 */

import { ipFamily, scopeOf } from '../base/ip-address.js';
import { redirectAllowed } from '../base/outbound-rules.js';
import type { CandidateSource } from '../roster/candidate-list.js';

/** Sources of a private torrent's peers; who comes to us was told of us by the tracker. */
export const PRIVATE_SOURCES: readonly CandidateSource[] = ['tracker', 'incoming'];

export interface Origin {
  readonly source: CandidateSource;
  /** Literal address of who said it; null when that is not known. */
  readonly from: string | null;
}

/** Whether `host` may be told to, or taken from, somebody at `other`: nothing nearer to us than they are. */
export const mayPassOn = (host: string, other: string): boolean => scopeOf(host) !== 'unusable' && redirectAllowed(other, host);

/** Whether an address from there may be dialled; `bound` is the address we are bound to, of one family. */
export function mayDial(host: string, { source, from }: Origin, bound: string | null): boolean {
  const family = ipFamily(host);
  if (family === null || (bound !== null && ipFamily(bound) !== family)) return false;
  switch (source) {
    case 'user':
    case 'incoming':
    case 'resume':
      return scopeOf(host) !== 'unusable';
    case 'lsd':
      return scopeOf(host) === 'private' || scopeOf(host) === 'loopback';
    case 'dht':
      return from === null ? scopeOf(host) === 'global' : mayPassOn(host, from);
    case 'tracker':
    case 'pex':
      return from === null ? scopeOf(host) !== 'loopback' && scopeOf(host) !== 'unusable' : mayPassOn(host, from);
  }
}
