/**
 * One torrent's side of the network: its peers (net-parts, made when there is a first one to deal with) and its
 * trackers. It runs while the torrent is active and is silent otherwise.
 */
import type { DhtRow } from '../api/dht.js';
import type { Endpoint, InfoHashV1 } from '../api/ids.js';
import type { TrackerRow } from '../api/torrent-view.js';
import type { TransportChoice } from '../api/transport.js';
import type { DhtMember } from '../base/dht-member.js';
import type { ByteStream } from '../base/ports.js';
import type { LsdMember } from '../discovery/lsd.js';
import { infoHashBytes } from '../metainfo/info-hash.js';
import type { PeerGeometry } from '../peer/peer-machine.js';
import type { CandidateList, CandidateSource } from '../roster/candidate-list.js';
import { makePeerId } from '../wire/client-id.js';
import type { Handshake } from '../wire/handshake.js';
import { dhtPortFor } from './dht-port.js';
import { handshakeOf, NetParts, type NetPartsHost } from './net-parts.js';
import type { PeerExchange } from './peer-exchange.js';
import type { TorrentServices } from './services.js';
import type { Swarm } from './swarm.js';
import type { SwarmPeer } from './swarm-peer.js';
import type { SwarmTick } from './swarm-tick.js';
import { TorrentTrackers, type TorrentTrackersHost } from './torrent-trackers.js';

const WANT_PEERS = 80;
/** A seed with this many peers asks trackers for no more: the others will come to it. */
const ENOUGH_FOR_A_SEED = 20;
const NOBODY: ReadonlyMap<number, SwarmPeer> = new Map();

export interface TorrentNetHost extends NetPartsHost {
  amounts(): ReturnType<TorrentTrackersHost['amounts']>;
  onChange(): void;
}

export class TorrentNet implements TorrentTrackersHost, DhtMember, LsdMember {
  metadata: Uint8Array | null = null;
  geometry: PeerGeometry | null = null;
  private parts: NetParts | null = null;
  private trackersMade: TorrentTrackers | null = null;
  private running = false;
  private privately = false;
  private wish = false;
  private id: Uint8Array | null = null;

  constructor(
    private readonly host: TorrentNetHost,
    private readonly services: TorrentServices,
    private readonly infoHashV1: InfoHashV1,
    tiers: readonly (readonly string[])[],
  ) {
    if (tiers.length > 0) this.trackersMade = this.makeTrackers(tiers);
  }

  // ---- what is made when it is first asked for ----

  /** 20 bytes. */
  get infoHash(): Uint8Array {
    return this.parts?.infoHash ?? infoHashBytes(this.infoHashV1);
  }
  /** Ours in this torrent, 20 bytes. */
  get peerId(): Uint8Array {
    this.id ??= makePeerId(this.services.random);
    return this.id;
  }

  get candidates(): CandidateList {
    return this.made.candidates;
  }
  get swarm(): Swarm {
    return this.made.swarm;
  }
  get tick(): SwarmTick {
    return this.made.tick;
  }
  get exchange(): PeerExchange {
    return this.made.exchange;
  }
  get trackers(): TorrentTrackers {
    this.trackersMade ??= this.makeTrackers([]);
    return this.trackersMade;
  }

  // ---- what can be asked without making anything ----

  get peers(): ReadonlyMap<number, SwarmPeer> {
    return this.parts?.swarm.peers ?? NOBODY;
  }
  /** Addresses known. */
  get knownPeers(): number {
    return this.parts?.candidates.size ?? 0;
  }
  /** Good addresses, the best first. */
  bestPeers(count: number): Endpoint[] {
    return this.parts?.candidates.best(count) ?? [];
  }
  /** Null where it takes no part in the DHT. */
  dhtRow(): DhtRow | null {
    return this.services.dht.row(this);
  }
  trackerRows(): TrackerRow[] {
    return this.trackersMade?.rows() ?? [];
  }
  /** Addresses heard of by peer exchange; null where there is none. */
  get exchangedPeers(): number | null {
    if (!this.services.settings().pex || this.privately) return null;
    return this.parts?.exchange.heard ?? 0;
  }
  get isRunning(): boolean {
    return this.running;
  }
  /** Peers, and connections being made. */
  get connections(): number {
    return this.parts?.connections ?? 0;
  }

  /** BEP 27: from now on peers come from the trackers alone. Before `setMetadata`, which tells peers that none are exchanged. */
  becomePrivate(): void {
    this.privately = true;
    this.services.dht.leave(this);
    this.services.lsd.leave(this);
    this.parts?.becomePrivate();
  }
  /** The metadata is known: those we met before can have it from us. Null: it is put away. */
  setMetadata(bytes: Uint8Array | null): void {
    this.metadata = bytes;
    this.parts?.setMetadata(bytes);
  }
  setGeometry(geometry: PeerGeometry): void {
    this.geometry = geometry;
    this.parts?.swarm.setGeometry(geometry);
  }
  /** The person's wish (BEP 16); whether it is done depends on the swarm too. */
  get superSeed(): boolean {
    return this.wish;
  }
  set superSeed(on: boolean) {
    this.wish = on;
    this.parts?.swarm.talk.setSuperSeed(on);
  }
  /** Lets everybody go who is connected in another way. */
  keepTransport(choice: TransportChoice): void {
    for (const peer of [...this.peers.values()]) {
      if (choice !== 'both' && peer.stream.kind.transport !== choice) this.swarm.drop(peer, { kind: 'stopped' });
    }
  }
  /** To a peer at the address. */
  ourHandshake(to: string): Handshake {
    const { infoHash, peerId, privately, services } = this;
    return handshakeOf({ infoHash, peerId, dht: dhtPortFor(to, services.dht, privately) !== null });
  }

  /** Lets the least useful peer go: the session needs its connection elsewhere. */
  shed(): boolean {
    return this.parts?.shed(this.services.clock.now()) ?? false;
  }
  /** Asks the session for one more connection. */
  admit(): boolean {
    return this.services.admit(this);
  }

  /** The setting `encryption` has changed. */
  applyEncryption(): void {
    this.parts?.applyEncryption();
  }
  /** The IP filter has changed. */
  applyFilter(): void {
    this.parts?.applyFilter();
  }
  /** A peer came that does not speak encryption, and was refused for it. */
  onUnencrypted(): void {
    this.made.unencrypted.note();
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.trackersMade?.start();
    if (!this.privately) {
      this.services.dht.join(this);
      this.services.lsd.join(this);
    }
    this.parts?.tick.connect();
  }

  /** Leaves the swarm; trackers are told in the background, for at most two seconds. */
  stop(): Promise<void> {
    if (this.running) this.parts?.stop();
    this.running = false;
    this.services.dht.leave(this);
    this.services.lsd.leave(this);
    return this.trackersMade?.stop() ?? Promise.resolve(); // it may still be saying goodbye
  }

  run(nowMs: number): void {
    if (this.running) this.parts?.run(nowMs);
  }

  /** An incoming connection that asked for this torrent. */
  accept(stream: ByteStream, theirs: Handshake, rest: Uint8Array): void {
    this.host.wake();
    const { made } = this;
    const attach = (bytes: Uint8Array) => {
      const isWelcome = this.running && made.sources.admits('incoming', stream.remote);
      if (isWelcome && made.isFull) made.turnover.makeRoom(this.services.clock.now());
      if (isWelcome && !made.isFull) made.swarm.attach(stream, theirs, bytes, null, 'incoming');
      else made.refuse(stream);
    };
    made.letIn(stream, theirs, rest, attach, () => this.services.released());
  }

  /** Peers of an earlier run, `host:port`. */
  remember(addresses: readonly string[]): void {
    if (addresses.length > 0) this.made.sources.remember(addresses);
  }

  /** `from`: the literal address of who named them; null where that is not known. */
  addPeers(endpoints: readonly Endpoint[], source: CandidateSource, from: string | null = null): void {
    this.host.wake();
    if (endpoints.length === 0) return;
    const found = endpoints.map((endpoint) => ({ endpoint }));
    this.made.sources.add(found, source, from);
    if (this.running) this.made.tick.connect();
  }

  /** Other trackers from now on (a duplicate brought new ones). */
  replaceTrackers(tiers: readonly (readonly string[])[]): void {
    if (this.trackersMade !== null) return this.trackersMade.replace(tiers);
    this.trackersMade = this.makeTrackers(tiers);
    if (this.running) this.trackersMade.start();
  }

  /** Asks trackers and the DHT as soon as they let us. */
  announceNow(): void {
    this.trackersMade?.announceNow();
    this.services.dht.searchNow(this);
  }
  /** Somebody looks at the figures of the swarm. */
  refreshFigures(): void {
    this.trackersMade?.refreshFigures();
    this.services.dht.refreshFigures(this);
  }

  // ---- DhtMember ----

  isSeeding(): boolean {
    return this.host.isSeeding();
  }
  isLonely(): boolean {
    return this.peers.size === 0 && !this.host.isSeeding();
  }
  onDhtPeers(peers: readonly Endpoint[], from: string): void {
    this.addPeers(peers, 'dht', from);
  }

  // ---- LsdMember ----

  onLocalPeer(peer: Endpoint): void {
    this.addPeers([peer], 'lsd', peer.host);
  }

  // ---- TorrentTrackersHost ----

  amounts(): ReturnType<TorrentTrackersHost['amounts']> {
    return this.host.amounts();
  }
  numWant(): number {
    return this.host.isSeeding() && this.peers.size >= ENOUGH_FOR_A_SEED ? 0 : WANT_PEERS;
  }
  /** BEP 27. */
  get isPrivate(): boolean {
    return this.privately;
  }
  onPeers(peers: readonly Endpoint[], from: string | null): void {
    this.addPeers(peers, 'tracker', from);
  }
  onSwitch(): void {
    this.parts?.startOver();
  }
  onChange(): void {
    this.host.onChange();
  }
  log(level: 'info' | 'warn' | 'error', text: string): void {
    this.host.log(level, text);
  }

  private get made(): NetParts {
    if (this.parts !== null) return this.parts;
    const { geometry, infoHash, metadata, peerId, privately: isPrivate, wish: superSeed } = this;
    this.parts = new NetParts(this, this.host, this.services, { infoHash, peerId, metadata, geometry, isPrivate, superSeed });
    return this.parts;
  }
  private makeTrackers(tiers: readonly (readonly string[])[]): TorrentTrackers {
    return new TorrentTrackers({ infoHash: this.infoHash, peerId: this.peerId, tiers }, this.services, this);
  }
}
