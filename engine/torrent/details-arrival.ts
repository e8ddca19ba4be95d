/** How a torrent comes to its details: with its start, from peers (BEP 9), or out of a .torrent that is added later. */
import type { EngineErrorCode } from '../api/errors.js';
import { MAX_WEB_SEEDS } from '../metainfo/limits.js';
import type { Metainfo, TorrentInfo } from '../metainfo/torrent-info.js';
import type { AtRest } from '../resume/at-rest.js';
import type { ResumeRecord } from '../resume/record.js';
import { isAboutDetails } from './fetch-details.js';
import { type ContentOwner, contentAtRest, firstContent } from './first-content.js';
import type { ContentHost } from './payload-movers.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentDetails } from './torrent-details.js';
import type { TorrentNet } from './torrent-net.js';
import type { TorrentState } from './torrent-state.js';
import { webSeedsOfMagnet } from './web-seeds.js';

/** The torrent. */
export interface DetailsTaker extends ContentOwner {
  readonly details: TorrentDetails;
  readonly net: TorrentNet;
  readonly outcomes: ContentHost;
  readonly state: TorrentState;
  name: string;
  content: TorrentContent | null;
  /** What a magnet waited for is here. */
  onDetailsFound(): void;
  fail(code: EngineErrorCode, message: string): void;
}

const NO_WEB_SEEDS: readonly string[] = [];

type Found = Omit<Metainfo, 'trackers'>;

/** Peers have sent an info dictionary; `answer` says whether it is the right one. */
export function readDetails(torrent: DetailsTaker, bytes: Uint8Array, answer: (right: boolean) => void): void {
  torrent.services.metainfo.readInfo(bytes, torrent.init.infoHashV1, (info) => {
    if (!info.ok && info.error.code === 'wrong-hash') return answer(false);
    answer(true);
    if (torrent.details.known !== null || torrent.state.kind === 'stopped') return; // this took its time
    if (!info.ok) return torrent.fail('torrent-invalid', `The details of this torrent are not valid: ${info.error.message}`);
    const bare = { webSeeds: [], comment: null, createdBy: null, creationDate: null, nodes: [] };
    endWait(torrent, { info: info.value, infoBytes: bytes, ...bare });
  });
}

/** The details of a magnet that waits for them, or that the disk lost, out of a .torrent; false when it does not wait. */
export function takeFromFile(torrent: DetailsTaker, metainfo: Found): boolean {
  const { details, state } = torrent;
  if (state.kind === 'failed' && isAboutDetails(state.error)) details.supply(metainfo.info, metainfo.infoBytes);
  if (details.known !== null || state.kind === 'stopped') return false;
  endWait(torrent, metainfo);
  return true;
}

/** Gives the torrent its name, its content and what its peers ask for. */
export function takeDetails(torrent: DetailsTaker, found: Found, record: ResumeRecord | null): void {
  const { details, net } = torrent;
  const { info, infoBytes } = found;
  details.take(found);
  torrent.name = info.name;
  if (info.private) net.becomePrivate();
  net.setMetadata(infoBytes);
  torrent.content = makeContent(torrent, info, record);
  if (torrent.content !== null) net.setGeometry(torrent.content.geometry);
}

/** The short part of the details, and content without a body: a record says all there is to say of a torrent at rest. */
export function takeAtRest(torrent: DetailsTaker, { pieceCount, summary }: AtRest, record: ResumeRecord): void {
  const { details, net } = torrent;
  const { infoHashV2, isFolder, pieceLength, private: isPrivate, source, version } = summary;
  const { comment = null, createdBy = null, creationDate = null, webSeeds = NO_WEB_SEEDS } = record.metainfo ?? {};
  details.takeShort({ version, infoHashV2, pieceLength, private: isPrivate, source, isFolder, webSeeds, comment, createdBy, creationDate });
  if (isPrivate) net.becomePrivate();
  torrent.content = contentAtRest(summary, pieceCount, record, torrent, torrent.outcomes);
  net.setGeometry(torrent.content.geometry);
}

/** Null, and the torrent fails, where it is of a kind that cannot be transferred. */
export function makeContent(torrent: DetailsTaker, info: TorrentInfo, record: ResumeRecord | null): TorrentContent | null {
  const content = firstContent(info, record, torrent, torrent.outcomes);
  if (content === null) torrent.fail('torrent-v2-only', 'This torrent is v2 only, which Shoal cannot transfer yet.');
  return content;
}

function endWait(torrent: DetailsTaker, found: Found): void {
  const webSeeds = [...new Set([...found.webSeeds, ...webSeedsOfMagnet(torrent.init.magnet, found.info)])].slice(0, MAX_WEB_SEEDS);
  takeDetails(torrent, { ...found, webSeeds }, null);
  torrent.onDetailsFound();
}
