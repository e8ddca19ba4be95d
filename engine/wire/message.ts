/**
 * The peer wire protocol's vocabulary (BEP 3, 5, 6, 10): message ids, fixed sizes and the union of rare messages.
 * Bulk messages (piece, request, cancel, have) are not here: the framer hands them over as numbers.
 */

/** Message ids: BEP 3 (0-8), BEP 5 (9), BEP 6 (13-17), BEP 10 (20). */
export const MESSAGE_ID = {
  choke: 0,
  unchoke: 1,
  interested: 2,
  notInterested: 3,
  have: 4,
  bitfield: 5,
  request: 6,
  piece: 7,
  cancel: 8,
  port: 9,
  suggest: 13,
  haveAll: 14,
  haveNone: 15,
  reject: 16,
  allowedFast: 17,
  extended: 20,
} as const;

/** A block request above this is refused by every client; BEP 3 speaks of 2^14 to 2^17. */
export const MAX_REQUEST_BYTES = 128 * 1024;
/** Length prefix, id, piece index and offset that come before a block's bytes. */
export const PIECE_HEADER_BYTES = 13;

/** A message rare enough to be an object. `bits` and `payload` are copies that the receiver owns. */
export type PeerMessage =
  | { readonly kind: 'choke' }
  | { readonly kind: 'unchoke' }
  | { readonly kind: 'interested' }
  | { readonly kind: 'not-interested' }
  | { readonly kind: 'keep-alive' }
  | { readonly kind: 'bitfield'; readonly bits: Uint8Array }
  | { readonly kind: 'have-all' }
  | { readonly kind: 'have-none' }
  | { readonly kind: 'suggest'; readonly piece: number }
  | { readonly kind: 'allowed-fast'; readonly piece: number }
  | { readonly kind: 'reject'; readonly piece: number; readonly offset: number; readonly length: number }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'extended'; readonly id: number; readonly payload: Uint8Array }
  | { readonly kind: 'unknown'; readonly id: number };
