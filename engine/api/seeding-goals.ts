/** When a torrent has given enough. The settings hold the goals of all; a torrent can have its own. */

/** What becomes of a torrent that reached a goal: it stays in the list, paused, or leaves it (its files stay). */
export type GoalAction = 'pause' | 'remove';

/** One torrent's own goals, which replace those of the settings as a whole. null = no such goal. */
export interface SeedingGoals {
  /** Payload bytes sent for each byte of the torrent. */
  readonly ratio: number | null;
  /** Minutes spent seeding, over all runs. */
  readonly seedMinutes: number | null;
  /** Minutes of seeding in which nobody took anything. */
  readonly idleMinutes: number | null;
  readonly action: GoalAction;
}
