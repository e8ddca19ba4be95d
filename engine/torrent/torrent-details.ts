/**
 * What a torrent's details say: the short part, which rows and the Overview tab show, is always in memory; the long part
 * (description, file list, hashes) is put away while nobody needs it, and read again out of the torrent's record.
 */
import type { ErrorView } from '../api/errors.js';
import type { InfoHashV1, TorrentId } from '../api/ids.js';
import type { Result } from '../base/result.js';
import type { Metainfo, TorrentInfo } from '../metainfo/torrent-info.js';
import { isFolderTorrent } from '../metainfo/url-paths.js';
import type { ResumeRecord, SavedMetainfo, SavedSummary } from '../resume/record.js';
import { fetchDetails } from './fetch-details.js';
import type { TorrentServices } from './services.js';
import { type FoundDetails, Shelf, type ShelfHost } from './shelf.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentNet } from './torrent-net.js';
import type { TorrentState } from './torrent-state.js';

/** The short part. */
export type KnownDetails = Pick<SavedSummary, 'version' | 'infoHashV2' | 'pieceLength' | 'private' | 'source' | 'isFolder'> &
  Pick<SavedMetainfo, 'webSeeds' | 'comment' | 'createdBy' | 'creationDate'>;

/** The long part, besides what content makes of it. */
export interface LongDetails {
  readonly info: TorrentInfo;
  /** The raw info dictionary. */
  readonly infoBytes: Uint8Array;
}

/** The torrent they belong to. */
export interface DetailsOwner {
  readonly id: TorrentId;
  readonly init: { readonly infoHashV1: InfoHashV1 };
  readonly services: TorrentServices;
  readonly content: TorrentContent | null;
  readonly net: TorrentNet;
  /** The long part is in memory again. */
  onDetailsBack(): void;
  /** It could not be read. */
  onDetailsLost(error: ErrorView): void;
}

/** A torrent, as far as this decides about it. */
interface Puttable {
  readonly content: TorrentContent | null;
  readonly details: TorrentDetails;
  readonly dirty: boolean;
  readonly net: { readonly connections: number };
  readonly standing: { readonly isSaved: boolean };
  readonly state: { readonly kind: TorrentState['kind'] };
}

/** It is complete, nothing of it moves, and its record on the disk says all there is to say. */
export function mayPutAway({ content, details, dirty, net, standing, state }: Puttable): boolean {
  if (content === null || !details.areHere || !content.isWhole || content.swarmContent !== null) return false;
  if (state.kind !== 'running' && state.kind !== 'queued' && state.kind !== 'paused' && state.kind !== 'failed') return false;
  return net.connections === 0 && standing.isSaved && !dirty;
}

export class TorrentDetails implements ShelfHost {
  /** Null until a magnet's details have come. */
  known: KnownDetails | null = null;
  /** Null until then too, and while it is put away. */
  long: LongDetails | null = null;
  /** When somebody last asked for the long part. */
  neededAtMs = Number.NEGATIVE_INFINITY;
  private readonly shelf = new Shelf(this);
  /** What the long part is just being read from. */
  private record: ResumeRecord | null = null;

  constructor(private readonly owner: DetailsOwner) {}

  take(details: Omit<Metainfo, 'trackers'>): void {
    const { comment, createdBy, creationDate, info, infoBytes, webSeeds } = details;
    const { infoHashV2, pieceLength, private: isPrivate, source, version } = info;
    const isFolder = isFolderTorrent(info);
    this.known = { version, infoHashV2, pieceLength, private: isPrivate, source, isFolder, webSeeds, comment, createdBy, creationDate };
    this.long = { info, infoBytes };
  }

  /** At rest from the start: the long part is on the disk. */
  takeShort(known: KnownDetails): void {
    this.known = known;
    this.shelf.putAway();
  }

  /** Nothing of them is on the disk alone. */
  get areHere(): boolean {
    return this.shelf.isHere;
  }

  /** `run` is called once the long part is in memory, which may be at once; `fail` instead when it cannot be read. */
  need(run: () => void, fail?: (error: ErrorView) => void): void {
    this.neededAtMs = this.owner.services.clock.now();
    this.shelf.need(run, fail);
  }

  putAway(): void {
    const { content, net } = this.owner;
    this.shelf.putAway();
    this.long = null;
    net.setMetadata(null);
    content?.putAway();
  }

  /** A person gave the .torrent, and the disk could not. */
  supply(info: TorrentInfo, infoBytes: Uint8Array): void {
    if (info.pieceHashes !== null) this.shelf.supply({ info, pieceHashes: info.pieceHashes, infoBytes, record: null });
  }

  /** The record that the long part was read from, once: for the torrent to be opened by it. */
  takeRecord(): ResumeRecord | null {
    const { record } = this;
    this.record = null;
    return record;
  }

  // ---- ShelfHost ----

  fetch(answer: (found: Result<FoundDetails, ErrorView>) => void): void {
    const { id, init, services } = this.owner;
    fetchDetails(id, init.infoHashV1, services, (found) => {
      this.record = found.ok ? found.value.record : null;
      answer(found);
      this.record = null; // whoever asked has had it
    });
  }
  takeBack({ info, infoBytes, pieceHashes, record }: FoundDetails): void {
    const { content, net } = this.owner;
    this.long = { info, infoBytes };
    content?.takeBack(info, pieceHashes, record);
    net.setMetadata(infoBytes);
    this.owner.onDetailsBack();
  }
  onLost(error: ErrorView): void {
    this.owner.onDetailsLost(error);
  }
}
