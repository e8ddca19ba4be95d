/** Writing a .torrent around the raw bytes of an info dictionary, which are never written anew (BEP 3, 12, 19, 52). */
import type { BencodeInput } from '../bencode/encode.js';
import { encode, RawBencode } from '../bencode/encode.js';
import type { PieceLayers } from './piece-layers.js';
import type { Metainfo } from './torrent-info.js';

export type TorrentFileParts = Pick<Metainfo, 'infoBytes'> &
  Partial<Pick<Metainfo, 'trackers' | 'webSeeds' | 'comment' | 'createdBy' | 'creationDate' | 'nodes'>> & {
    /** v2 and hybrid: see `pieceLayersOf`. */
    readonly pieceLayers?: PieceLayers | null;
  };

/** The bytes of a .torrent file. Everything but the info dictionary may be left out. */
export function encodeTorrentFile(parts: TorrentFileParts): Uint8Array {
  const { comment, createdBy, creationDate, nodes = [], pieceLayers, trackers = [], webSeeds = [] } = parts;
  const fields: Record<string, BencodeInput | undefined> = {
    announce: trackers[0]?.[0],
    'announce-list': trackers.flat().length > 1 ? trackers : undefined,
    comment: comment ?? undefined,
    'created by': createdBy ?? undefined,
    'creation date': creationDate ?? undefined,
    info: new RawBencode(parts.infoBytes),
    nodes: nodes.length > 0 ? nodes.map(splitNode) : undefined,
    'piece layers': pieceLayers ?? undefined,
    'url-list': webSeeds.length > 1 ? webSeeds : webSeeds[0],
  };
  return encode(fields);
}

/** `host:port` as BEP 5 writes it. */
function splitNode(node: string): BencodeInput {
  const colon = node.lastIndexOf(':');
  return [node.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), Number(node.slice(colon + 1))];
}
