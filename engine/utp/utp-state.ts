/**
 * The life of a connection (BEP 29, "connection setup").
 *   syn-sent     --answered--> connected        (we dialled, the peer answered)
 *   syn-received --confirmed--> connected       (the peer has shown that it is where it says)
 *   connected    --finish--> finishing          (our last packet is on its way, or about to be)
 *   finishing    --finished--> closed           (and it has arrived, or was sent often enough)
 *   any          --break--> closed              (a reset, silence, or our own wish)
 */
import { assertNever } from '../base/assert.js';

export type UtpState =
  | { readonly kind: 'syn-sent' }
  | { readonly kind: 'syn-received' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'finishing' }
  | { readonly kind: 'closed'; readonly why: UtpEnd };

/** Errno-like: what a TCP connection would have said. */
export type UtpEnd = 'finished' | 'ECONNREFUSED' | 'ECONNRESET' | 'ETIMEDOUT';

export type UtpStep =
  | { readonly kind: 'answered' }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'finish' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'break'; readonly why: UtpEnd };

/** The state after a step; the same state where the step means nothing. */
export function transition(state: UtpState, step: UtpStep): UtpState {
  if (state.kind === 'closed') return state;
  switch (step.kind) {
    case 'answered':
      return state.kind === 'syn-sent' ? { kind: 'connected' } : state;
    case 'confirmed':
      return state.kind === 'syn-received' ? { kind: 'connected' } : state;
    case 'finish':
      if (state.kind === 'finishing') return state;
      return state.kind === 'connected' ? { kind: 'finishing' } : { kind: 'closed', why: 'finished' };
    case 'finished':
      return { kind: 'closed', why: 'finished' };
    case 'break':
      return { kind: 'closed', why: step.why };
    default:
      return assertNever(step);
  }
}
