/**
 * The metadata of a magnet, fetched from peers in 16 KiB parts (BEP 9), and served to others once we have it. What
 * one peer claims about the size never binds another: parts are gathered per claimed size. Whole metadata with the
 * wrong hash is thrown away and, when one peer gave all of it, that peer is let go as corrupt; when several gave parts,
 * the next try gathers from each peer apart, so that who lies is found out and holds nobody up.
 */

import { largeMemory } from '../base/large-bytes.js';
import { MAX_METADATA_BYTES } from '../wire/extended/handshake.js';
import {
  decodeUtMetadata,
  encodeMetadataData,
  encodeMetadataReject,
  encodeMetadataRequest,
  METADATA_PIECE_BYTES,
} from '../wire/extended/ut-metadata.js';
import type { SwarmPeer } from './swarm-peer.js';

/** The id under which we receive ut_metadata. */
export const UT_METADATA_ID = 1;
const PARTS_A_PEER = 4;
const RETRY_MS = 10_000;
/** In place of a peer's key: the part was rejected and is asked for again later. */
const REJECTED = -1;

export interface MetadataHost {
  /** All bytes of one gathering; answers, at once or later, whether their hash is right. */
  accept(bytes: Uint8Array, answer: (right: boolean) => void): void;
  onCorrupt(peer: SwarmPeer): void;
  peers(): Iterable<SwarmPeer>;
}

interface Gathering {
  readonly totalBytes: number;
  readonly parts: (Uint8Array | null)[];
  readonly from: Set<number>;
  /** Per part: who was asked, and when. */
  readonly asked: Map<number, { peer: number; atMs: number }>;
}

export class MetadataPhase {
  /** By claimed size, and for contested sizes by peer too: see `keyOf`. */
  private readonly gatherings = new Map<string, Gathering>();
  /** Sizes whose parts, gathered from several peers, made wrong metadata. */
  private readonly contested = new Set<number>();
  /** Peers that rejected or did not answer a request: others are asked before them. */
  private readonly unhelpful = new Set<number>();
  /** The finished metadata; null while it is being fetched. */
  bytes: Uint8Array | null = null;

  constructor(private readonly host: MetadataHost) {}

  /** Asks whoever can give parts for those that are missing; call when a peer greets and once a second. */
  request(nowMs: number): void {
    if (this.bytes !== null) return;
    const peers = [...this.host.peers()];
    this.tidy(peers, nowMs);
    for (const peer of peers) if (!this.unhelpful.has(peer.key)) this.requestFrom(peer, nowMs);
    for (const peer of peers) if (this.unhelpful.has(peer.key)) this.requestFrom(peer, nowMs);
  }

  onMessage(peer: SwarmPeer, payload: Uint8Array, nowMs: number): void {
    const message = decodeUtMetadata(payload);
    if (!message.ok) return;
    if (message.value.kind === 'request') this.serve(peer, message.value.piece);
    else if (message.value.kind === 'reject') this.onReject(peer, message.value.piece, nowMs);
    else if (message.value.kind === 'data') this.onData(peer, message.value.piece, message.value.totalBytes, message.value.bytes, nowMs);
  }

  /** Forgets sizes that nobody here claims and requests to peers that have gone; notes who does not answer. */
  private tidy(peers: readonly SwarmPeer[], nowMs: number): void {
    const here = new Set(peers.map((peer) => peer.key));
    const claimed = new Set(peers.map((peer) => this.keyOf(peer.extended?.metadataBytes ?? 0, peer)));
    for (const [key, gathering] of this.gatherings) {
      if (!claimed.has(key)) this.gatherings.delete(key);
      for (const [part, ask] of gathering.asked) {
        if (ask.peer !== REJECTED && !here.has(ask.peer)) gathering.asked.delete(part);
        else if (nowMs - ask.atMs >= RETRY_MS) this.unhelpful.add(ask.peer);
      }
    }
  }

  private requestFrom(peer: SwarmPeer, nowMs: number): void {
    const id = peer.extended?.ids.utMetadata ?? 0;
    const totalBytes = peer.extended?.metadataBytes ?? 0;
    if (id === 0 || totalBytes <= 0 || totalBytes > MAX_METADATA_BYTES) return;
    const gathering = this.gathering(totalBytes, peer);
    let underWay = 0;
    for (const ask of gathering.asked.values()) if (ask.peer === peer.key && nowMs - ask.atMs < RETRY_MS) underWay++;
    for (let part = 0; part < gathering.parts.length && underWay < PARTS_A_PEER; part++) {
      const ask = gathering.asked.get(part);
      if (gathering.parts[part] != null || (ask !== undefined && nowMs - ask.atMs < RETRY_MS)) continue;
      gathering.asked.set(part, { peer: peer.key, atMs: nowMs });
      peer.machine.sayExtended(id, encodeMetadataRequest(part));
      underWay++;
    }
  }

  private keyOf(totalBytes: number, peer: SwarmPeer): string {
    return this.contested.has(totalBytes) ? `${totalBytes} ${peer.key}` : `${totalBytes}`;
  }

  private gathering(totalBytes: number, peer: SwarmPeer): Gathering {
    const key = this.keyOf(totalBytes, peer);
    let gathering = this.gatherings.get(key);
    if (gathering === undefined) {
      const parts = new Array<Uint8Array | null>(Math.ceil(totalBytes / METADATA_PIECE_BYTES)).fill(null);
      gathering = { totalBytes, parts, from: new Set(), asked: new Map() };
      this.gatherings.set(key, gathering);
    }
    return gathering;
  }

  private onData(peer: SwarmPeer, part: number, totalBytes: number, bytes: Uint8Array, nowMs: number): void {
    const gathering = this.gatherings.get(this.keyOf(totalBytes, peer));
    if (this.bytes !== null || gathering === undefined || part >= gathering.parts.length || gathering.parts[part] != null) return;
    if (gathering.asked.get(part)?.peer !== peer.key) return; // not asked for
    gathering.parts[part] = bytes.slice();
    gathering.from.add(peer.key);
    gathering.asked.delete(part);
    this.unhelpful.delete(peer.key);
    if (gathering.parts.some((held) => held === null)) return this.requestFrom(peer, nowMs);
    this.finish(gathering, peer);
  }

  private finish(gathering: Gathering, last: SwarmPeer): void {
    const whole = new Uint8Array(largeMemory(gathering.totalBytes));
    gathering.parts.forEach((part, i) => {
      if (part !== null) whole.set(part, i * METADATA_PIECE_BYTES);
    });
    // it stays while it is judged, so that no one is asked for it again
    this.host.accept(whole, (right) => {
      const key = this.keyOf(gathering.totalBytes, last);
      if (this.gatherings.get(key) === gathering) this.gatherings.delete(key);
      if (right) {
        this.bytes ??= whole;
        this.gatherings.clear();
      } else if (gathering.from.size === 1) this.host.onCorrupt(last);
      else this.contested.add(gathering.totalBytes);
    });
  }

  private onReject(peer: SwarmPeer, part: number, nowMs: number): void {
    for (const gathering of this.gatherings.values()) {
      const ask = gathering.asked.get(part);
      if (ask?.peer === peer.key) gathering.asked.set(part, { peer: REJECTED, atMs: nowMs - RETRY_MS / 2 });
    }
    this.unhelpful.add(peer.key);
  }

  private serve(peer: SwarmPeer, part: number): void {
    const id = peer.extended?.ids.utMetadata ?? 0;
    if (id === 0) return;
    const start = part * METADATA_PIECE_BYTES;
    if (this.bytes === null || start >= this.bytes.length) return peer.machine.sayExtended(id, encodeMetadataReject(part));
    peer.machine.sayExtended(id, encodeMetadataData(part, this.bytes.length, this.bytes.subarray(start, start + METADATA_PIECE_BYTES)));
  }
}
