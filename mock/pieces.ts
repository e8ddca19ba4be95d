/** Seeded numbers, and pieces clustered as in a real download. Pure. */

/** A small seeded generator of numbers in 0..1. */
export function seeded(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

export interface MockPieces {
  readonly state: Uint8Array;
  readonly availability: Uint8Array;
}

/** Pieces clustered as in a real rarest-first download: held ones in runs, a few filling, some that nobody has. */
export function makePieces(seed: number, count: number, percent: number): MockPieces {
  const random = seeded(seed * 977 + 11);
  const state = new Uint8Array(count);
  const availability = new Uint8Array(count);
  const octaves = [wave(random, 5, 0.8), wave(random, 23, 1), wave(random, 90, 0.7)];
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i++) scores[i] = octaves.reduce((sum, octave) => sum + octave(i / count), -1.25) + (random() - 0.5) * 0.75;
  const ranking = Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const have = Math.round((count * percent) / 100);
  const partly = percent > 0 && percent < 100;
  ranking.forEach((i, rank) => {
    state[i] = rank < have ? 15 : partly && rank < have + Math.min(14, count * 0.02) ? 1 + Math.floor(random() * 13) : 0;
    availability[i] = Math.max(1, Math.round(8 + (scores[i] ?? 0) * 9 + random() * 3));
  });
  if (partly) {
    for (let i = Math.floor(count * 0.55), left = 5; i < count && left > 0; i++) {
      if (state[i] !== 0) continue;
      availability[i] = 0;
      left--;
    }
  }
  return { state, availability };
}

function wave(random: () => number, knots: number, weight: number): (x: number) => number {
  const values = Array.from({ length: knots + 2 }, () => random());
  return (x) => {
    const p = x * knots;
    const i = Math.floor(p);
    const f = p - i;
    const a = values[i] ?? 0;
    return weight * (a + ((values[i + 1] ?? 0) - a) * f * f * (3 - 2 * f));
  };
}

/** Share held of each of `buckets` spans, 0..255. */
export function bucketsOf(state: Uint8Array, buckets: number): Uint8Array {
  const out = new Uint8Array(buckets);
  for (let k = 0; k < buckets; k++) {
    const from = Math.floor((k * state.length) / buckets);
    const to = Math.max(from + 1, Math.floor(((k + 1) * state.length) / buckets));
    let sum = 0;
    for (let i = from; i < to; i++) sum += state[i] ?? 0;
    out[k] = Math.round((sum / (15 * (to - from))) * 255);
  }
  return out;
}

/** 1 where a span holds a missing piece that nobody has. */
export function nobodyOf(pieces: MockPieces, buckets: number): Uint8Array {
  const out = new Uint8Array(buckets);
  for (let i = 0; i < pieces.state.length; i++) {
    if ((pieces.state[i] ?? 0) < 15 && pieces.availability[i] === 0) out[Math.floor((i * buckets) / pieces.state.length)] = 1;
  }
  return out;
}
