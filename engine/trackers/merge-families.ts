/**
 * One announce over both address families as one answer (BEP 7): the peers of both, the figures of the first. A family
 * that is silent holds up the other for a moment only; where one fails, the other decides.
 */
import { EngineError } from '../api/errors.js';
import type { Clock } from '../base/ports.js';
import { type AnnounceAnswer, MAX_PEERS } from './announce.js';

/** How long the second family may take after the first has answered. */
const SECOND_MS = 2_000;

/** Rejects when all fail: with the tracker's own words where it gave any, else with the first failure. */
export async function mergeFamilies(asked: readonly Promise<AnnounceAnswer>[], clock: Clock): Promise<AnnounceAnswer> {
  const answers: AnnounceAnswer[] = [];
  const all = Promise.allSettled(asked.map((one) => one.then((answer) => void answers.push(answer))));
  const first = await firstAnswer(asked, clock);
  let cancelTimer: () => void = () => undefined;
  if (answers.length < asked.length) {
    await Promise.race([all, new Promise<void>((resolve) => (cancelTimer = clock.after(SECOND_MS, resolve)))]);
  }
  cancelTimer();
  return { ...first, peers: answers.flatMap(({ peers }) => peers).slice(0, MAX_PEERS) };
}

/** A tracker that refuses over one family has answered: the other is not waited for much longer. */
async function firstAnswer(asked: readonly Promise<AnnounceAnswer>[], clock: Clock): Promise<AnnounceAnswer> {
  let cancelTimer: () => void = () => undefined;
  const refused = new Promise<never>((_resolve, reject) => {
    for (const one of asked) {
      one.catch((error: unknown) => {
        if (!isRefusal(error)) return;
        cancelTimer();
        cancelTimer = clock.after(SECOND_MS, () => reject(error));
      });
    }
  });
  try {
    return await Promise.race([Promise.any(asked), refused]);
  } catch (error) {
    throw error instanceof AggregateError ? (error.errors.find(isRefusal) ?? error.errors[0]) : error;
  } finally {
    cancelTimer();
  }
}

const isRefusal = (error: unknown): boolean => error instanceof EngineError && error.facts.refused === 1;
