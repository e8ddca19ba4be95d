/** Whether a torrent has given enough: facts and goals in, the goal that was reached out. */
import type { SeedingGoals } from '../api/seeding-goals.js';
import type { Settings } from '../api/settings.js';
import type { Torrent } from '../torrent/torrent.js';

export type ReachedGoal = 'ratio' | 'time' | 'idle';

export interface SeedingFacts {
  /** Payload bytes sent, over all runs. */
  readonly uploadedBytes: number;
  /** Payload bytes of what was wanted. */
  readonly sizeBytes: number;
  readonly seedingSeconds: number;
  readonly idleSeconds: number;
}

/** The goals of the settings, for torrents without their own. */
export function commonGoals(settings: Settings): SeedingGoals {
  const { goalAction, goalIdleMinutes, goalRatio, goalSeedMinutes } = settings;
  return { ratio: goalRatio, seedMinutes: goalSeedMinutes, idleMinutes: goalIdleMinutes, action: goalAction };
}

/** Goals that ask for nothing. */
export const NO_GOALS: SeedingGoals = { ratio: null, seedMinutes: null, idleMinutes: null, action: 'pause' };

/** The first goal that is reached, or null. */
export function reachedGoal(facts: SeedingFacts, goals: SeedingGoals): ReachedGoal | null {
  if (goals.ratio !== null && facts.uploadedBytes >= goals.ratio * facts.sizeBytes) return 'ratio';
  if (goals.seedMinutes !== null && facts.seedingSeconds >= goals.seedMinutes * 60) return 'time';
  if (goals.idleMinutes !== null && facts.idleSeconds >= goals.idleMinutes * 60) return 'idle';
  return null;
}

export function seedingFacts({ content, standing, traffic }: Torrent, nowMs: number): SeedingFacts {
  return {
    uploadedBytes: traffic.uploadedBytes,
    // who seeds for others' sake wants no file itself
    sizeBytes: content === null ? 0 : content.wanted.totalBytes || content.geometry.totalSize,
    seedingSeconds: standing.seeding.seconds(nowMs),
    idleSeconds: standing.idleMs(nowMs) / 1000,
  };
}
