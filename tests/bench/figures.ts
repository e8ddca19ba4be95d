/** Figures of several rounds, and how they compare with a target. */

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  return { min: sorted[0] ?? Number.NaN, median: median ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/** Ours over theirs, round by round: what the machine did to one round it did to both. */
export function ratios(ours: readonly number[], theirs: readonly number[]): Spread {
  return spread(ours.flatMap((value, round) => (theirs[round] === undefined ? [] : [value / theirs[round]])));
}

export type Bound = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the report. */
export interface Finding {
  readonly what: string;
  /** The figures themselves, in this unit. */
  readonly unit: string;
  readonly figures: Spread;
  /** Compared with a peer's figures of the same rounds; null when the bound is on the figure itself. */
  readonly ratio: Spread | null;
  /** null: reported, not judged. */
  readonly bound: Bound | null;
  /** Every round must meet it, not the median alone. */
  readonly everyRound?: boolean;
}

export function isMissed({ bound, everyRound = false, ratio, figures }: Finding): boolean {
  if (bound === null) return false;
  const { max, median, min } = ratio ?? figures;
  if (Number.isNaN(median)) return true;
  return 'atLeast' in bound ? (everyRound ? min : median) < bound.atLeast : (everyRound ? max : median) > bound.atMost;
}

const digits = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));
const three = ({ min, median, max }: Spread): string => `${digits(min)} / ${digits(median)} / ${digits(max)}`;

export function findingLine(finding: Finding): string {
  const { what, unit, figures, ratio, bound } = finding;
  const target = bound === null ? '' : 'atLeast' in bound ? `at least ${bound.atLeast}` : `at most ${bound.atMost}`;
  const verdict = bound === null ? '' : isMissed(finding) ? 'MISSED' : 'met';
  return [
    what.padEnd(62),
    `${three(figures)} ${unit}`.padEnd(34),
    (ratio === null ? '' : `x ${three(ratio)}`).padEnd(24),
    target.padEnd(15),
    verdict,
  ]
    .join(' ')
    .trimEnd();
}
