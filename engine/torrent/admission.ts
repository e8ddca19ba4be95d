/**
 * Who may be a peer, and what becomes of the address of one that has gone: ourselves, doubles, the banned and too many
 * from one address are sent away; those who break the protocol or corrupt data are banned, nobody else.
 */
import type { Endpoint } from '../api/ids.js';
import { scopeOf } from '../base/ip-address.js';
import type { Clock } from '../base/ports.js';
import type { DropReason } from '../peer/peer-state.js';
import type { Ban } from '../roster/ban-list.js';
import type { Candidate, CandidateList } from '../roster/candidate-list.js';
import type { SwarmPeer } from './swarm-peer.js';
import { isUploadOnly } from './upload-only.js';

/** Two connections made this close together are one meeting half-way: both sides must keep the same one. */
const CROSSING_MS = 20_000;

export type Refusal = 'self' | 'duplicate' | 'banned' | 'crowded';

export interface AdmissionHost {
  /** Ours, 20 bytes. */
  readonly peerId: Uint8Array;
  peers(): Iterable<SwarmPeer>;
  drop(peer: SwarmPeer, reason: DropReason): void;
  /** Connections to and from one address. */
  maxPerAddress(): number;
  onBanned(ban: Ban): void;
}

export class Admission {
  constructor(
    private readonly host: AdmissionHost,
    private readonly candidates: CandidateList,
    private readonly clock: Clock,
  ) {}

  /** Why a greeted connection is not taken in, or null. Of two with the same peer, the other one may be dropped here. */
  refusal(peerId: Uint8Array, remote: Endpoint, candidate: Candidate | null): Refusal | null {
    if (Buffer.compare(peerId, this.host.peerId) === 0) return 'self';
    const { banned } = this.candidates;
    if (banned.hasHost(remote.host) || banned.hasPeerId(peerId, remote.host)) return 'banned';
    let fromAddress = 0;
    for (const peer of this.host.peers()) {
      const { identity } = peer.machine;
      if (identity.endpoint.host === remote.host) fromAddress++;
      if (!isSameId(peerId, identity.peerId)) continue;
      if (isPerhapsAnother(peer, remote)) continue;
      if (!this.isBetter(candidate !== null, peer)) return 'duplicate';
      this.host.drop(peer, { kind: 'duplicate' });
      fromAddress--;
    }
    return fromAddress >= this.host.maxPerAddress() && scopeOf(remote.host) !== 'loopback' ? 'crowded' : null;
  }

  /** What a refusal means for the address we dialled. */
  onRefused(candidate: Candidate, refusal: Refusal): void {
    if (refusal === 'crowded') return this.candidates.onOutranked(candidate, this.clock.now());
    if (refusal === 'duplicate' && this.isHere(candidate)) {
      // it came to us before we reached it: not dialled again while it is here
      this.candidates.giveBack(candidate);
      return this.candidates.noteConnected(candidate.endpoint);
    }
    this.candidates.onLost(candidate, false, this.clock.now());
    if (refusal === 'self') this.candidates.onSelf(candidate);
  }

  /** A peer has gone: its address may be dialled again at once, later, or never. */
  onGone(peer: SwarmPeer, reason: DropReason): void {
    if (reason.kind === 'protocol' || reason.kind === 'corrupt') {
      const { endpoint, key, peerId } = peer.machine.identity;
      return this.ban(key, listeningEndpoint(peer) ?? endpoint, peerId, reason.text);
    }
    const candidate = peer.candidate ?? this.listeningCandidate(peer);
    if (candidate === undefined) return;
    candidate.isSeed = isUploadOnly(peer);
    const nowMs = this.clock.now();
    if (reason.kind === 'stopped' || reason.kind === 'useless') this.candidates.giveBack(candidate);
    else if (reason.kind === 'outranked') this.candidates.onOutranked(candidate, nowMs);
    else this.candidates.onLost(candidate, reason.kind !== 'idle' && isUseful(peer), nowMs);
  }

  /** Bans for an offence of the connection `key`; its peer id is null when it has gone. */
  ban(key: number, endpoint: Endpoint, peerId: Uint8Array | null, reason: string): void {
    const ban = this.candidates.ban({ endpoint, peerId, connection: key, reason, at: this.clock.wallNow() });
    if (ban !== null) this.host.onBanned(ban);
  }

  /** A peer that came to us says that it listens there. */
  private isHere({ endpoint }: Candidate): boolean {
    for (const peer of this.host.peers()) {
      const at = peer.candidate === null ? listeningEndpoint(peer) : null;
      if (at?.host === endpoint.host && at.port === endpoint.port) return true;
    }
    return false;
  }

  /** Where a peer that came to us can be dialled, when it told, and when nobody is dialling it just now. */
  private listeningCandidate(peer: SwarmPeer): Candidate | undefined {
    const endpoint = listeningEndpoint(peer);
    const candidate = endpoint === null ? undefined : this.candidates.get(endpoint);
    return candidate?.state.kind === 'idle' ? candidate : undefined;
  }

  /** Whether a new connection is kept rather than the one with the same peer: of two that met half-way, the one that the greater id dialled. */
  private isBetter(dialled: boolean, other: SwarmPeer): boolean {
    const { incoming, peerId } = other.machine.identity;
    if (dialled !== incoming || this.clock.now() - other.machine.stats.connectedAt > CROSSING_MS) return false;
    return dialled === Buffer.compare(this.host.peerId, peerId) > 0;
  }
}

/** From the end, where ids differ: each newcomer's is compared with those of all who are here. */
function isSameId(one: Uint8Array, other: Uint8Array): boolean {
  for (let i = one.length - 1; i >= 0; i--) if (one[i] !== other[i]) return false;
  return true;
}

/** Ids can be copied: a peer that gave us nothing yet shuts out nobody who comes from elsewhere. */
function isPerhapsAnother({ machine }: SwarmPeer, remote: Endpoint): boolean {
  return machine.identity.endpoint.host !== remote.host && machine.stats.down.total === 0 && machine.stats.up.total === 0;
}

/** It gave payload, or took some in a slot of ours: a leech that was served well is welcome back too. */
function isUseful({ machine: { stats } }: SwarmPeer): boolean {
  return stats.down.total > 0 || (stats.up.total > 0 && stats.chokeChangedAt > Number.NEGATIVE_INFINITY);
}

/** Where a peer can be dialled: the address we dialled, or where it says that it listens; null when it has not said. */
export function listeningEndpoint({ candidate, extended, machine }: SwarmPeer): Endpoint | null {
  if (candidate !== null) return candidate.endpoint;
  const port = extended?.listenPort ?? null;
  return port === null ? null : { host: machine.identity.endpoint.host, port };
}
