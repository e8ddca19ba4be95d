/**
 * HTTP announces: the URL (BEP 3, 7, 23) and the bencoded answer (BEP 3, 7, 23, 24, 31). Fields of the wrong type are as
 * good as absent; only an answer that is no dictionary, or one that says it failed, is an error.
 */
import type { Endpoint } from '../api/ids.js';
import { decodeCompact, usableEndpoint } from '../base/compact-address.js';
import { formatIp, parseIp } from '../base/ip-address.js';
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { decode } from '../bencode/decode.js';
import {
  type BencodeDictionary,
  type BencodeValue,
  bytesToText,
  isBytes,
  isDictionary,
  isList,
  optionalBytes,
  optionalInteger,
  optionalText,
} from '../bencode/value.js';
import {
  type AnnounceAnswer,
  type AnnounceRequest,
  clampInterval,
  DEFAULT_INTERVAL_SECONDS,
  MAX_INTERVAL_SECONDS,
  MAX_PEERS,
} from './announce.js';

/** Cap on an answer's body; also that of the request that fetches it. */
export const MAX_ANSWER_BYTES = 1024 * 1024;
const LIMITS = { maxDepth: 8, maxTokens: 50_000, maxBytes: MAX_ANSWER_BYTES };
const MAX_COUNT = 2 ** 31;

/** The announce URL with our parameters; a query that is there already stays in front. */
export function announceUrl(request: AnnounceRequest): string {
  const parameters = [
    `info_hash=${percentEncode(request.infoHash)}`,
    `peer_id=${percentEncode(request.peerId)}`,
    `port=${request.port}`,
    `uploaded=${request.uploadedBytes}`,
    `downloaded=${request.downloadedBytes}`,
    `left=${request.leftBytes}`,
    'compact=1',
    'no_peer_id=1',
    `numwant=${request.numWant}`,
    `key=${request.key.toString(16).padStart(8, '0').toUpperCase()}`,
  ];
  // BEP 21 wants `paused` in every announce of a partial seed, but there is room for one event only: without `started` in the
  // first, trackers that keep to BEP 3 would not count us, nor let us go without `stopped`; both come once.
  const event = request.event ?? (request.paused ? 'paused' : null);
  if (event) parameters.push(`event=${event}`);
  if (request.ipv6) parameters.push(`ipv6=${encodeURIComponent(request.ipv6)}`);
  if (request.trackerId) parameters.push(`trackerid=${encodeURIComponent(request.trackerId)}`);
  return withQuery(request.url, parameters.join('&'));
}

/** Adds to the query of a URL and drops its fragment. */
export function withQuery(url: string, query: string): string {
  const hash = url.indexOf('#');
  const plain = hash < 0 ? url : url.slice(0, hash);
  if (!plain.includes('?')) return `${plain}?${query}`;
  return /[?&]$/.test(plain) ? `${plain}${query}` : `${plain}&${query}`;
}

/** Raw bytes in a URL: unreserved characters stand for themselves (RFC 3986), all others as %XX. */
export function percentEncode(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    out += /[A-Za-z0-9._~-]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }
  return out;
}

/** Errors: `tracker-failure` (message = the tracker's own words), `tracker-answer`, and those of bencode. */
export function decodeAnnounceAnswer(body: Uint8Array): Result<AnnounceAnswer, DecodeError> {
  const decoded = decode(body, LIMITS);
  if (!decoded.ok) return decoded;
  const root = decoded.value;
  if (!isDictionary(root)) return err({ code: 'tracker-answer', message: 'The answer is not a dictionary.' });
  const failure = optionalText(root, 'failure reason');
  if (failure !== null) return err({ code: 'tracker-failure', message: failure, field: 'failure reason' });
  const externalIp = optionalBytes(root, 'external ip');
  const minInterval = seconds(root, 'min interval');
  const interval = seconds(root, 'interval') ?? DEFAULT_INTERVAL_SECONDS;
  return ok({
    intervalSeconds: Math.max(interval, minInterval ?? 0),
    minIntervalSeconds: minInterval,
    peers: decodePeers(root),
    seeds: optionalInteger(root, 'complete', 0, MAX_COUNT),
    leeches: optionalInteger(root, 'incomplete', 0, MAX_COUNT),
    completed: optionalInteger(root, 'downloaded', 0, MAX_COUNT),
    warning: optionalText(root, 'warning message'),
    externalIp: externalIp && (externalIp.length === 4 || externalIp.length === 16) ? formatIp(externalIp) : null,
    trackerId: optionalText(root, 'tracker id'),
    answeredBy: null,
  });
}

function seconds(root: BencodeDictionary, key: string): number | null {
  const value = root.get(key);
  if (typeof value === 'number') return clampInterval(value);
  if (typeof value === 'bigint') return value > 0n ? MAX_INTERVAL_SECONDS : clampInterval(0);
  return null;
}

/** `peers` compact or as a list of dictionaries, then `peers6`; names instead of addresses are not followed. */
function decodePeers(root: BencodeDictionary): Endpoint[] {
  const peers = root.get('peers');
  const peers6 = root.get('peers6');
  const out: Endpoint[] = [];
  if (isBytes(peers)) out.push(...decodeCompact(peers, 4, MAX_PEERS));
  else if (isList(peers)) {
    for (const item of peers.slice(0, MAX_PEERS)) {
      const endpoint = listedPeer(item);
      if (endpoint) out.push(endpoint);
    }
  }
  if (isBytes(peers6)) out.push(...decodeCompact(peers6, 6, MAX_PEERS - out.length));
  return out;
}

function listedPeer(item: BencodeValue): Endpoint | null {
  if (!isDictionary(item)) return null;
  const host = optionalBytes(item, 'ip');
  const port = optionalInteger(item, 'port', 1, 65_535);
  const ip = host && host.length <= 45 ? parseIp(bytesToText(host)) : null;
  return ip && port !== null ? usableEndpoint(ip, port) : null;
}
