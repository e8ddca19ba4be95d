/**
 * What labels carry, put upon the torrents that have them: limits and seeding goals where a torrent has none of its own,
 * and the folder of new ones. Invariant: every label that a torrent has is among the settings.
 */
import { type Label, plainLabel } from '../api/labels.js';
import type { SeedingGoals } from '../api/seeding-goals.js';
import type { Torrent } from '../torrent/torrent.js';

/** The label of a name, whatever its case. */
export function findLabel(labels: readonly Label[], name: string): Label | undefined {
  const key = name.toLowerCase();
  return labels.find((label) => label.name.toLowerCase() === key);
}

export class LabelPolicies {
  constructor(private readonly labels: () => readonly Label[]) {}

  of(torrent: Torrent): Label | undefined {
    const { label } = torrent.standing;
    return label === null ? undefined : findLabel(this.labels(), label);
  }

  /** Makes the limits in force those of the torrent, or else of its label. */
  apply(torrent: Torrent): void {
    const label = this.of(torrent);
    torrent.traffic.setLabelLimits(label?.maxDownBps ?? null, label?.maxUpBps ?? null);
  }

  /** The goals in force; null: those of the settings. */
  goalsOf(torrent: Torrent): SeedingGoals | null {
    return torrent.standing.goals ?? this.of(torrent)?.goals ?? null;
  }

  /** Where a new torrent goes that was given no folder. */
  folderOf(name: string | null): string | null {
    return name === null ? null : (findLabel(this.labels(), name)?.savePath ?? null);
  }

  /** Whether any label asks torrents to stop seeding. */
  get haveGoals(): boolean {
    return this.labels().some(({ goals }) => goals !== null);
  }
}

/** The labels with one more, if it is new; what it carries is nothing yet. */
export function withLabel(labels: readonly Label[], name: string): readonly Label[] {
  return findLabel(labels, name) === undefined ? [...labels, plainLabel(name)] : labels;
}
