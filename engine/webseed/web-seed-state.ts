/** Where one web seed stands. Edges: see `transition`; everything may become `banned`, and nothing leaves it. */
import { assertNever } from '../base/assert.js';

export type WebSeedState =
  /** Nothing is asked of it. */
  | { readonly kind: 'idle' }
  /** One or two runs are under way. */
  | { readonly kind: 'fetching' }
  /** Left alone until then. */
  | { readonly kind: 'resting'; readonly untilMs: number; readonly why: string }
  /** It has nothing for us. */
  | { readonly kind: 'given-up'; readonly why: string }
  /** It sent damaged data. */
  | { readonly kind: 'banned'; readonly why: string };

export type WebSeedEvent =
  | { readonly kind: 'fetch' }
  /** All that was asked for has come, or is not wanted any more. */
  | { readonly kind: 'done' }
  | { readonly kind: 'rest'; readonly untilMs: number; readonly why: string }
  | { readonly kind: 'wake'; readonly nowMs: number }
  | { readonly kind: 'give-up'; readonly why: string }
  | { readonly kind: 'ban'; readonly why: string };

/** What does not fit leaves the state as it is. */
export function transition(state: WebSeedState, event: WebSeedEvent): WebSeedState {
  if (state.kind === 'banned') return state;
  switch (event.kind) {
    case 'fetch':
      return state.kind === 'idle' ? { kind: 'fetching' } : state;
    case 'done':
      return state.kind === 'fetching' ? { kind: 'idle' } : state;
    case 'rest':
      return state.kind === 'given-up' ? state : { kind: 'resting', untilMs: event.untilMs, why: event.why };
    case 'wake':
      return state.kind === 'resting' && event.nowMs >= state.untilMs ? { kind: 'idle' } : state;
    case 'give-up':
      return { kind: 'given-up', why: event.why };
    case 'ban':
      return { kind: 'banned', why: event.why };
    default:
      return assertNever(event);
  }
}
