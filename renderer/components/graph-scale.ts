/** Axes of the speed graph: windows with grids that divide evenly, and a calm y axis in 1-2-5 steps. Pure. */

export interface GraphWindow {
  readonly id: '1m' | '10m' | '1h' | '24h';
  readonly seconds: number;
  readonly sampleMs: number;
  readonly gridSeconds: number;
}

/** The windows of the graph. Only the first has samples so far. */
export const GRAPH_WINDOWS: readonly GraphWindow[] = [
  { id: '1m', seconds: 60, sampleMs: 250, gridSeconds: 10 },
  { id: '10m', seconds: 600, sampleMs: 1000, gridSeconds: 60 },
  { id: '1h', seconds: 3600, sampleMs: 5000, gridSeconds: 600 },
  { id: '24h', seconds: 86_400, sampleMs: 60_000, gridSeconds: 14_400 },
];

const LEAST_STEP = 1000;

/** The step between y lines so that `max` lies below two and a half of them: 1, 2 or 5 times a power of ten. */
export function niceStep(max: number): number {
  const need = Math.max(LEAST_STEP, max / 2.4);
  const power = 10 ** Math.floor(Math.log10(need));
  for (const factor of [1, 2, 5, 10]) if (factor * power >= need) return factor * power;
  return 10 * power;
}

/** The step to use now: it grows at once and shrinks only when the curve has become far lower, so the axis does not jitter. */
export function calmStep(max: number, previous: number | null): number {
  const wanted = niceStep(max);
  if (previous === null || wanted >= previous) return wanted;
  return niceStep(max * 1.6) < previous ? wanted : previous;
}
