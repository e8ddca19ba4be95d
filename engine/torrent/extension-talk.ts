/** What we say and hear in extension messages (BEP 10): who we are, torrent details, other peers, small notices. */
import type { CandidateList } from '../roster/candidate-list.js';
import { decodeExtendedHandshake, EXTENDED_HANDSHAKE_ID, mergeExtendedHandshake } from '../wire/extended/handshake.js';
import { introduceTo } from './introduction.js';
import { type MetadataPhase, UT_METADATA_ID } from './metadata-phase.js';
import { type PeerExchange, UT_PEX_ID } from './peer-exchange.js';
import type { TorrentServices } from './services.js';
import type { SwarmPeer } from './swarm-peer.js';
import { takeSmallExtension, UploadOnlyNotice } from './upload-only.js';

export interface ExtensionTalkHost {
  peers(): Iterable<SwarmPeer>;
  /** We want nothing (BEP 21). */
  isUploadOnly(): boolean;
  exchangesPeers(): boolean;
  readonly metadata: MetadataPhase;
  readonly exchange: PeerExchange;
  readonly candidates: CandidateList;
}

export class ExtensionTalk {
  private readonly notice = new UploadOnlyNotice();

  constructor(
    private readonly host: ExtensionTalkHost,
    private readonly services: TorrentServices,
  ) {}

  introduce(peer: SwarmPeer): void {
    const { clientName, listenPort } = this.services;
    introduceTo(peer, {
      client: clientName,
      listenPort: listenPort(),
      metadataBytes: this.host.metadata.bytes?.length ?? null,
      uploadOnly: this.notice.field(this.host.isUploadOnly()),
      pex: this.host.exchangesPeers(),
    });
  }
  /** A later handshake brings the first up to date (BEP 10). */
  introduceToAll(): void {
    for (const peer of this.host.peers()) this.introduce(peer);
  }
  /** Tells of changes. */
  run(): void {
    if (this.notice.update(this.host.isUploadOnly())) this.introduceToAll();
  }

  onMessage(peer: SwarmPeer, id: number, payload: Uint8Array): void {
    const nowMs = this.services.clock.now();
    if (id === UT_METADATA_ID) this.host.metadata.onMessage(peer, payload, nowMs);
    else if (id === UT_PEX_ID) this.host.exchange.onMessage(peer, payload, nowMs);
    else if (id === EXTENDED_HANDSHAKE_ID) this.onHandshake(peer, payload, nowMs);
    else takeSmallExtension(peer, id, payload);
  }

  private onHandshake(peer: SwarmPeer, payload: Uint8Array, nowMs: number): void {
    const handshake = decodeExtendedHandshake(payload);
    if (!handshake.ok) return;
    const { listenPort, maxQueue, yourIp } = handshake.value;
    const { endpoint, incoming } = peer.machine.identity;
    const knew = peer.extended?.metadataBytes ?? null;
    peer.extended = mergeExtendedHandshake(peer.extended, handshake.value);
    if (maxQueue !== null) peer.machine.window.setPeerQueue(maxQueue);
    if (yourIp !== null) this.services.external.vote(endpoint.host, yourIp);
    if (incoming && listenPort !== null) {
      const greeting = peer.stream.kind.encryption === 'none' ? null : 'encrypted'; // who came plain may speak both
      this.host.candidates.noteConnected({ host: endpoint.host, port: listenPort }, greeting);
    }
    // all peers are gone through for it: once for each, however often it greets
    if (knew === null && peer.extended.metadataBytes !== null) this.host.metadata.request(nowMs);
  }
}
