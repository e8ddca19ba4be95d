/**
 * What a person asked to open, read from arguments, drops and the clipboard. Pure.
 * Arguments are filtered, never counted: Electron and Chromium put their own among them.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAX_MAGNET_CHARS } from '../../../engine/commands/index.js';
import { t } from '../../../i18n/runtime/words.js';

/** Not read yet: a link, a file to read, or something we can only answer with a sentence. */
export type OpenRequest =
  | { readonly kind: 'magnet'; readonly uri: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'refused'; readonly what: string; readonly message: string };

const MAGNET = /^magnet:\?/i;
const TORRENT = /\.torrent$/i;
const WEB_ADDRESS = /^https?:\/\//i;
const MAX_LINKS = 100;

/** Files and links among the arguments of a start; relative paths are taken from `cwd`. */
export function requestsFromArguments(args: readonly string[], cwd: string): readonly OpenRequest[] {
  return args
    .filter((argument) => MAGNET.test(argument) || (!argument.startsWith('-') && TORRENT.test(argument)))
    .map((argument) => requestFrom(argument, cwd));
}

/** Files dropped or chosen. Whatever they are, each gets an answer. */
export function requestsFromPaths(paths: readonly string[]): readonly OpenRequest[] {
  return paths.filter((file) => file !== '').map((file) => ({ kind: 'file', path: file }));
}

/** Links in dropped or copied text: magnet links anywhere, bare info-hashes on a line of their own. */
export function requestsFromTexts(texts: readonly string[]): readonly OpenRequest[] {
  const found = new Set<string>();
  const refused: OpenRequest[] = [];
  for (const text of texts) {
    for (const match of text.matchAll(/magnet:\?[^\s"'<>]+/gi)) if (found.size < MAX_LINKS) found.add(match[0]);
    for (const line of text.split(/\s+/)) {
      const magnet = magnetOfHash(line);
      if (magnet !== null && found.size < MAX_LINKS) found.add(magnet);
      if (WEB_ADDRESS.test(line) && TORRENT.test(line) && refused.length < MAX_LINKS) refused.push(refuseWebAddress(line));
    }
  }
  const links = [...found].map(magnetRequest);
  return links.length > 0 ? links : refused;
}

/** One argument or opened address (macOS `open-url`). */
export function requestFrom(argument: string, cwd: string): OpenRequest {
  if (MAGNET.test(argument)) return magnetRequest(argument);
  if (WEB_ADDRESS.test(argument)) return refuseWebAddress(argument);
  if (!/^file:/i.test(argument)) return { kind: 'file', path: path.resolve(cwd, argument) };
  try {
    return { kind: 'file', path: fileURLToPath(argument) };
  } catch {
    return { kind: 'refused', what: argument.slice(0, 200), message: t('opening.noSuchAddress') };
  }
}

/** A magnet link for a bare info-hash (hex or base32 SHA-1, hex SHA-256), or null. BEP 9 and 52, "magnet URI format". */
export function magnetOfHash(text: string): string | null {
  if (/^[0-9a-f]{40}$/i.test(text)) return `magnet:?xt=urn:btih:${text.toLowerCase()}`;
  if (/^[A-Z2-7]{32}$/i.test(text)) return `magnet:?xt=urn:btih:${text.toUpperCase()}`;
  if (/^[0-9a-f]{64}$/i.test(text)) return `magnet:?xt=urn:btmh:1220${text.toLowerCase()}`;
  return null;
}

function magnetRequest(uri: string): OpenRequest {
  if (uri.length <= MAX_MAGNET_CHARS) return { kind: 'magnet', uri };
  return { kind: 'refused', what: t('opening.magnetLink'), message: t('opening.magnetTooLong') };
}

function refuseWebAddress(address: string): OpenRequest {
  return { kind: 'refused', what: address.slice(0, 200), message: t('opening.webAddress') };
}
