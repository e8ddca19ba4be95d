/** A part of the benchmark that `--only` can choose. */
import type { Finding } from './figures.js';
import type { Stage } from './stage.js';

export interface BarGroup {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly { readonly label: string; readonly min: number; readonly median: number; readonly max: number }[];
}

export interface LineChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[];
}

export interface SectionResult {
  readonly findings: readonly Finding[];
  readonly bars?: readonly BarGroup[];
  readonly lines?: readonly LineChart[];
}

export interface BenchContext {
  readonly stage: Stage;
  readonly rounds: number;
  /** Parts of names that `--case` chose; empty: every case. */
  readonly cases: readonly string[];
  say(text: string): void;
}

/** Whether a case of a section is to be run. */
export const isChosen = ({ cases }: Pick<BenchContext, 'cases'>, name: string): boolean =>
  cases.length === 0 || cases.some((part) => name.includes(part));

export interface Section {
  readonly name: string;
  readonly about: string;
  run(context: BenchContext): Promise<SectionResult>;
}
