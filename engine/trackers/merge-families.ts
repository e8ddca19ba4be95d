/**
 * One announce over both address families as one answer (BEP 7): the peers of both, the figures of the first. A family
 * that is silent holds up the other for a moment only; where one fails, the other decides.
 */
import type { Clock } from '../base/ports.js';
import { type AnnounceAnswer, MAX_PEERS } from './announce.js';

/** How long the second family may take after the first has answered. */
const SECOND_MS = 2_000;

/** Rejects with the first failure when all fail. */
export async function mergeFamilies(asked: readonly Promise<AnnounceAnswer>[], clock: Clock): Promise<AnnounceAnswer> {
  const answers: AnnounceAnswer[] = [];
  const all = Promise.allSettled(asked.map((one) => one.then((answer) => void answers.push(answer))));
  const first = await Promise.any(asked).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
  let cancelTimer: () => void = () => undefined;
  if (answers.length < asked.length) {
    await Promise.race([all, new Promise<void>((resolve) => (cancelTimer = clock.after(SECOND_MS, resolve)))]);
  }
  cancelTimer();
  return { ...first, peers: answers.flatMap(({ peers }) => peers).slice(0, MAX_PEERS) };
}
