/**
 * One torrent's side of the network, put together: candidates, dialling, the swarm and its cadence, metadata from
 * peers, trackers. It runs while the torrent is active and is silent otherwise.
 */
import type { Endpoint } from '../api/ids.js';
import { addressText } from '../base/address-text.js';
import type { Bitfield } from '../base/bitfield.js';
import type { ByteStream } from '../base/ports.js';
import { CandidateList, type CandidateSource } from '../roster/candidate-list.js';
import { PEX_FLAG } from '../wire/extended/ut-pex.js';
import type { Handshake } from '../wire/handshake.js';
import { ExtensionTalk } from './extension-talk.js';
import { MetadataPhase } from './metadata-phase.js';
import { NetRanking } from './net-ranking.js';
import { PeerExchange } from './peer-exchange.js';
import { PeerSources } from './peer-sources.js';
import type { TorrentServices } from './services.js';
import { SlotTurnover } from './slot-turnover.js';
import { Swarm } from './swarm.js';
import { SwarmDialer } from './swarm-dialer.js';
import type { SwarmPeer } from './swarm-peer.js';
import { SwarmTick } from './swarm-tick.js';
import { TorrentTrackers, type TorrentTrackersHost } from './torrent-trackers.js';
import type { Traffic } from './traffic.js';

const RESERVED = { extended: true, fast: true, dht: false, v2: false };
const WANT_PEERS = 80;
/** A seed with this many peers asks trackers for no more: the others will come to it. */
const ENOUGH_FOR_A_SEED = 20;

export interface TorrentNetHost {
  /** What we have; null while the metadata is missing. */
  have(): Bitfield | null;
  /** Whole metadata from peers; true when it is right. */
  acceptMetadata(bytes: Uint8Array, answer: (right: boolean) => void): void;
  amounts(): ReturnType<TorrentTrackersHost['amounts']>;
  isSeeding(): boolean;
  readonly traffic: Traffic;
  /** Peers have come, or may be had: there is something to do in `run`. */
  wake(): void;
  onChange(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

export class TorrentNet {
  readonly candidates: CandidateList;
  readonly swarm: Swarm;
  readonly metadata: MetadataPhase;
  readonly tick: SwarmTick;
  readonly sources: PeerSources;
  readonly exchange: PeerExchange;
  readonly trackers: TorrentTrackers;
  private readonly turnover: SlotTurnover;
  private readonly dialer: SwarmDialer;
  private readonly talk: ExtensionTalk;
  private running = false;
  private nextMetadataAt = 0;

  constructor(
    private readonly host: TorrentNetHost,
    private readonly services: TorrentServices,
    readonly infoHash: Uint8Array,
    readonly peerId: Uint8Array,
    tiers: readonly (readonly string[])[],
  ) {
    const { clock, random } = services;
    const ranking = new NetRanking(services);
    this.candidates = new CandidateList(random, ranking);
    this.sources = new PeerSources(this.candidates, {
      bound: () => services.settings().bindAddress,
      log: (level, text) => host.log(level, text),
    });
    this.swarm = new Swarm(
      {
        peerId,
        infoHash,
        downloadAllowance: (owedBytes) => host.traffic.downloadAllowance(owedBytes),
        spendDownload: (bytes) => host.traffic.download.spend(bytes),
        giveBackDownload: (bytes) => host.traffic.download.giveBack(bytes),
        onOverhead: (downBytes, upBytes) => host.traffic.onOverhead(downBytes, upBytes),
        greet: (peer) => {
          this.swarm.talk.greet(peer, host.have()); // BEP 6: one of bitfield, have-all and have-none must be the first message
          this.talk.introduce(peer);
        },
        onExtended: (peer, id, payload) => this.talk.onMessage(peer, id, payload),
        onFlags: (peer) => this.tick.onFlags(peer),
        onPayload: (bytes) => host.traffic.received(bytes, clock.now()),
        onWasted: (bytes) => host.traffic.wasted(bytes),
        onBanned: (ban) =>
          host.log('warn', `Banned ${ban.port === null ? ban.host : addressText({ ...ban, port: ban.port })}: ${ban.reason}.`),
        maxPerAddress: () => services.settings().maxConnectionsPerAddress,
        released: () => services.released(),
        log: (level, text) => host.log(level, text),
      },
      this.candidates,
      clock,
      random,
    );
    this.dialer = new SwarmDialer(
      {
        ourHandshake: () => this.ourHandshake(),
        admit: () => services.admit(),
        released: () => services.released(),
        localAddress: () => services.settings().bindAddress,
        maxPerAddress: () => services.settings().maxConnectionsPerAddress,
        onConnected: (stream, theirs, rest, candidate) => {
          host.wake(); // a resting seed says nothing of what it has
          if (this.running && this.sources.allows(candidate.source)) this.swarm.attach(stream, theirs, rest, candidate, candidate.source);
          else this.refuse(stream);
        },
      },
      this.candidates,
      services.dialer,
      clock,
      services.dialSlots,
    );
    this.tick = new SwarmTick(this.swarm, this.dialer, {
      isSeeding: () => host.isSeeding(),
      uploadSlots: () => services.settings().uploadSlotsPerTorrent,
      maxConnections: () => services.settings().maxConnectionsPerTorrent,
      isThrottled: () => host.traffic.isThrottled,
      isOverdrawn: () => host.traffic.isOverdrawn,
    });
    this.metadata = new MetadataPhase({
      accept: (bytes, answer) => host.acceptMetadata(bytes, answer),
      onCorrupt: (peer) => this.swarm.drop(peer, { kind: 'corrupt', text: 'it sent wrong torrent details' }),
      peers: () => this.swarm.peers.values(),
    });
    this.exchange = new PeerExchange({
      isAllowed: () => this.exchangesPeers,
      peers: () => this.swarm.peers.values(),
      onPeers: (found, from) => {
        const peers = found.map(({ endpoint, flags }) => ({ endpoint, isSeed: (flags & PEX_FLAG.uploadOnly) !== 0 }));
        this.sources.add(peers, 'pex', from.machine.identity.endpoint.host);
        if (this.running) this.tick.connect();
      },
    });
    this.talk = new ExtensionTalk(
      {
        peers: () => this.swarm.peers.values(),
        isUploadOnly: () => host.isSeeding() && !this.swarm.talk.isSuperSeeding, // there we pretend to be one that wants something (BEP 16)
        exchangesPeers: () => this.exchangesPeers,
        metadata: this.metadata,
        exchange: this.exchange,
        candidates: this.candidates,
      },
      services,
    );
    this.turnover = new SlotTurnover({
      peers: () => this.swarm.peers,
      isCrowded: (nowMs) => (this.isFull || this.dialer.sessionIsFull) && this.candidates.isWaiting(nowMs, !host.isSeeding()),
      rankOf: (endpoint) => ranking.of(endpoint) ?? 0,
      outrank: (peer) => this.swarm.drop(peer, { kind: 'outranked' }),
    });
    this.trackers = new TorrentTrackers({ infoHash, peerId, tiers }, services, {
      amounts: () => host.amounts(),
      numWant: () => (host.isSeeding() && this.swarm.peers.size >= ENOUGH_FOR_A_SEED ? 0 : WANT_PEERS),
      isPrivate: () => this.sources.isPrivate,
      onPeers: (peers, from) => this.addPeers(peers, 'tracker', from),
      onChange: () => host.onChange(),
      log: (level, text) => host.log(level, text),
    });
  }

  /** BEP 27: from now on peers come from the trackers alone. Before `setMetadata`, which tells peers that none are exchanged. */
  becomePrivate(): void {
    this.sources.becomePrivate(this.swarm.peers.values(), (peer) => this.swarm.drop(peer, { kind: 'stopped' }));
  }
  /** Addresses heard of by peer exchange; null where there is none. */
  get exchangedPeers(): number | null {
    return this.exchangesPeers ? this.exchange.heard : null;
  }
  private get exchangesPeers(): boolean {
    return this.services.settings().pex && !this.sources.isPrivate;
  }
  private get isFull(): boolean {
    return this.swarm.peers.size + this.dialer.pending >= this.services.settings().maxConnectionsPerTorrent;
  }

  /** The metadata is known: those we met before can have it from us. */
  setMetadata(bytes: Uint8Array): void {
    this.metadata.bytes = bytes;
    this.talk.introduceToAll();
  }
  ourHandshake(): Handshake {
    return { infoHash: this.infoHash, peerId: this.peerId, reserved: RESERVED };
  }
  get isRunning(): boolean {
    return this.running;
  }
  /** Peers, and connections being made. */
  get connections(): number {
    return this.swarm.peers.size + this.dialer.pending;
  }
  /** Lets the least useful peer go: the session needs its connection elsewhere. */
  shed(): boolean {
    let least: SwarmPeer | undefined;
    const nowMs = this.services.clock.now();
    const use = ({ machine }: SwarmPeer) => machine.stats.down.bps(nowMs) + machine.stats.up.bps(nowMs);
    for (const peer of this.swarm.peers.values()) if (least === undefined || use(peer) < use(least)) least = peer;
    if (least !== undefined) this.swarm.drop(least, { kind: 'outranked' });
    return least !== undefined;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.trackers.start();
    this.tick.connect();
  }

  /** Leaves the swarm; trackers are told in the background, for at most two seconds. */
  stop(): Promise<void> {
    if (!this.running) return this.trackers.stop(); // it may still be saying goodbye
    this.running = false;
    this.dialer.stop();
    for (const peer of [...this.swarm.peers.values()]) this.swarm.drop(peer, { kind: 'stopped' });
    return this.trackers.stop();
  }

  run(nowMs: number): void {
    if (!this.running) return;
    if (this.metadata.bytes === null && nowMs >= this.nextMetadataAt) {
      this.nextMetadataAt = nowMs + 1000;
      this.metadata.request(nowMs);
    }
    this.tick.run(nowMs);
    this.talk.run();
    this.exchange.run(nowMs);
    this.turnover.run(nowMs);
  }

  /** An incoming connection that asked for this torrent. */
  accept(stream: ByteStream, theirs: Handshake, rest: Uint8Array): void {
    this.host.wake();
    const isFull = () => this.swarm.peers.size >= this.services.settings().maxConnectionsPerTorrent;
    if (this.running && isFull()) this.turnover.makeRoom(this.services.clock.now());
    if (this.running && !isFull()) {
      this.swarm.attach(stream, theirs, rest, null, 'incoming');
    } else this.refuse(stream);
  }

  /** `from`: the literal address of who named them; null where that is not known. */
  addPeers(endpoints: readonly Endpoint[], source: CandidateSource, from: string | null = null): void {
    this.host.wake();
    this.sources.add(
      endpoints.map((endpoint) => ({ endpoint })),
      source,
      from,
    );
    if (this.running) this.tick.connect();
  }

  private refuse(stream: ByteStream): void {
    stream.close();
    this.services.released();
  }
}
