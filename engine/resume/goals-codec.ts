/** A torrent's own seeding goals inside its resume record. The ratio is kept in thousandths: bencode has whole numbers only. */
import type { GoalAction, SeedingGoals } from '../api/seeding-goals.js';
import type { BencodeInput } from '../bencode/encode.js';
import type { FieldReader } from './field-reader.js';

const ACTIONS: readonly GoalAction[] = ['pause', 'remove'];

export function encodeGoals(goals: SeedingGoals): Record<string, BencodeInput | undefined> {
  return {
    action: goals.action,
    ratio: goals.ratio === null ? undefined : Math.max(0, Math.round(goals.ratio * 1000)),
    seedMinutes: goals.seedMinutes === null ? undefined : Math.max(0, Math.round(goals.seedMinutes)),
    idleMinutes: goals.idleMinutes === null ? undefined : Math.max(0, Math.round(goals.idleMinutes)),
  };
}

export function decodeGoals(from: FieldReader): SeedingGoals {
  return {
    action: from.oneOf('action', ACTIONS),
    ratio: from.optional('ratio', () => from.integer('ratio', 0) / 1000),
    seedMinutes: from.integerOrNull('seedMinutes', 0),
    idleMinutes: from.integerOrNull('idleMinutes', 0),
  };
}
