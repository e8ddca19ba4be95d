/**
 * The life of a torrent, as one union and one transition function.
 *
 *   metadata --metadata--> opening | held           held --accept--> opening
 *   opening --opened--> running | paused            opening --must-check--> checking
 *   checking --checked--> running | paused          running --pause--> paused --resume--> running
 *   metadata --pause--> paused-metadata --resume--> metadata     paused-metadata --metadata--> opening | held
 *   any --fail--> failed --resume--> opening        running|paused|failed --recheck--> checking
 *   any --stop--> stopped
 */
import type { ErrorView } from '../api/errors.js';
import { assertNever } from '../base/assert.js';

/** What the person wants once the present work is done. */
export type Intent = 'run' | 'pause';

export type TorrentState =
  | { readonly kind: 'metadata'; readonly hold: boolean }
  | { readonly kind: 'paused-metadata'; readonly hold: boolean }
  | { readonly kind: 'held' }
  | { readonly kind: 'opening'; readonly intent: Intent }
  | { readonly kind: 'checking'; readonly intent: Intent; readonly done: number; readonly total: number }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly error: ErrorView }
  | { readonly kind: 'stopped' };

export type TorrentStateEvent =
  | { readonly kind: 'metadata' }
  | { readonly kind: 'accept'; readonly intent: Intent }
  | { readonly kind: 'opened' }
  | { readonly kind: 'must-check'; readonly total: number }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'checked' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'recheck'; readonly total: number }
  | { readonly kind: 'fail'; readonly error: ErrorView }
  | { readonly kind: 'stop' };

/** The next state; events that mean nothing in a state leave it as it is. */
export function transition(state: TorrentState, event: TorrentStateEvent): TorrentState {
  if (state.kind === 'stopped') return state;
  switch (event.kind) {
    case 'metadata':
      if (state.kind === 'metadata') return state.hold ? { kind: 'held' } : { kind: 'opening', intent: 'run' };
      if (state.kind === 'paused-metadata') return state.hold ? { kind: 'held' } : { kind: 'opening', intent: 'pause' };
      return state;
    case 'accept':
      return state.kind === 'held' ? { kind: 'opening', intent: event.intent } : state;
    case 'opened':
      return state.kind === 'opening' ? settled(state.intent) : state;
    case 'must-check':
      return state.kind === 'opening' ? { kind: 'checking', intent: state.intent, done: 0, total: event.total } : state;
    case 'progress':
      return state.kind === 'checking' ? { ...state, done: event.done } : state;
    case 'checked':
      return state.kind === 'checking' ? settled(state.intent) : state;
    case 'pause':
      return paused(state);
    case 'resume':
      return resumed(state);
    case 'recheck':
      return rechecked(state, event.total);
    case 'fail':
      return { kind: 'failed', error: event.error };
    case 'stop':
      return { kind: 'stopped' };
    default:
      return assertNever(event);
  }
}

const settled = (intent: Intent): TorrentState => ({ kind: intent === 'run' ? 'running' : 'paused' });

/** A failed torrent stays failed: only opening it anew finds out whether its data can be trusted. */
function paused(state: TorrentState): TorrentState {
  if (state.kind === 'running') return { kind: 'paused' };
  if (state.kind === 'metadata') return { kind: 'paused-metadata', hold: state.hold };
  if (state.kind === 'opening' || state.kind === 'checking') return { ...state, intent: 'pause' };
  return state;
}

function resumed(state: TorrentState): TorrentState {
  if (state.kind === 'paused') return { kind: 'running' };
  if (state.kind === 'paused-metadata') return { kind: 'metadata', hold: state.hold };
  if (state.kind === 'failed') return { kind: 'opening', intent: 'run' };
  if (state.kind === 'opening' || state.kind === 'checking') return { ...state, intent: 'run' };
  return state;
}

function rechecked(state: TorrentState, total: number): TorrentState {
  if (state.kind === 'running') return { kind: 'checking', intent: 'run', done: 0, total };
  if (state.kind === 'paused' || state.kind === 'failed') return { kind: 'checking', intent: 'pause', done: 0, total };
  return state;
}

/** Peers are wanted: we are in touch with the swarm. */
export const isActive = (state: TorrentState): boolean => state.kind === 'running' || state.kind === 'metadata';
