/**
 * Finds the peers of a torrent in one family's network and makes us known there (BEP 5): peers are told as they come, the
 * announces go to the nearest nodes once those are known. With `scrape`, about how many there are (BEP 33).
 */
import type { Endpoint } from '../api/ids.js';
import { askTwice } from './ask-twice.js';
import type { Contact } from './contact.js';
import type { DhtNode } from './dht-node.js';
import type { Answer, Ask } from './krpc.js';
import type { Lookup, LookupResult } from './lookup.js';
import type { NodeId } from './node-id.js';
import { endpointOf, mayName, type Place } from './place.js';
import { ScrapeFilter } from './scrape-filter.js';

/** Peers taken of one search: more than anybody can dial before the next one. */
const MOST_PEERS = 1000;

export interface PeerSearchWish {
  readonly infoHash: NodeId;
  /** Where peers reach us; null: we are not announced. */
  readonly port: number | null;
  /** We have everything: other seeds are of no use. */
  readonly seed: boolean;
  readonly scrape: boolean;
}

export interface PeerSearchSink {
  /** New ones, told by the node at the literal address `from`. */
  onPeers(peers: readonly Endpoint[], from: string): void;
  /** Called once, last. */
  onEnd(outcome: PeerSearchOutcome): void;
}

export interface PeerSearchOutcome {
  readonly peers: number;
  /** Nodes that keep our address now. */
  readonly announcedAt: number;
  readonly questions: number;
  readonly answers: number;
  readonly hops: number;
  /** United filters; null when no node had any. */
  readonly seeds: ScrapeFilter | null;
  readonly others: ScrapeFilter | null;
}

export class PeerSearch {
  private readonly found = new Set<Place>();
  private readonly lookup: Lookup;
  private seeds: ScrapeFilter | null = null;
  private others: ScrapeFilter | null = null;
  private announcedAt = 0;
  private open = 0;
  private cancelled = false;

  constructor(
    private readonly node: DhtNode,
    private readonly wish: PeerSearchWish,
    private readonly sink: PeerSearchSink,
    nowMs: number,
  ) {
    const { infoHash, scrape, seed } = wish;
    const ask: Ask = { method: 'get_peers', target: infoHash, want: node.wanted(), scrape, noSeed: seed && !scrape };
    const onAnswer = (answer: Answer, from: Contact) => this.onAnswer(answer, from);
    this.lookup = node.lookup({ target: infoHash, ask, onAnswer, onDone: (result) => this.announce(result) }, nowMs);
  }

  /** Nothing is told any more. */
  cancel(): void {
    this.cancelled = true;
    this.lookup.cancel();
  }

  private onAnswer({ peerFilter, peers, seedFilter }: Answer, from: Contact): boolean {
    if (seedFilter !== undefined) this.seeds = united(this.seeds, seedFilter);
    if (peerFilter !== undefined) this.others = united(this.others, peerFilter);
    const fresh: Endpoint[] = [];
    for (const place of peers ?? []) {
      if (this.found.has(place) || this.found.size >= MOST_PEERS || !mayName(from.place, place)) continue;
      this.found.add(place);
      fresh.push(endpointOf(place));
    }
    if (fresh.length > 0 && !this.cancelled) this.sink.onPeers(fresh, endpointOf(from.place).host);
    return false;
  }

  private announce(result: LookupResult): void {
    const { infoHash: target, port, seed } = this.wish;
    if (this.cancelled) return;
    for (const { contact, token } of port === null ? [] : result.nearest) {
      if (token === null || token.length === 0) continue;
      const ask: Ask = { method: 'announce_peer', target, token, port, seed };
      const onEnd = (done: boolean) => {
        if (done) this.announcedAt++;
        this.settle(result);
      };
      if (askTwice(this.node, contact, ask, onEnd)) this.open++;
    }
    this.open++;
    this.settle(result);
  }

  private settle({ answers, hops, questions }: LookupResult): void {
    this.open--;
    if (this.open > 0 || this.cancelled) return;
    this.cancelled = true;
    const { announcedAt, found, others, seeds } = this;
    this.sink.onEnd({ peers: found.size, announcedAt, questions, answers, hops, seeds, others });
  }
}

function united(filter: ScrapeFilter | null, bytes: Uint8Array): ScrapeFilter {
  const whole = filter ?? new ScrapeFilter();
  whole.unite(bytes);
  return whole;
}
