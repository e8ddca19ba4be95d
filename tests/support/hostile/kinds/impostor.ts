import type { Manners } from '../hostile-line.js';

/** Goes by the peer id of another, was here first, and gives nothing. */
export const impostor: Manners = { kind: 'the peer id of another', onRequest: () => undefined };
