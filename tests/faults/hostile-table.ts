/**
 * Every kind of hostile peer and what becomes of it. Who corrupts data or breaks the protocol is banned, with the reason;
 * who idles, stalls, vanishes or doubles is let go and tried again later, or stays and comes last. None is banned for that.
 */
import type { Manners } from '../support/hostile/hostile-line.js';
import { badBlocks, colluder } from '../support/hostile/kinds/bad-blocks.js';
import { chokeStorm, neverUnchokes } from '../support/hostile/kinds/choking.js';
import { deepDictionary } from '../support/hostile/kinds/deep-dictionary.js';
import { keyAndNoise, lorisInKey } from '../support/hostile/kinds/encrypted-noise.js';
import { hugeMetadata, wrongMetadata } from '../support/hostile/kinds/false-metadata.js';
import { garbage, garbageAfterHandshake } from '../support/hostile/kinds/garbage.js';
import { haveOutside } from '../support/hostile/kinds/have-outside.js';
import { hugeLength } from '../support/hostile/kinds/huge-length.js';
import { impostor } from '../support/hostile/kinds/impostor.js';
import { pexFlood } from '../support/hostile/kinds/pex-flood.js';
import { emptyFavours, rejectsAndSends } from '../support/hostile/kinds/rejecting.js';
import { deafFlood, requestFlood } from '../support/hostile/kinds/request-flood.js';
import { resetsMidPiece } from '../support/hostile/kinds/reset-mid-piece.js';
import { sameBlock } from '../support/hostile/kinds/same-block.js';
import { nothingBehind, vanishes } from '../support/hostile/kinds/silence.js';
import { lorisInHandshake, lorisInMessage, lorisInPiece } from '../support/hostile/kinds/slow-loris.js';
import { unsolicited } from '../support/hostile/kinds/unsolicited.js';
import { bitfieldExtraBits, bitfieldTooLong } from '../support/hostile/kinds/wrong-bitfield.js';

export type Outcome =
  /** Banned, and the reason says this. */
  | { readonly kind: 'banned'; readonly reason: RegExp }
  /** The connection ends, by whomever, and it is not dialled again soon. */
  | { readonly kind: 'disconnected' }
  /** It may stay; others come first. */
  | { readonly kind: 'outranked' };

export interface HostileKind {
  /** More than one act together. */
  readonly peers: readonly Manners[];
  readonly outcome: Outcome;
  /** The transfer begins with a magnet. */
  readonly magnet?: boolean;
}

const banned = (reason: RegExp): Outcome => ({ kind: 'banned', reason });
const DISCONNECTED: Outcome = { kind: 'disconnected' };
const OUTRANKED: Outcome = { kind: 'outranked' };
const DAMAGED = banned(/it sent damaged data/);

export const HOSTILE_KINDS: readonly HostileKind[] = [
  { peers: [garbage], outcome: DISCONNECTED },
  { peers: [keyAndNoise], outcome: DISCONNECTED },
  { peers: [lorisInKey], outcome: DISCONNECTED },
  { peers: [garbageAfterHandshake], outcome: banned(/claims a length of/) },
  { peers: [hugeLength], outcome: banned(/claims a length of 4294967295/) },
  { peers: [bitfieldTooLong], outcome: banned(/claims a length of|list of pieces does not fit/) },
  { peers: [bitfieldExtraBits], outcome: banned(/list of pieces does not fit/) },
  { peers: [haveOutside], outcome: banned(/announced a piece outside the torrent|list of pieces does not fit/) },
  { peers: [badBlocks(100)], outcome: DAMAGED },
  { peers: [badBlocks(10)], outcome: DAMAGED },
  { peers: [badBlocks(1)], outcome: DAMAGED },
  { peers: [0, 1, 2].map(colluder), outcome: DAMAGED },
  { peers: [sameBlock], outcome: banned(/blocks nobody asked for/) },
  { peers: [unsolicited], outcome: banned(/blocks nobody asked for/) },
  { peers: [rejectsAndSends], outcome: banned(/blocks nobody asked for/) },
  { peers: [emptyFavours], outcome: OUTRANKED },
  { peers: [lorisInHandshake], outcome: DISCONNECTED },
  { peers: [lorisInMessage], outcome: OUTRANKED },
  { peers: [lorisInPiece], outcome: OUTRANKED },
  { peers: [neverUnchokes], outcome: OUTRANKED },
  { peers: [chokeStorm], outcome: OUTRANKED },
  { peers: [requestFlood], outcome: OUTRANKED },
  { peers: [deafFlood], outcome: DISCONNECTED },
  { peers: [vanishes], outcome: DISCONNECTED },
  { peers: [resetsMidPiece], outcome: DISCONNECTED },
  { peers: [nothingBehind], outcome: OUTRANKED },
  { peers: [hugeMetadata], outcome: OUTRANKED, magnet: true },
  { peers: [wrongMetadata], outcome: banned(/wrong torrent details/), magnet: true },
  { peers: [pexFlood], outcome: OUTRANKED },
  { peers: [deepDictionary], outcome: OUTRANKED },
  { peers: [impostor], outcome: OUTRANKED },
];

export const nameOf = ({ peers, magnet }: HostileKind): string => `${peers[0]?.kind ?? ''}${magnet ? ' (magnet)' : ''}`;
