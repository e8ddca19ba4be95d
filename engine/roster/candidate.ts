/** What we know of an address that may be dialled. */
import type { Endpoint } from '../api/ids.js';
import type { Transport } from '../api/transport.js';

export type CandidateSource = 'tracker' | 'dht' | 'pex' | 'lsd' | 'incoming' | 'user' | 'resume';

/**
 *   idle --dial--> dialling --ok--> connected --lost--> idle
 *   dialling --failed--> idle (later)      any --ban--> banned
 */
export type CandidateState =
  | { readonly kind: 'idle'; readonly notBeforeMs: number }
  | { readonly kind: 'dialling' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'banned'; readonly reason: string };

/** How a conversation with a peer begins: with an encrypted handshake, or a plain one. */
export type Greeting = 'encrypted' | 'plain';

export interface Candidate {
  readonly endpoint: Endpoint;
  readonly source: CandidateSource;
  state: CandidateState;
  failures: number;
  /** It had everything when we last met, or others say so: of no use to another seed. */
  isSeed: boolean;
  /** What it spoke when we last met, or is said to speak; null: nobody knows. */
  greeting: Greeting | null;
  /** What reached it last, or is said to: dialled first that way. null: not known. */
  transport: Transport | null;
}

export const addressKey = (endpoint: Endpoint): string => `${endpoint.host} ${endpoint.port}`;
