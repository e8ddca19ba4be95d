import type { Manners } from '../hostile-line.js';

/** Whatever is asked for, the first block comes. */
export const sameBlock: Manners = { kind: 'always the same block', onRequest: (line) => line.sayBlock(0, 0, 16_384) };
