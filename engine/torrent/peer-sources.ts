/**
 * The way of an address into a torrent's candidates, whoever it comes from; and the private torrent's rule (BEP 27):
 * peers come from its trackers and nowhere else, not even from the person.
 */
import type { Endpoint } from '../api/ids.js';
import { parseAddressText } from '../base/address-text.js';
import type { CandidateList, CandidateSource } from '../roster/candidate-list.js';
import { mayDial, PRIVATE_SOURCES } from './peer-origin.js';
import type { SwarmPeer } from './swarm-peer.js';

export interface PeerSourcesHost {
  /** The address we are bound to; null: all. */
  bound(): string | null;
  /** The IP filter: no peer may have this address. */
  isFiltered(host: string): boolean;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

export interface FoundPeer {
  readonly endpoint: Endpoint;
  /** It is said to have everything. */
  readonly isSeed?: boolean;
  /** It is said to speak encryption. */
  readonly isEncrypted?: boolean;
  /** It is said to speak uTP. */
  readonly speaksUtp?: boolean;
}

export class PeerSources {
  isPrivate = false;
  /** Addresses each source gave that were not known and may be dialled. */
  readonly given = new Map<CandidateSource, number>();

  constructor(
    private readonly candidates: CandidateList,
    private readonly host: PeerSourcesHost,
  ) {}

  /** Takes addresses in. `from` is the literal address of who said them, null where that is not known. */
  add(found: readonly FoundPeer[], source: CandidateSource, from: string | null): void {
    if (!this.allows(source)) {
      const count = found.length;
      if (source === 'user' && count > 0)
        this.host.log('warn', `This torrent is private: peers come from its trackers alone. Named by hand and not used: ${count}.`);
      return;
    }
    const before = this.candidates.size;
    const bound = this.host.bound();
    for (const { endpoint, isEncrypted, isSeed, speaksUtp } of found) {
      if (!mayDial(endpoint.host, { source, from }, bound) || this.host.isFiltered(endpoint.host)) continue;
      const candidate = this.candidates.add(endpoint, source, isSeed ?? false);
      if (candidate === null) continue;
      // hearsay: what we have seen counts more
      if (isEncrypted) candidate.greeting ??= 'encrypted';
      if (speaksUtp) candidate.transport ??= 'utp';
    }
    this.given.set(source, (this.given.get(source) ?? 0) + Math.max(0, this.candidates.size - before));
  }

  /** Peers of an earlier run, `host:port`. */
  remember(addresses: readonly string[]): void {
    const found = addresses.map(parseAddressText).flatMap((endpoint) => (endpoint === null ? [] : [{ endpoint }]));
    this.add(found, 'resume', null);
  }

  /** Whether a peer from there may be connected to. */
  allows(source: CandidateSource): boolean {
    return !this.isPrivate || PRIVATE_SOURCES.includes(source);
  }
  /** Whether this peer may be connected to. */
  admits(source: CandidateSource, { host }: Endpoint): boolean {
    return this.allows(source) && !this.host.isFiltered(host);
  }

  /** The IP filter has changed: who is in it is let go and forgotten. */
  applyFilter(peers: Iterable<SwarmPeer>, drop: (peer: SwarmPeer) => void): void {
    const filtered = [...peers].filter(({ machine }) => this.host.isFiltered(machine.identity.endpoint.host));
    for (const peer of filtered) drop(peer);
    const count = this.candidates.forget(({ endpoint }) => this.host.isFiltered(endpoint.host));
    if (count > 0) this.host.log('info', `The IP filter has changed. Peers let go: ${filtered.length}; addresses forgotten: ${count}.`);
  }

  /** All peers are let go and forgotten. */
  startOver(peers: Iterable<SwarmPeer>, drop: (peer: SwarmPeer) => void): void {
    for (const peer of [...peers]) drop(peer);
    const count = this.candidates.keepOnly([]);
    if (count > 0) this.host.log('info', `Another tracker answers: as the torrent is private, only its peers are used. Let go: ${count}.`);
  }

  /** The torrent turned out to be private: who came another way is let go and forgotten. */
  becomePrivate(peers: Iterable<SwarmPeer>, drop: (peer: SwarmPeer) => void): void {
    this.isPrivate = true;
    for (const peer of [...peers]) if (!this.allows(peer.source)) drop(peer);
    const count = this.candidates.keepOnly(PRIVATE_SOURCES);
    if (count > 0) this.host.log('info', `This torrent is private: peers come from its trackers alone. Let go: ${count}.`);
  }
}
