/** HTTP scrape (BEP 48): the URL that belongs to an announce URL, and the answer. */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { decode } from '../bencode/decode.js';
import { bytesToKey, isDictionary, optionalDictionary, optionalInteger, optionalText } from '../bencode/value.js';
import type { ScrapeAnswer } from './announce.js';
import { MAX_ANSWER_BYTES, percentEncode, withQuery } from './http-codec.js';

const LIMITS = { maxDepth: 8, maxTokens: 50_000, maxBytes: MAX_ANSWER_BYTES };
const MAX_COUNT = 2 ** 31;

/** The scrape URL for some torrents, or null: the last part of the announce URL's path must begin with `announce`. */
export function scrapeUrl(announceUrl: string, infoHashes: readonly Uint8Array[]): string | null {
  const pathEnd = announceUrl.search(/[?#]/);
  const path = pathEnd < 0 ? announceUrl : announceUrl.slice(0, pathEnd);
  const slash = path.lastIndexOf('/');
  if (!path.startsWith('announce', slash + 1)) return null;
  const scrape = `${path.slice(0, slash + 1)}scrape${announceUrl.slice(slash + 1 + 'announce'.length)}`;
  return withQuery(scrape, infoHashes.map((hash) => `info_hash=${percentEncode(hash)}`).join('&'));
}

/** The figures of one torrent; null where the tracker says nothing about it. */
export function decodeScrape(body: Uint8Array, infoHash: Uint8Array): Result<ScrapeAnswer | null, DecodeError> {
  const decoded = decode(body, LIMITS);
  if (!decoded.ok) return decoded;
  const root = decoded.value;
  if (!isDictionary(root)) return err({ code: 'tracker-answer', message: 'The answer is not a dictionary.' });
  const failure = optionalText(root, 'failure reason');
  if (failure !== null) return err({ code: 'tracker-failure', message: failure, field: 'failure reason' });
  const file = optionalDictionary(root, 'files')?.get(bytesToKey(infoHash));
  if (!isDictionary(file)) return ok(null);
  return ok({
    seeds: optionalInteger(file, 'complete', 0, MAX_COUNT) ?? 0,
    leeches: optionalInteger(file, 'incomplete', 0, MAX_COUNT) ?? 0,
    completed: optionalInteger(file, 'downloaded', 0, MAX_COUNT) ?? 0,
  });
}
