/**
 * What a torrent needs to talk with peers: candidates, dialling, the swarm and its cadence, metadata from peers, peer
 * exchange. Made when the first address or peer comes, since most of thousands of torrents never see one.
 */
import { addressText } from '../base/address-text.js';
import type { Bitfield } from '../base/bitfield.js';
import type { ByteStream } from '../base/ports.js';
import type { PeerGeometry } from '../peer/peer-machine.js';
import { CandidateList } from '../roster/candidate-list.js';
import { PEX_FLAG } from '../wire/extended/ut-pex.js';
import type { Handshake } from '../wire/handshake.js';
import { dhtPortFor, sayDhtPort } from './dht-port.js';
import { keepWaiting } from './doorstep.js';
import { allowsKind } from './encryption-policy.js';
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
import type { Traffic } from './traffic.js';
import { UnencryptedPeers } from './unencrypted-peers.js';

/** The torrent behind them. */
export interface NetPartsHost {
  /** What we have; null while the metadata is missing. */
  have(): Bitfield | null;
  /** Whole metadata from peers; true when it is right. */
  acceptMetadata(bytes: Uint8Array, answer: (right: boolean) => void): void;
  isSeeding(): boolean;
  readonly traffic: Traffic;
  /** Peers have come, or may be had: there is something to do. */
  wake(): void;
  /** Calls the one when what the torrent shares is in memory, which may be at once, or the other. */
  whenHere(run: () => void, fail: () => void): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

/** What is known of the torrent when they are made. */
export interface NetFacts {
  readonly infoHash: Uint8Array;
  readonly peerId: Uint8Array;
  /** The raw info dictionary, and what follows from it; null while it is missing. */
  readonly metadata: Uint8Array | null;
  readonly geometry: PeerGeometry | null;
  readonly isPrivate: boolean;
  readonly superSeed: boolean;
}

/** The net they belong to. */
export interface NetPartsOwner {
  readonly isRunning: boolean;
  /** Asks the session for one more connection. */
  admit(): boolean;
}

export class NetParts {
  readonly infoHash: Uint8Array;
  private readonly peerId: Uint8Array;
  readonly candidates: CandidateList;
  readonly swarm: Swarm;
  readonly metadata: MetadataPhase;
  readonly tick: SwarmTick;
  readonly sources: PeerSources;
  readonly exchange: PeerExchange;
  readonly turnover: SlotTurnover;
  readonly dialer: SwarmDialer;
  readonly talk: ExtensionTalk;
  /** Those refused where encryption is required. */
  readonly unencrypted: UnencryptedPeers;
  private nextMetadataAt = 0;

  constructor(
    owner: NetPartsOwner,
    private readonly host: NetPartsHost,
    private readonly services: TorrentServices,
    facts: NetFacts,
  ) {
    this.peerId = facts.peerId;
    this.infoHash = facts.infoHash;
    const { clock, random } = services;
    this.unencrypted = new UnencryptedPeers((text) => host.log('info', text));
    const ranking = new NetRanking(services);
    this.candidates = new CandidateList(random, ranking);
    this.sources = new PeerSources(this.candidates, {
      bound: () => services.settings().bindAddress,
      isFiltered: (address) => services.isFiltered(address),
      log: (level, text) => host.log(level, text),
    });
    this.swarm = new Swarm(
      {
        peerId: facts.peerId,
        infoHash: facts.infoHash,
        requests: services.requests.part(),
        downloadAllowance: (owedBytes) => host.traffic.downloadAllowance(owedBytes),
        spendDownload: (bytes) => host.traffic.download.spend(bytes),
        giveBackDownload: (bytes) => host.traffic.download.giveBack(bytes),
        onOverhead: (downBytes, upBytes) => host.traffic.onOverhead(downBytes, upBytes),
        greet: (peer) => {
          this.swarm.talk.greet(peer, host.have()); // BEP 6: one of bitfield, have-all and have-none must be the first message
          this.talk.introduce(peer);
          sayDhtPort(peer, services.dht, this.sources.isPrivate);
        },
        onExtended: (peer, id, payload) => this.talk.onMessage(peer, id, payload),
        onDhtNode: (endpoint) => {
          if (!this.sources.isPrivate) services.dht.hear(endpoint);
        },
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
        ourHandshake: (to) => handshakeOf({ ...facts, dht: dhtPortFor(to, services.dht, this.sources.isPrivate) !== null }),
        admit: () => owner.admit(),
        released: () => services.released(),
        localAddress: () => services.settings().bindAddress,
        encryption: () => services.settings().encryption,
        encrypt: (stream) => services.encrypt(stream, facts.infoHash),
        onUnencrypted: () => this.unencrypted.note(),
        maxPerAddress: () => services.settings().maxConnectionsPerAddress,
        onConnected: (stream, theirs, rest, candidate) => {
          host.wake(); // a resting seed says nothing of what it has
          const attach = (bytes: Uint8Array) => {
            if (owner.isRunning && this.sources.admits(candidate.source, stream.remote))
              this.swarm.attach(stream, theirs, bytes, candidate, candidate.source);
            else this.refuse(stream);
          };
          const gone = () => {
            this.candidates.onLost(candidate, false, clock.now());
            services.released();
          };
          this.letIn(stream, theirs, rest, attach, gone);
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
        const peers = found.map(({ endpoint, flags }) => ({
          endpoint,
          isSeed: (flags & PEX_FLAG.uploadOnly) !== 0,
          isEncrypted: (flags & PEX_FLAG.prefersEncryption) !== 0,
          speaksUtp: (flags & PEX_FLAG.utp) !== 0,
        }));
        this.sources.add(peers, 'pex', from.machine.identity.endpoint.host);
        if (owner.isRunning) this.tick.connect();
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
      isCrowded: (nowMs) => (this.isCrowded || this.dialer.sessionIsFull) && this.candidates.isWaiting(nowMs, !host.isSeeding()),
      rankOf: (endpoint) => ranking.of(endpoint) ?? 0,
      outrank: (peer) => this.swarm.drop(peer, { kind: 'outranked' }),
    });
    this.setFacts(facts);
  }

  /** Addresses heard of by peer exchange are taken, and told. */
  get exchangesPeers(): boolean {
    return this.services.settings().pex && !this.sources.isPrivate;
  }
  /** No further connection fits in. */
  get isFull(): boolean {
    return this.swarm.peers.size >= this.services.settings().maxConnectionsPerTorrent;
  }
  private get isCrowded(): boolean {
    return this.connections >= this.services.settings().maxConnectionsPerTorrent;
  }
  /** Peers, and connections being made. */
  get connections(): number {
    return this.swarm.peers.size + this.dialer.pending;
  }

  /** BEP 27: from now on peers come from the trackers alone. */
  becomePrivate(): void {
    this.sources.becomePrivate(this.swarm.peers.values(), (peer) => this.swarm.drop(peer, { kind: 'stopped' }));
  }
  /** BEP 27: a private torrent's peers of one tracker are not taken along to another. */
  startOver(): void {
    this.dialer.stop();
    this.sources.startOver(this.swarm.peers.values(), (peer) => this.swarm.drop(peer, { kind: 'stopped' }));
  }
  /** The setting has changed: who is connected in a way it does not allow is let go, and may be dialled again at once. */
  applyEncryption(): void {
    const { encryption } = this.services.settings();
    for (const peer of [...this.swarm.peers.values()]) {
      if (!allowsKind(encryption, peer.stream.kind)) this.swarm.drop(peer, { kind: 'stopped' });
    }
  }
  /** The IP filter has changed. */
  applyFilter(): void {
    this.sources.applyFilter(this.swarm.peers.values(), (peer) => this.swarm.drop(peer, { kind: 'stopped' }));
  }
  /** The metadata is known: those we met before can have it from us. Null: it is put away, and nobody is here. */
  setMetadata(bytes: Uint8Array | null): void {
    this.metadata.bytes = bytes;
    if (bytes !== null) this.talk.introduceToAll();
  }

  /** Ten times a second while the torrent is in the swarm. */
  run(nowMs: number): void {
    if (this.metadata.bytes === null && nowMs >= this.nextMetadataAt) {
      this.nextMetadataAt = nowMs + 1000;
      this.metadata.request(nowMs);
    }
    this.tick.run(nowMs);
    this.talk.run();
    this.exchange.run(nowMs);
    this.turnover.run(nowMs);
  }

  /** Lets everybody go. */
  stop(): void {
    this.dialer.stop();
    for (const peer of [...this.swarm.peers.values()]) this.swarm.drop(peer, { kind: 'stopped' });
  }

  /** Lets the least useful peer go: the session needs its connection elsewhere. */
  shed(nowMs: number): boolean {
    let least: SwarmPeer | undefined;
    const use = ({ machine }: SwarmPeer) => machine.stats.down.bps(nowMs) + machine.stats.up.bps(nowMs);
    for (const peer of this.swarm.peers.values()) if (least === undefined || use(peer) < use(least)) least = peer;
    if (least !== undefined) this.swarm.drop(least, { kind: 'outranked' });
    return least !== undefined;
  }

  /** Attaches a greeted connection when the torrent can share what it has; ourselves at once, only to be refused. */
  letIn(stream: ByteStream, theirs: Handshake, rest: Uint8Array, attach: (rest: Uint8Array) => void, gone: () => void): void {
    if (Buffer.compare(theirs.peerId, this.peerId) === 0) return attach(rest);
    keepWaiting(stream, rest, (run, fail) => this.host.whenHere(run, fail), attach, gone);
  }
  /** A connection that is not wanted. */
  refuse(stream: ByteStream): void {
    stream.close();
    this.services.released();
  }

  private setFacts({ geometry, isPrivate, metadata, superSeed }: NetFacts): void {
    this.sources.isPrivate = isPrivate;
    this.metadata.bytes = metadata;
    if (geometry !== null) this.swarm.setGeometry(geometry);
    this.swarm.talk.setSuperSeed(superSeed);
  }
}

/** What we say first. `dht`: they can reach a DHT node of ours (BEP 5). */
export const handshakeOf = ({ dht, infoHash, peerId }: Pick<NetFacts, 'infoHash' | 'peerId'> & { readonly dht: boolean }): Handshake => ({
  infoHash,
  peerId,
  reserved: { extended: true, fast: true, dht, v2: false },
});
