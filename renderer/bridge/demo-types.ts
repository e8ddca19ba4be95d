/** The few contract names the demo needs, and the one number that is not a type. */
export type * from '../../electron/contract/index.js';

/** Buckets of a row's strip, as the engine sends them. */
export const STRIP_BUCKETS = 64;
