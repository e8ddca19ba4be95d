/**
 * Answers what others ask (BEP 5, 32, 33, 44, 51). Pure but for what it stores. Invariant: an answer keeps within the
 * bytes it is given; what does not fit is left out, peers first by lot, then whole fields.
 */
import type { Random } from '../base/ports.js';
import { type Contact, contactBytes } from './contact.js';
import type { ItemStore } from './item-store.js';
import { targetOf } from './items.js';
import { type AnswerFields, type Ask, FILTER_BYTES, KRPC_ERROR, type KrpcMessage, type Query, type Want } from './krpc.js';
import { ID_BYTES, type NodeId } from './node-id.js';
import type { PeerStore } from './peer-store.js';
import { endpointOf, type Family, familyOf, PLACE_BYTES, type Place } from './place.js';
import type { Tokens } from './tokens.js';

/** What every answer holds: ids, transaction, the asker's address, version. */
const ENVELOPE_BYTES = 110;
/** A field's key and lengths. */
const FIELD_BYTES = 16;
const PROOF_BYTES = 150;

export interface ResponderHost {
  ownId(): NodeId;
  /** Nodes of a family near a target; null where we are not in that family's network. */
  near(target: NodeId, family: Family): readonly Contact[] | null;
  readonly peers: PeerStore;
  readonly items: ItemStore;
  readonly tokens: Tokens;
  readonly random: Random;
}

type AskOf<M extends Ask['method']> = Extract<Ask, { method: M }>;

export class Responder {
  constructor(
    private readonly host: ResponderHost,
    private readonly family: Family,
  ) {}

  /** `room`: the bytes that may be sent. Null when not even the least of an answer fits. */
  answer(query: Query, from: Place, room: number, nowMs: number): KrpcMessage | null {
    if (room < ENVELOPE_BYTES) return null;
    const outcome = this.outcome(query.ask, from, room - ENVELOPE_BYTES, nowMs);
    const { transaction } = query;
    if (outcome === null) return null;
    if (typeof outcome === 'number') return { kind: 'failure', transaction, code: outcome, text: TEXTS[outcome] ?? 'error' };
    return { kind: 'answer', transaction, id: this.host.ownId(), seenAs: endpointOf(from), ...outcome };
  }

  /** The fields of the answer, or the code of an error. */
  private outcome(ask: Ask, from: Place, room: number, nowMs: number): AnswerFields | number | null {
    switch (ask.method) {
      case 'ping':
        return {};
      case 'find_node':
        return this.nodes(ask.target, ask.want, room);
      case 'get_peers':
        return this.peersOf(ask, from, room, nowMs);
      case 'announce_peer':
        return this.store(ask, from, nowMs);
      case 'get':
        return this.itemAt(ask, from, room, nowMs);
      case 'put': {
        const isGood = this.host.tokens.isGood(ask.token, from, targetOf(ask.item), nowMs);
        return isGood ? (this.host.items.put(ask.item, ask.cas, nowMs) ?? {}) : KRPC_ERROR.protocol;
      }
      case 'sample_infohashes':
        return this.samples(ask, room, nowMs);
      case 'unknown':
        return ask.target === null ? KRPC_ERROR.unknownMethod : this.nodes(ask.target, ask.want, room);
    }
  }

  /** BEP 32: of the families wanted, or else of that of the socket. */
  private nodes(target: NodeId, want: Want, room: number): Pick<AnswerFields, 'nodes' | 'nodes6'> | null {
    const { ipv4, ipv6 } = want ?? { ipv4: this.family === 4, ipv6: this.family === 6 };
    const nodes = (ipv4 ? this.host.near(target, 4) : null) ?? undefined;
    const nodes6 = (ipv6 ? this.host.near(target, 6) : null) ?? undefined;
    return nodesBytes({ nodes, nodes6 }) <= room ? { nodes, nodes6 } : null;
  }

  private peersOf(ask: AskOf<'get_peers'>, from: Place, room: number, nowMs: number): AnswerFields | null {
    const nodes = this.nodes(ask.target, ask.want, room - FIELD_BYTES);
    if (nodes === null) return null;
    const token = this.host.tokens.make(from, ask.target, nowMs);
    let left = room - nodesBytes(nodes) - token.length - FIELD_BYTES;
    const known = this.host.peers.get(ask.target, nowMs);
    if (known === null) return { ...nodes, token };
    if (ask.scrape) {
      left -= 2 * (FILTER_BYTES + FIELD_BYTES);
      if (left < 0) return { ...nodes, token };
      const { others, seeds } = known.scrape(nowMs);
      return { ...nodes, token, seedFilter: seeds, peerFilter: others };
    }
    const most = Math.floor((left - FIELD_BYTES) / (PLACE_BYTES[this.family] + 3));
    return { ...nodes, token, peers: known.some(Math.max(0, most), ask.noSeed, this.host.random) };
  }

  private store({ port, seed, target, token }: AskOf<'announce_peer'>, from: Place, nowMs: number): AnswerFields | number {
    if (!this.host.tokens.isGood(token, from, target, nowMs)) return KRPC_ERROR.protocol;
    const place = port === null ? from : withPort(from, port);
    return this.host.peers.put(target, place, seed, nowMs) ? {} : KRPC_ERROR.server;
  }

  private itemAt(ask: AskOf<'get'>, from: Place, room: number, nowMs: number): AnswerFields | null {
    const nodes = this.nodes(ask.target, ask.want, room - FIELD_BYTES);
    if (nodes === null) return null;
    const token = this.host.tokens.make(from, ask.target, nowMs);
    const item = this.host.items.get(ask.target, nowMs);
    const left = room - nodesBytes(nodes) - token.length - FIELD_BYTES;
    if (item === null) return { ...nodes, token };
    if (item.kind === 'mutable' && ask.seq !== null && item.seq <= ask.seq) return { ...nodes, token, seq: item.seq };
    if (item.value.length + PROOF_BYTES > left) return { ...nodes, token };
    if (item.kind === 'immutable') return { ...nodes, token, value: item.value };
    const { key, seq, signature, value } = item;
    return { ...nodes, token, key, seq, signature, value };
  }

  private samples({ target, want }: AskOf<'sample_infohashes'>, room: number, nowMs: number): AnswerFields | null {
    const nodes = this.nodes(target, want, room - 3 * FIELD_BYTES);
    if (nodes === null) return null;
    const { intervalSeconds, of, samples } = this.host.peers.someTorrents(nowMs);
    const most = Math.floor((room - 3 * FIELD_BYTES - nodesBytes(nodes)) / ID_BYTES);
    return { ...nodes, samples: samples.slice(0, most), sampledOf: of, intervalSeconds };
  }
}

/** For people who read packets. */
const TEXTS: Readonly<Record<number, string>> = {
  [KRPC_ERROR.server]: 'no room',
  [KRPC_ERROR.protocol]: 'bad token',
  [KRPC_ERROR.unknownMethod]: 'unknown method',
  [KRPC_ERROR.valueTooBig]: 'value too big',
  [KRPC_ERROR.invalidSignature]: 'invalid signature',
  [KRPC_ERROR.saltTooBig]: 'salt too big',
  [KRPC_ERROR.casMismatch]: 'cas mismatch',
  [KRPC_ERROR.seqTooLow]: 'sequence number not newer',
};

function nodesBytes({ nodes, nodes6 }: Pick<AnswerFields, 'nodes' | 'nodes6'>): number {
  const of = (contacts: readonly Contact[] | undefined, family: Family) =>
    contacts === undefined ? 0 : FIELD_BYTES + contacts.length * contactBytes(family);
  return of(nodes, 4) + of(nodes6, 6);
}

const withPort = (place: Place, port: number): Place =>
  (place.slice(0, familyOf(place) === 4 ? 4 : 16) + String.fromCharCode(port >> 8, port & 0xff)) as Place;
