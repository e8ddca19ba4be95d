/**
 * The paths of a torrent's files as a web seed knows them (BEP 19): the elements as the torrent spells them, before they
 * were made safe for a disk, percent-encoded and joined by `/`, the torrent's name first. They only ever go into URLs.
 */
import type { Scan, Token } from '../bencode/scan.js';
import { NO_TOKEN, scan } from '../bencode/scan.js';
import { fileFlags } from './file-list.js';
import { FilePaths } from './file-paths.js';
import { MAX_METAINFO_BYTES } from './limits.js';
import { FILE_PAD, type TorrentInfo } from './torrent-info.js';
import { BITCOMET_PAD, pathElements } from './v1-files.js';

/** What need not be escaped in a path (RFC 3986, "unreserved"). */
const UNRESERVED = /^[\w.~-]$/;
const ESCAPES = Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  return UNRESERVED.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** One path a file; '' for pads and for what no URL can name (`.` and `..` are taken as steps even when escaped). */
export function urlPaths(info: TorrentInfo, infoBytes: Uint8Array): FilePaths {
  const scanned = scan(infoBytes, { maxBytes: MAX_METAINFO_BYTES });
  const raw = scanned.ok ? rawPaths(scanned.value, info) : null;
  return FilePaths.of(raw ?? safePaths(info));
}

/** A torrent of several files, or of one in a folder: its web seeds' URLs lead to that folder. */
export const isFolderTorrent = (info: TorrentInfo): boolean => info.files.paths.at(0) !== info.name;

/** Percent-encodes one element byte by byte; '' for what a URL takes as a step. */
export function escapeElement(element: Uint8Array): string {
  let text = '';
  for (const byte of element) text += ESCAPES[byte] ?? '';
  return text === '.' || text === '..' ? '' : text;
}

/** From the v1 half; null when there is none. */
function rawPaths(dict: Scan, info: TorrentInfo): string[] | null {
  const nameToken = [dict.get(0, 'name.utf-8'), dict.get(0, 'name')].find((token) => isFilled(dict, token));
  if (nameToken === undefined || info.version === 'v2') return null;
  const name = escapeElement(dict.content(nameToken));
  const files = dict.get(0, 'files');
  const paths = new Array<string>(info.files.count).fill('');
  if (files === NO_TOKEN) return paths.fill(name, 0, 1); // the rest of a hybrid's table is padding
  let at = 0;
  for (let entry = files + 1; entry < dict.after(files); entry = dict.after(entry)) {
    const elements = pathElements(dict, entry);
    const parts = elements === null ? [''] : [name, ...elements.map((element) => escapeElement(dict.content(element)))];
    const path = parts.includes('') ? '' : parts.join('/');
    const isPad = (fileFlags(dict, entry) & FILE_PAD) !== 0 || BITCOMET_PAD.test(path);
    // both halves of a hybrid name the same files in the same order, but may pad differently
    if (info.version === 'hybrid') {
      if (isPad) continue;
      while (at < paths.length && isPadAt(info, at)) at++;
    }
    if (at < paths.length && !isPad) paths[at] = path;
    at++;
  }
  return paths;
}

function* safePaths(info: TorrentInfo): Generator<string> {
  let file = 0;
  for (const path of info.files.paths) {
    const parts = path.split('/').map((element) => escapeElement(Buffer.from(element)));
    yield isPadAt(info, file++) ? '' : parts.join('/');
  }
}

const isPadAt = (info: TorrentInfo, file: number): boolean => ((info.files.flags[file] ?? 0) & FILE_PAD) !== 0;

const isFilled = (dict: Scan, token: Token): boolean =>
  token !== NO_TOKEN && dict.kind(token) === 'string' && dict.content(token).some((byte) => byte !== 0);
