/** Looks every few seconds who among the seeding torrents has reached a goal, and sees to it that it stops. */
import type { GoalAction, SeedingGoals } from '../api/seeding-goals.js';
import type { Settings } from '../api/settings.js';
import type { Torrent } from '../torrent/torrent.js';
import { commonGoals, NO_GOALS, type ReachedGoal, reachedGoal, seedingFacts } from './seeding-goals.js';

const EVERY_MS = 5000;
const WORDS: Readonly<Record<ReachedGoal, string>> = {
  ratio: 'The seeding goal is reached: its share ratio.',
  time: 'The seeding goal is reached: its seeding time.',
  idle: 'The seeding goal is reached: nobody took anything for a while.',
};

export interface GoalHost {
  settings(): Settings;
  /** The goals in force for a torrent that has its own or its label's; null: those of the settings. */
  goalsOf(torrent: Torrent): SeedingGoals | null;
  /** Some label has goals. */
  labelsHaveGoals(): boolean;
  /** It has reached a goal. */
  finish(torrent: Torrent, action: GoalAction): void;
}

export class GoalWatch {
  private nextAt = 0;
  /** Own goals are in force somewhere. */
  private own = true;

  constructor(private readonly host: GoalHost) {}

  /** Goals of a torrent have changed. */
  changed(): void {
    this.own = true;
    this.nextAt = 0;
  }

  run(torrents: Iterable<Torrent>, nowMs: number): void {
    if (nowMs < this.nextAt) return;
    this.nextAt = nowMs + EVERY_MS;
    const common = commonGoals(this.host.settings());
    if (!this.own && asksNothing(common) && !this.host.labelsHaveGoals()) return;
    this.own = false;
    for (const torrent of [...torrents]) {
      this.own ||= torrent.standing.goals !== null;
      const reached = this.reached(torrent, common, nowMs);
      if (reached === null) continue;
      torrent.log('info', WORDS[reached]);
      torrent.standing.goalReached = reached;
      this.host.finish(torrent, (this.host.goalsOf(torrent) ?? common).action);
    }
  }

  /** A person lets it run although it has reached its goal: from now on it has none. */
  onResume(torrent: Torrent, nowMs: number): void {
    const goals = this.host.goalsOf(torrent) ?? commonGoals(this.host.settings());
    torrent.standing.goalReached = null;
    if (torrent.content?.isComplete && reachedGoal({ ...seedingFacts(torrent, nowMs), idleSeconds: 0 }, goals) !== null)
      torrent.standing.goals = NO_GOALS;
  }

  private reached(torrent: Torrent, common: SeedingGoals, nowMs: number): ReachedGoal | null {
    if (!torrent.standing.seeding.isRunning) return null;
    return reachedGoal(seedingFacts(torrent, nowMs), this.host.goalsOf(torrent) ?? common);
  }
}

const asksNothing = ({ idleMinutes, ratio, seedMinutes }: SeedingGoals): boolean =>
  ratio === null && seedMinutes === null && idleMinutes === null;
