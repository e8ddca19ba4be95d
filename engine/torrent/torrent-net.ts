/**
 * One torrent's side of the network, put together: candidates, dialling, the swarm and its cadence, metadata from
 * peers, trackers. It runs while the torrent is active and is silent otherwise.
 */
import type { Endpoint } from '../api/ids.js';
import type { Bitfield } from '../base/bitfield.js';
import { parseIp } from '../base/ip-address.js';
import type { ByteStream } from '../base/ports.js';
import { UPLOAD_QUEUE_CAP } from '../peer/upload-queue.js';
import { CandidateList, type CandidateSource } from '../roster/candidate-list.js';
import { Announcer } from '../trackers/announcer.js';
import { decodeExtendedHandshake, EXTENDED_HANDSHAKE_ID, encodeExtendedHandshake } from '../wire/extended/handshake.js';
import type { Handshake } from '../wire/handshake.js';
import { MetadataPhase, UT_METADATA_ID } from './metadata-phase.js';
import type { TorrentServices } from './services.js';
import { Swarm } from './swarm.js';
import { SwarmDialer } from './swarm-dialer.js';
import type { SwarmPeer } from './swarm-peer.js';
import { SwarmTick } from './swarm-tick.js';

const RESERVED = { extended: true, fast: true, dht: false, v2: false };
const WANT_PEERS = 80;
/** A seed with this many peers asks trackers for no more: the others will come to it. */
const ENOUGH_FOR_A_SEED = 20;

export interface TorrentNetHost {
  /** What we have; null while the metadata is missing. */
  have(): Bitfield | null;
  /** Whole metadata from peers; true when it is right. */
  acceptMetadata(bytes: Uint8Array): boolean;
  amounts(): { readonly uploadedBytes: number; readonly downloadedBytes: number; readonly leftBytes: number };
  isSeeding(): boolean;
  downloadAllowance(): number;
  spendDownload(bytes: number): void;
  isThrottled(): boolean;
  onPayload(bytes: number): void;
  onWasted(bytes: number): void;
  onChange(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

export class TorrentNet {
  readonly candidates: CandidateList;
  readonly swarm: Swarm;
  readonly metadata: MetadataPhase;
  readonly tick: SwarmTick;
  private announcer: Announcer;
  private readonly dialer: SwarmDialer;
  private running = false;
  private nextMetadataAt = 0;

  constructor(
    private readonly host: TorrentNetHost,
    private readonly services: TorrentServices,
    readonly infoHash: Uint8Array,
    readonly peerId: Uint8Array,
    private tiers: readonly (readonly string[])[],
  ) {
    const { clock, random } = services;
    this.candidates = new CandidateList(random);
    this.swarm = new Swarm(
      {
        peerId,
        downloadAllowance: () => host.downloadAllowance(),
        spendDownload: (bytes) => host.spendDownload(bytes),
        greet: (peer) => this.greet(peer),
        onExtended: (peer, id, payload) => this.onExtended(peer, id, payload),
        onFlags: (peer) => this.tick.onFlags(peer),
        onPayload: (bytes) => host.onPayload(bytes),
        onWasted: (bytes) => host.onWasted(bytes),
        onBanned: (endpoint, reason) => host.log('warn', `Banned ${endpoint.host}: ${reason}.`),
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
        onConnected: (stream, theirs, rest, candidate) => {
          if (this.running) this.swarm.attach(stream, theirs, rest, candidate, candidate.source);
          else this.refuse(stream);
        },
      },
      this.candidates,
      services.dialer,
      clock,
    );
    this.tick = new SwarmTick(this.swarm, this.dialer, {
      isSeeding: () => host.isSeeding(),
      uploadSlots: () => services.settings().uploadSlotsPerTorrent,
      maxConnections: () => services.settings().maxConnectionsPerTorrent,
      isThrottled: () => host.isThrottled(),
    });
    this.metadata = new MetadataPhase({
      accept: (bytes) => host.acceptMetadata(bytes),
      onCorrupt: (peer) => this.swarm.drop(peer, { kind: 'corrupt', text: 'it sent wrong torrent details' }),
      peers: () => this.swarm.peers.values(),
    });
    this.announcer = this.makeAnnouncer();
  }

  /** The metadata is known: those we met before can have it from us. */
  setMetadata(bytes: Uint8Array): void {
    this.metadata.bytes = bytes;
    for (const peer of this.swarm.peers.values()) this.introduce(peer); // BEP 10: a later handshake brings the first up to date
  }
  ourHandshake(): Handshake {
    return { infoHash: this.infoHash, peerId: this.peerId, reserved: RESERVED };
  }
  trackerRows() {
    return this.announcer.rows();
  }
  get isRunning(): boolean {
    return this.running;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    if (this.services.settings().trackers) this.announcer.start();
    this.tick.connect();
  }

  /** Leaves the swarm; trackers are told in the background, for at most two seconds. */
  stop(): Promise<void> {
    if (!this.running) return this.announcer.stop(); // it may still be saying goodbye
    this.running = false;
    this.dialer.stop();
    for (const peer of [...this.swarm.peers.values()]) this.swarm.drop(peer, { kind: 'stopped' });
    return this.announcer.stop();
  }

  run(nowMs: number): void {
    if (!this.running) return;
    if (this.metadata.bytes === null && nowMs >= this.nextMetadataAt) {
      this.nextMetadataAt = nowMs + 1000;
      this.metadata.request(nowMs);
    }
    this.tick.run(nowMs);
  }

  /** An incoming connection that asked for this torrent. */
  accept(stream: ByteStream, theirs: Handshake, rest: Uint8Array): void {
    if (this.running && this.swarm.peers.size < this.services.settings().maxConnectionsPerTorrent) {
      this.swarm.attach(stream, theirs, rest, null, 'incoming');
    } else this.refuse(stream);
  }

  addPeers(endpoints: readonly Endpoint[], source: CandidateSource): void {
    for (const endpoint of endpoints) this.candidates.add(endpoint, source);
    if (this.running) this.tick.connect();
  }

  completed(): void {
    this.announcer.completed();
  }
  announceNow(): void {
    this.announcer.announceNow();
  }
  /** Replaces the trackers (a duplicate brought new ones). */
  setTrackers(tiers: readonly (readonly string[])[]): void {
    this.tiers = tiers;
    void this.announcer.stop();
    this.announcer = this.makeAnnouncer();
    if (this.running && this.services.settings().trackers) this.announcer.start();
  }

  private makeAnnouncer(): Announcer {
    const { clock, random, http, udp } = this.services;
    const facts = () => {
      const enough = this.host.isSeeding() && this.swarm.peers.size >= ENOUGH_FOR_A_SEED;
      return { port: this.services.listenPort(), numWant: enough ? 0 : WANT_PEERS, ...this.host.amounts() };
    };
    return new Announcer(
      {
        facts,
        onPeers: (peers) => this.addPeers(peers, 'tracker'),
        onChange: () => this.host.onChange(),
        log: (level, text) => this.host.log(level, text),
      },
      {
        infoHash: this.infoHash,
        peerId: this.peerId,
        tiers: this.tiers,
        clock,
        random,
        http,
        udp,
        allowed: () => this.services.settings().trackers,
      },
    );
  }

  private refuse(stream: ByteStream): void {
    stream.close();
    this.services.released();
  }

  private greet(peer: SwarmPeer): void {
    const { machine } = peer;
    const have = this.host.have();
    // BEP 6: one of bitfield, have-all and have-none must be the first message
    if (have !== null) machine.sayPieces(have);
    else if (machine.supportsFast) machine.sayNothingYet();
    this.introduce(peer);
  }

  /** Our extension handshake (BEP 10). */
  private introduce({ machine }: SwarmPeer): void {
    if (!machine.identity.reserved.extended) return;
    machine.sayExtended(
      EXTENDED_HANDSHAKE_ID,
      encodeExtendedHandshake({
        ids: { utMetadata: UT_METADATA_ID },
        client: this.services.clientName,
        listenPort: this.services.listenPort() || null,
        maxQueue: UPLOAD_QUEUE_CAP,
        yourIp: parseIp(machine.identity.endpoint.host),
        metadataBytes: this.metadata.bytes?.length ?? null,
        uploadOnly: this.host.isSeeding() ? true : null,
      }),
    );
  }

  private onExtended(peer: SwarmPeer, id: number, payload: Uint8Array): void {
    const nowMs = this.services.clock.now();
    if (id === UT_METADATA_ID) return this.metadata.onMessage(peer, payload, nowMs);
    if (id !== EXTENDED_HANDSHAKE_ID) return;
    const handshake = decodeExtendedHandshake(payload);
    if (!handshake.ok) return;
    peer.extended = handshake.value;
    if (handshake.value.maxQueue !== null) peer.machine.window.setPeerQueue(handshake.value.maxQueue);
    const { endpoint, incoming } = peer.machine.identity;
    if (incoming && handshake.value.listenPort !== null)
      this.candidates.noteConnected({ host: endpoint.host, port: handshake.value.listenPort });
    this.metadata.request(nowMs);
  }
}
