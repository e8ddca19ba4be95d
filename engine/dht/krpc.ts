/**
 * The vocabulary of the DHT's messages: queries, answers and errors (BEP 5), for both families (BEP 32), with scrapes
 * (BEP 33), the sender's view of our address (BEP 42), read-only nodes (BEP 43), items (BEP 44) and samples (BEP 51).
 */
import type { Endpoint } from '../api/ids.js';
import type { Contact } from './contact.js';
import type { NodeId } from './node-id.js';
import type { Place } from './place.js';

/** A datagram longer than this is not read: nothing honest comes near it. */
export const MAX_DATAGRAM_BYTES = 4096;
/** An item's encoded value (BEP 44). */
export const MAX_VALUE_BYTES = 1000;
export const MAX_SALT_BYTES = 64;
export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
/** A scrape's filter (BEP 33). */
export const FILTER_BYTES = 256;
/** Infohashes of one sample (BEP 51): they fill an answer about as large as nodes do. */
export const MOST_SAMPLES = 20;

/** BEP 5 (201 to 204), BEP 44 (the rest). */
export const KRPC_ERROR = {
  generic: 201,
  server: 202,
  protocol: 203,
  unknownMethod: 204,
  valueTooBig: 205,
  invalidSignature: 206,
  saltTooBig: 207,
  casMismatch: 301,
  seqTooLow: 302,
} as const;

/** Which families of nodes the asker wants (BEP 32); null: those of the socket it asks over. */
export type Want = { readonly ipv4: boolean; readonly ipv6: boolean } | null;

/** What BEP 44 stores; `value` is bencode already. */
export type Item =
  | { readonly kind: 'immutable'; readonly value: Uint8Array }
  | {
      readonly kind: 'mutable';
      readonly value: Uint8Array;
      readonly key: Uint8Array;
      readonly salt: Uint8Array;
      readonly seq: bigint;
      readonly signature: Uint8Array;
    };
export type MutableItem = Extract<Item, { kind: 'mutable' }>;

export type Ask =
  | { readonly method: 'ping' }
  | { readonly method: 'find_node'; readonly target: NodeId; readonly want: Want }
  /** `noSeed`: those who want nothing are of no use; `scrape`: filters of who is there (BEP 33). */
  | { readonly method: 'get_peers'; readonly target: NodeId; readonly want: Want; readonly scrape: boolean; readonly noSeed: boolean }
  /** `port` null: the one the query comes from (`implied_port`). */
  | {
      readonly method: 'announce_peer';
      readonly target: NodeId;
      readonly token: Uint8Array;
      readonly port: number | null;
      readonly seed: boolean;
    }
  /** `seq`: newer values only. */
  | { readonly method: 'get'; readonly target: NodeId; readonly want: Want; readonly seq: bigint | null }
  | { readonly method: 'put'; readonly token: Uint8Array; readonly item: Item; readonly cas: bigint | null }
  | { readonly method: 'sample_infohashes'; readonly target: NodeId; readonly want: Want }
  /** One of another time; whatever has a target can be answered as `find_node` is. */
  | { readonly method: 'unknown'; readonly target: NodeId | null; readonly want: Want };

export interface Query {
  readonly kind: 'query';
  /** Byte string, chosen by the asker and given back. */
  readonly transaction: string;
  readonly id: NodeId;
  /** It answers nobody (BEP 43). */
  readonly readOnly: boolean;
  readonly ask: Ask;
}

/** What an answer may hold besides the sender's id. */
export interface AnswerFields {
  readonly nodes?: readonly Contact[] | undefined;
  readonly nodes6?: readonly Contact[] | undefined;
  readonly token?: Uint8Array | undefined;
  readonly peers?: readonly Place[] | undefined;
  /** Of seeds, and of everybody else (BEP 33). */
  readonly seedFilter?: Uint8Array | undefined;
  readonly peerFilter?: Uint8Array | undefined;
  /** A value that is bencode already, and for a mutable one what proves it. */
  readonly value?: Uint8Array | undefined;
  readonly key?: Uint8Array | undefined;
  readonly signature?: Uint8Array | undefined;
  readonly seq?: bigint | undefined;
  /** Infohashes, of how many, and the seconds until others are given (BEP 51). */
  readonly samples?: readonly NodeId[] | undefined;
  readonly sampledOf?: number | undefined;
  readonly intervalSeconds?: number | undefined;
}

export interface Answer extends AnswerFields {
  readonly kind: 'answer';
  readonly transaction: string;
  readonly id: NodeId;
  /** The asker as the answering node sees it (BEP 42); port 0 where it does not say. */
  readonly seenAs: Endpoint | null;
}

export interface Failure {
  readonly kind: 'failure';
  readonly transaction: string;
  readonly code: number;
  readonly text: string;
}

export type KrpcMessage = Query | Answer | Failure;
