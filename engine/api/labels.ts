/** A label files a torrent, and can carry what shall hold for all that have it. A torrent has one label or none. */
import type { SeedingGoals } from './seeding-goals.js';

/** Colours that mean nothing else in the window. */
export type LabelColour = 'blue' | 'violet' | 'pink' | 'green' | 'brown';

export interface Label {
  /** What it is known by; no two names are equal but for case. */
  readonly name: string;
  readonly colour: LabelColour | null;
  /** Where new torrents with it go; null: where all go. */
  readonly savePath: string | null;
  /** Limits of each of its torrents that has none of its own, bytes a second. */
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  /** Seeding goals of each of its torrents that has none of its own; null: those of the settings. */
  readonly goals: SeedingGoals | null;
}

export const MAX_LABELS = 500;
export const MAX_LABEL_CHARS = 100;

/** A label that only files. */
export const plainLabel = (name: string): Label => ({
  name,
  colour: null,
  savePath: null,
  maxDownBps: null,
  maxUpBps: null,
  goals: null,
});
