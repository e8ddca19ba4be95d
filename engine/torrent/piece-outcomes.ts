/**
 * What becomes of a torrent's pieces, told to whoever it concerns: peers hear of good ones, those who gave a bad one
 * are judged, and what was moved is counted.
 */
import type { ErrorView } from '../api/errors.js';
import type { SlabPool } from '../base/slab.js';
import type { BlockKeys } from '../picker/open-piece.js';
import { Blame } from './blame.js';
import type { ContentHost } from './payload-movers.js';
import { type Contributor, judgeContributors } from './probation.js';
import type { Standing } from './standing.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentNet } from './torrent-net.js';
import type { Traffic } from './traffic.js';
import type { UploadPeer } from './uploader.js';
import type { WebSeeds } from './web-seeds.js';

/** The torrent whose pieces they are. */
export interface PieceOwner {
  readonly content: TorrentContent | null;
  readonly net: TorrentNet;
  readonly webSeeds: WebSeeds;
  readonly traffic: Traffic;
  readonly standing: Standing;
  readonly services: { readonly pool: SlabPool };
  /** Bytes that are not here. */
  readonly leftBytes: number;
  /** A record would say something new. */
  dirty: boolean;
  nowMs(): number;
  /** A piece is good, and a row shows it. */
  onPiece(): void;
  /** What was had is no longer. */
  onPieceLost(): void;
  /** The disk failed: the torrent cannot go on. */
  onDiskFailed(error: ErrorView): void;
  /** Somebody else's file is where one of ours belongs. */
  onFileInTheWay(file: number, path: string): void;
  log(level: 'warn', text: string): void;
}

/** Reads that may fail in a run before the disk is taken to be broken. */
const MOST_UNREADABLE = 8;

export class PieceOutcomes implements ContentHost {
  /** Made with the first bad piece. */
  private blame: Blame | null = null;
  /** Reads that failed in this run. */
  private unreadable = 0;

  /** Of small pieces there are too many to make this for each. */
  private readonly contributor = (key: number): Contributor | undefined =>
    this.owner.net.peers.get(key) ?? this.owner.webSeeds.contributor(key);

  constructor(private readonly owner: PieceOwner) {}

  /** Ten times a second. */
  tick(content: TorrentContent): void {
    this.blame?.run(content);
  }

  nowMs(): number {
    return this.owner.nowMs();
  }
  uploadAllowance(): number {
    return this.owner.traffic.uploadAllowance();
  }
  spendUpload(bytes: number): void {
    this.owner.traffic.upload.spend(bytes);
  }
  onUploaded(_peer: UploadPeer, bytes: number): void {
    const now = this.nowMs();
    this.owner.traffic.sent(bytes, now);
    this.owner.standing.onUploaded(now);
  }
  onPieceStored(piece: number, from: BlockKeys): void {
    const { owner } = this;
    this.judge(from, true);
    owner.dirty = true;
    this.blame?.onGood(piece);
    owner.net.swarm.talk.announceHave(piece);
    owner.net.swarm.requester.askAgain(from);
    owner.webSeeds.onPiece();
    owner.onPiece();
  }
  onPieceBad(piece: number, from: BlockKeys, blockHashes: Uint8Array): void {
    const { content, traffic } = this.owner;
    traffic.wasted(content?.geometry.pieceBytes(piece) ?? 0);
    this.owner.log('warn', `Piece ${piece} was damaged and will be downloaded again.`);
    this.judge(from, false);
    this.blame ??= this.makeBlame();
    this.blame.onBad(piece, from, blockHashes);
  }
  onBlockRaced(piece: number, block: number, winner: number): void {
    this.owner.net.swarm.requester.cancelElsewhere(piece, block, winner);
    this.owner.webSeeds.dropElsewhere(piece, block, winner);
  }
  onExtentWritten(): void {
    this.owner.dirty = true;
  }
  onStorageFailed(error: ErrorView): void {
    const { file, path } = error.facts;
    if (error.code === 'file-in-the-way') return this.owner.onFileInTheWay(Number(file), String(path));
    const neededBytes = this.owner.leftBytes;
    this.owner.onDiskFailed(error.code === 'disk-full' ? { ...error, facts: { ...error.facts, neededBytes } } : error);
  }
  /** A place that cannot be read costs its pieces and not the torrent; many such places, or files that are gone, do. */
  onReadFailed(error: ErrorView, first: number, count: number): void {
    const { content, net } = this.owner;
    if (content === null || error.code !== 'disk-failed' || this.unreadable >= MOST_UNREADABLE) return this.owner.onDiskFailed(error);
    let isNews = false;
    for (let piece = first; piece < first + count; piece++) {
      if (!content.losePiece(piece)) continue;
      isNews = true;
      net.swarm.talk.announceLost(piece);
    }
    if (!isNews) return; // another read of the same piece
    this.unreadable++;
    this.owner.log(
      'warn',
      `${count === 1 ? `Piece ${first}` : `Pieces ${first} to ${first + count - 1}`} cannot be read: ${error.message}`,
    );
    this.owner.dirty = true;
    this.owner.onPieceLost();
  }

  private judge(from: BlockKeys, good: boolean): void {
    judgeContributors(from, good, this.contributor);
  }

  private makeBlame(): Blame {
    const { net, services, webSeeds } = this.owner;
    return new Blame(
      {
        endpointOf: (key) => net.peers.get(key)?.machine.identity.endpoint ?? webSeeds.endpointOf(key),
        convict: (key, endpoint) => webSeeds.convict(key) || net.swarm.convict(key, endpoint),
      },
      services.pool,
    );
  }
}
