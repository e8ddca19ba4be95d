/**
 * The life of one connection after the handshake.
 *   open --choked/unchoked/interested--> open (the flags below)   open --drop--> closed
 * Flags as in BEP 3: both sides start choking and not interested.
 */
export interface PeerFlags {
  /** We choke them. */
  choking: boolean;
  /** We want something they have. */
  interested: boolean;
  /** They choke us. */
  peerChoking: boolean;
  /** They want something we have. */
  peerInterested: boolean;
}

/** Why we closed, for the log and for what happens to the candidate (only corruption and protocol breaks ban). */
export type DropReason =
  | { readonly kind: 'remote'; readonly code: string }
  | { readonly kind: 'protocol'; readonly text: string }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'self' }
  | { readonly kind: 'useless' }
  | { readonly kind: 'outranked' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'corrupt'; readonly text: string };

export const newFlags = (): PeerFlags => ({ choking: true, interested: false, peerChoking: true, peerInterested: false });
