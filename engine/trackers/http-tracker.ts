/** One announce over HTTP or HTTPS (BEP 3). */
import { EngineError } from '../api/errors.js';
import { trackerUrlProblem } from '../base/outbound-rules.js';
import type { HttpPort, HttpResponse } from '../base/ports.js';
import { type AnnounceAnswer, type AnnounceRequest, trackerFailed } from './announce.js';
import { announceUrl, decodeAnnounceAnswer, MAX_ANSWER_BYTES } from './http-codec.js';

const TIMEOUT_MS = 30_000;

/** Resolves with the answer. Rejects with EngineError `tracker-failed` (facts.reason: the tracker's own words where it gave any), or `cancelled`. */
export async function announceOverHttp(http: HttpPort, request: AnnounceRequest, signal?: AbortSignal): Promise<AnnounceAnswer> {
  const problem = trackerUrlProblem(request.url);
  if (problem) throw trackerFailed(request.url, problem);
  const response = await fetchAnswer(http, request, signal);
  const decoded = decodeAnnounceAnswer(response.body);
  if (decoded.ok && response.status === 200) return decoded.value;
  // Some trackers put a failure reason into the body of a 4xx.
  if (!decoded.ok && decoded.error.code === 'tracker-failure') throw trackerFailed(request.url, decoded.error.message);
  if (response.status !== 200) throw trackerFailed(request.url, `The tracker answered with HTTP status ${response.status}.`);
  throw trackerFailed(request.url, 'The answer is not one of a tracker.');
}

async function fetchAnswer(http: HttpPort, request: AnnounceRequest, signal?: AbortSignal): Promise<HttpResponse> {
  try {
    return await http.get({ url: announceUrl(request), timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES }, signal);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'cancelled') throw error;
    throw trackerFailed(request.url, error instanceof Error ? error.message : String(error));
  }
}
