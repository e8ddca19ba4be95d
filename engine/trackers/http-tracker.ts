/** One announce (BEP 3) or scrape (BEP 48) over HTTP or HTTPS. */
import { EngineError } from '../api/errors.js';
import { canonicalIp } from '../base/ip-address.js';
import { hostOf, trackerUrlProblem } from '../base/outbound-rules.js';
import type { Clock, HttpPort, HttpRequest, HttpResponse } from '../base/ports.js';
import type { DecodeError, Result } from '../base/result.js';
import { type AnnounceAnswer, type AnnounceRequest, type ScrapeAnswer, type ScrapeRequest, trackerFailed } from './announce.js';
import { announceUrl, decodeAnnounceAnswer, MAX_ANSWER_BYTES } from './http-codec.js';
import { decodeScrape, scrapeUrl } from './http-scrape.js';
import { mergeFamilies } from './merge-families.js';

const TIMEOUT_MS = 30_000;

type Family = NonNullable<HttpRequest['family']>;

/**
 * Resolves with the answer. A tracker with addresses of both families is asked over each (BEP 7), and both lists of peers
 * count. Rejects with EngineError `tracker-failed` (facts.reason: the tracker's own words where it gave any), or `cancelled`.
 */
export async function announceOverHttp(
  http: HttpPort,
  request: AnnounceRequest,
  clock: Clock,
  signal?: AbortSignal,
): Promise<AnnounceAnswer> {
  const problem = trackerUrlProblem(request.url);
  if (problem) throw trackerFailed(request.url, problem);
  const families = hasOneFamily(request.url) ? [] : ((await http.families?.({ url: request.url })) ?? []);
  if (families.length < 2) return announceOnce(http, request, signal);
  return mergeFamilies(
    families.map((family) => announceOnce(http, request, signal, family)),
    clock,
  );
}

/** A literal address has one family. */
const hasOneFamily = (url: string): boolean => canonicalIp(hostOf(new URL(url))) !== null;

async function announceOnce(http: HttpPort, request: AnnounceRequest, signal?: AbortSignal, family?: Family): Promise<AnnounceAnswer> {
  const response = await fetchAnswer(http, request.url, announceUrl(request), signal, family);
  const answer = readAnswer(request.url, response, decodeAnnounceAnswer);
  return { ...answer, answeredBy: response.address ?? canonicalIp(hostOf(new URL(request.url))) };
}

/** Resolves with the figures; null where the tracker has none for this torrent, or offers no scrape. Rejects as an announce does. */
export async function scrapeOverHttp(http: HttpPort, request: ScrapeRequest, signal?: AbortSignal): Promise<ScrapeAnswer | null> {
  const url = scrapeUrl(request.url, [request.infoHash]);
  if (url === null) return null;
  const problem = trackerUrlProblem(request.url);
  if (problem) throw trackerFailed(request.url, problem);
  const response = await fetchAnswer(http, request.url, url, signal);
  return readAnswer(request.url, response, (body) => decodeScrape(body, request.infoHash));
}

function readAnswer<T>(tracker: string, response: HttpResponse, decode: (body: Uint8Array) => Result<T, DecodeError>): T {
  const decoded = decode(response.body);
  if (decoded.ok && response.status === 200) return decoded.value;
  // Some trackers put a failure reason into the body of a 4xx.
  if (!decoded.ok && decoded.error.code === 'tracker-failure') throw trackerFailed(tracker, decoded.error.message, true);
  if (response.status !== 200) throw trackerFailed(tracker, `The tracker answered with HTTP status ${response.status}.`);
  throw trackerFailed(tracker, 'The answer is not one of a tracker.');
}

async function fetchAnswer(
  http: HttpPort,
  tracker: string,
  url: string,
  signal: AbortSignal | undefined,
  family?: Family,
): Promise<HttpResponse> {
  const pinned = family === undefined ? {} : { family };
  try {
    return await http.get({ url, timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES, ...pinned }, signal);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'cancelled') throw error;
    throw trackerFailed(tracker, error instanceof Error ? error.message : String(error));
  }
}
