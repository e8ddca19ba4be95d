/**
 * Reading a .torrent (BEP 3; trackers BEP 12; web seeds BEP 17 and 19; nodes BEP 5; layers BEP 52).
 * What is around the info dictionary is read leniently: a bad tracker or comment never refuses a torrent.
 */
import { largeCopy } from '../base/large-bytes.js';
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import type { Scan, Token } from '../bencode/scan.js';
import { NO_TOKEN, scan } from '../bencode/scan.js';
import { bytesToKey, bytesToText } from '../bencode/value.js';
import { badBencoding, parseInfoDict } from './info-dict.js';
import { MAX_METAINFO_BYTES, MAX_NODES, MAX_TEXT_CHARS } from './limits.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import type { PieceLayers } from './piece-layers.js';
import type { PathRules } from './safe-path.js';
import type { Metainfo } from './torrent-info.js';
import { isFolderTorrent } from './url-paths.js';
import { cleanTrackers, cleanWebSeeds, endpointText } from './urls.js';

export interface TorrentFileOptions {
  /** Default: those of the system we run on. */
  readonly pathRules?: PathRules;
}

/** Reads a .torrent whole. `bytes` may be reused afterwards. Errors: every MetainfoErrorCode. */
export function parseTorrentFile(bytes: Uint8Array, options: TorrentFileOptions = {}): Result<Metainfo, MetainfoError> {
  if (bytes.length === 0) return refuse('not-a-torrent', 'The file is empty.');
  if (bytes.length > MAX_METAINFO_BYTES) return refuse('too-large', `The file is larger than ${MAX_METAINFO_BYTES / 1024 / 1024} MiB.`);
  const scanned = scan(bytes, { maxBytes: MAX_METAINFO_BYTES });
  if (!scanned.ok) return looksLikeTorrent(bytes) ? badBencoding(scanned.error) : notATorrent(bytes);
  const file = scanned.value;
  if (file.kind(0) !== 'dictionary') return refuse('not-a-dictionary', 'This is not a .torrent file: its content is not a dictionary.');
  const infoToken = file.get(0, 'info');
  if (infoToken === NO_TOKEN || file.kind(infoToken) !== 'dictionary') {
    return refuse('missing-info', 'The file does not describe a torrent: its "info" part is missing.', 'info');
  }
  // a copy, so that the torrent does not keep the whole file alive
  const infoBytes = largeCopy(file.raw(infoToken));
  const layers = pieceLayers(file);
  if (!layers.ok) return layers;
  const info = parseInfoDict(infoBytes, { ...options, pieceLayers: layers.value });
  if (!info.ok) return info;
  return ok({
    info: info.value,
    infoBytes,
    trackers: readTrackers(file),
    webSeeds: cleanWebSeeds([...stringsAt(file, 'url-list'), ...stringsAt(file, 'httpseeds')], isFolderTorrent(info.value)),
    comment: textAt(file, 'comment.utf-8') ?? textAt(file, 'comment'),
    createdBy: textAt(file, 'created by.utf-8') ?? textAt(file, 'created by'),
    creationDate: dateAt(file),
    nodes: readNodes(file),
  });
}

/** A dictionary whose first key begins with a digit, as every .torrent does. */
const looksLikeTorrent = (bytes: Uint8Array) => bytes[0] === 0x64 && (bytes[1] === undefined || (bytes[1] >= 0x30 && bytes[1] <= 0x39));

function notATorrent(bytes: Uint8Array): Result<never, MetainfoError> {
  const start = bytesToText(bytes.subarray(0, 1024)).trimStart();
  if (start.startsWith('<'))
    return refuse('not-a-torrent', 'This is a web page and not a .torrent file. The site may want you to log in first.');
  if (/^magnet:/i.test(start)) return refuse('not-a-torrent', 'This is a magnet link and not a .torrent file.');
  return refuse('not-a-torrent', 'This is not a .torrent file.');
}

function pieceLayers(file: Scan): Result<PieceLayers | null, MetainfoError> {
  const token = file.get(0, 'piece layers');
  if (token === NO_TOKEN) return ok(null);
  const bad = () => refuse('invalid-piece-layer', 'The piece hashes of the torrent are damaged.', 'piece layers');
  if (file.kind(token) !== 'dictionary') return bad();
  const layers = new Map<string, Uint8Array>();
  for (let key = token + 1; key < file.after(token); key = file.after(key + 1)) {
    if (file.kind(key + 1) !== 'string') return bad();
    layers.set(bytesToKey(file.content(key)), new Uint8Array(file.content(key + 1)));
  }
  return ok(layers);
}

/** BEP 12: the list wins over the single announce. Lists that forget the inner level count as one tier each. */
function readTrackers(file: Scan): string[][] {
  const tiers: string[][] = [];
  for (const tier of childrenAt(file, 'announce-list')) {
    tiers.push(file.kind(tier) === 'list' ? children(file, tier).flatMap((url) => stringOf(file, url)) : stringOf(file, tier));
  }
  const list = cleanTrackers(tiers);
  return list.length > 0 ? list : cleanTrackers([stringsAt(file, 'announce')]);
}

function readNodes(file: Scan): string[] {
  const nodes: string[] = [];
  for (const entry of childrenAt(file, 'nodes').slice(0, MAX_NODES)) {
    if (file.kind(entry) !== 'list') continue;
    const [host, port] = children(file, entry);
    if (host === undefined || port === undefined || file.kind(host) !== 'string' || file.kind(port) !== 'integer') continue;
    const endpoint = endpointText(bytesToText(file.content(host)), Number(file.integer(port)));
    if (endpoint !== null) nodes.push(endpoint);
  }
  return nodes;
}

function children(file: Scan, list: Token): Token[] {
  const items: Token[] = [];
  for (let item = list + 1; item < file.after(list); item = file.after(item)) items.push(item);
  return items;
}
function childrenAt(file: Scan, key: string): Token[] {
  const token = file.get(0, key);
  return token !== NO_TOKEN && file.kind(token) === 'list' ? children(file, token) : [];
}
const stringOf = (file: Scan, token: Token): string[] => (file.kind(token) === 'string' ? [bytesToText(file.content(token))] : []);

/** One string, or a list of them. */
function stringsAt(file: Scan, key: string): string[] {
  const token = file.get(0, key);
  if (token === NO_TOKEN) return [];
  return file.kind(token) === 'list' ? children(file, token).flatMap((item) => stringOf(file, item)) : stringOf(file, token);
}
function textAt(file: Scan, key: string): string | null {
  const token = file.get(0, key);
  return token !== NO_TOKEN && file.kind(token) === 'string' ? bytesToText(file.content(token)).slice(0, MAX_TEXT_CHARS) : null;
}
function dateAt(file: Scan): number | null {
  const token = file.get(0, 'creation date');
  const date = token !== NO_TOKEN && file.kind(token) === 'integer' ? file.integer(token) : null;
  return typeof date === 'number' && date > 0 ? date : null;
}
