/**
 * Magnet links (BEP 9; v2 hashes BEP 52; file selection BEP 53), read leniently and never throwing.
 * Invariant: a Magnet holds at least one info-hash; its lists are capped.
 */
import type { InfoHashV1, InfoHashV2 } from '../api/ids.js';
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { readInfoHashV1, readInfoHashV2 } from './info-hash.js';
import { formatSelection, readSelection } from './magnet-selection.js';
import { HOST_PATH_RULES, safeElement } from './safe-path.js';
import type { Magnet } from './torrent-info.js';
import { cleanTrackers, cleanWebSeeds, readEndpointText, wellFormed } from './urls.js';

export type MagnetErrorCode = 'not-a-magnet' | 'magnet-too-long' | 'missing-info-hash' | 'invalid-info-hash';
export type MagnetError = DecodeError & { readonly code: MagnetErrorCode };

const MAX_URI_CHARS = 65_536;
const MAX_MAGNET_TRACKERS = 200;
const MAX_MAGNET_WEB_SEEDS = 100;
const MAX_MAGNET_PEERS = 200;
const MAX_NAME_CHARS = 1_024;

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Multihash: SHA-256, 32 bytes. */
const MULTIHASH_PREFIX = '1220';

const fail = (code: MagnetErrorCode, message: string): Result<never, MagnetError> => err({ code, message });

/** Reads a magnet link. Of several hashes of one kind the first valid one counts. */
export function parseMagnet(uri: string): Result<Magnet, MagnetError> {
  if (uri.length > MAX_URI_CHARS) return fail('magnet-too-long', 'This link is too long to be a magnet link.');
  const text = uri.trim();
  if (!/^magnet:\??/i.test(text)) return fail('not-a-magnet', 'This is not a magnet link.');
  const query = new URLSearchParams(text.replace(/^magnet:\??/i, ''));
  const fields = new Map<string, string[]>();
  for (const [key, value] of query) {
    // tr.1, tr.2, ... are the same field again
    const name = key.toLowerCase().replace(/\.\d+$/, '');
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  const all = (name: string): readonly string[] => fields.get(name) ?? [];
  const hashes = readTopics(all('xt'));
  if (!hashes.ok) return hashes;
  return ok({
    ...hashes.value,
    name: readName(all('dn').find((value) => value.trim() !== '') ?? ''),
    trackers: cleanTrackers([all('tr')])
      .flat()
      .slice(0, MAX_MAGNET_TRACKERS),
    webSeeds: cleanWebSeeds([...all('ws'), ...all('as')], false).slice(0, MAX_MAGNET_WEB_SEEDS),
    peers: [...new Set(all('x.pe').flatMap((peer) => readEndpointText(peer) ?? []))].slice(0, MAX_MAGNET_PEERS),
    select: readSelection(all('so')),
  });
}

/** The name as the torrent's folder would bear it; null when nothing safe is left. */
function readName(text: string): string | null {
  const clean = (name: string) => (name === '' ? '' : safeElement(Buffer.from(name), HOST_PATH_RULES, false));
  // twice, because trimming may lay bare a name such as ".."
  return clean(clean(text.slice(0, MAX_NAME_CHARS)).trim()) || null;
}

/** The same for what a person types or pastes: also a bare hash (40 hex or 32 base32 digits; v2: 64 hex, with or without 1220). */
export function parseMagnetOrHash(text: string): Result<Magnet, MagnetError> {
  if (text.length > MAX_URI_CHARS) return parseMagnet(text);
  const bare = text.trim();
  const infoHashV1 = readBtih(bare);
  const infoHashV2 = readInfoHashV2(bare) ?? readBtmh(bare);
  if (infoHashV1 === null && infoHashV2 === null) return parseMagnet(text);
  return ok({ infoHashV1, infoHashV2, name: null, trackers: [], webSeeds: [], peers: [], select: null });
}

/** A link that `parseMagnet` reads back to the same. */
export function formatMagnet(magnet: Pick<Magnet, 'infoHashV1' | 'infoHashV2'> & Partial<Magnet>): string {
  const fields: string[] = [];
  if (magnet.infoHashV1 !== null) fields.push(`xt=urn:btih:${magnet.infoHashV1}`);
  if (magnet.infoHashV2 !== null) fields.push(`xt=urn:btmh:${MULTIHASH_PREFIX}${magnet.infoHashV2}`);
  const add = (key: string, value: string) => fields.push(`${key}=${encodeURIComponent(wellFormed(value))}`);
  if (magnet.name) add('dn', magnet.name);
  for (const url of magnet.trackers ?? []) add('tr', url);
  for (const url of magnet.webSeeds ?? []) add('ws', url);
  for (const peer of magnet.peers ?? []) add('x.pe', peer);
  if (magnet.select) fields.push(`so=${formatSelection(magnet.select)}`);
  return `magnet:?${fields.join('&')}`;
}

function readTopics(topics: readonly string[]): Result<Pick<Magnet, 'infoHashV1' | 'infoHashV2'>, MagnetError> {
  let infoHashV1: InfoHashV1 | null = null;
  let infoHashV2: InfoHashV2 | null = null;
  let invalid = false;
  for (const topic of topics) {
    const match = /^urn:(btih|btmh):(.*)$/is.exec(topic.trim());
    if (match === null) continue;
    const digits = (match[2] ?? '').trim();
    const v1 = match[1]?.toLowerCase() === 'btih' ? readBtih(digits) : null;
    const v2 = match[1]?.toLowerCase() === 'btmh' ? readBtmh(digits) : null;
    if (v1 === null && v2 === null) invalid = true;
    infoHashV1 ??= v1;
    infoHashV2 ??= v2;
  }
  if (infoHashV1 !== null || infoHashV2 !== null) return ok({ infoHashV1, infoHashV2 });
  if (invalid) return fail('invalid-info-hash', 'The info-hash in this magnet link is damaged.');
  return fail('missing-info-hash', 'This magnet link names no torrent: it has no info-hash.');
}

function readBtih(digits: string): InfoHashV1 | null {
  return readInfoHashV1(digits) ?? (/^[a-z2-7]{32}$/i.test(digits) ? base32ToHash(digits.toLowerCase()) : null);
}

const readBtmh = (digits: string): InfoHashV2 | null =>
  digits.startsWith(MULTIHASH_PREFIX) ? readInfoHashV2(digits.slice(MULTIHASH_PREFIX.length)) : null;

/** 32 digits of 5 bits: eight at a time make ten digits of hex. */
function base32ToHash(digits: string): InfoHashV1 {
  let hex = '';
  for (let at = 0; at < digits.length; at += 8) {
    let value = 0;
    for (const digit of digits.slice(at, at + 8)) value = value * 32 + BASE32.indexOf(digit);
    hex += value.toString(16).padStart(10, '0');
  }
  return hex as InfoHashV1;
}
