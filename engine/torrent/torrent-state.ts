/**
 * The life of a torrent, as one union and one transition function.
 *
 *   metadata --metadata--> opening | held           held --accept--> opening
 *   opening --opened--> running | paused            opening --must-check--> checking
 *   checking --checked--> running | paused          running --pause--> paused --resume--> running
 *   metadata --pause--> paused-metadata --resume--> metadata     paused-metadata --metadata--> opening | held
 *   any --fail--> failed --resume--> opening        running|queued|paused|failed --recheck--> checking
 *   any --stop--> stopped
 *
 * Where it would run or check but others come first (`wait`), it is `queued` or `check-queued` instead until its turn:
 *   queued --turn--> running --wait--> queued --pause--> paused       check-queued --turn--> checking
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
  | { readonly kind: 'check-queued'; readonly intent: Intent; readonly total: number }
  | { readonly kind: 'running' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly error: ErrorView }
  | { readonly kind: 'stopped' };

export type TorrentStateEvent =
  | { readonly kind: 'metadata' }
  | { readonly kind: 'accept'; readonly intent: Intent }
  | { readonly kind: 'opened'; readonly wait?: boolean }
  | { readonly kind: 'must-check'; readonly total: number; readonly wait?: boolean }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'checked'; readonly wait?: boolean }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume'; readonly wait?: boolean }
  | { readonly kind: 'recheck'; readonly total: number; readonly wait?: boolean }
  | { readonly kind: 'turn' }
  | { readonly kind: 'wait' }
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
      return state.kind === 'opening' ? settled(state.intent, event.wait) : state;
    case 'must-check':
      return state.kind === 'opening' ? toCheck(state.intent, event) : state;
    case 'progress':
      return state.kind === 'checking' ? { ...state, done: event.done } : state;
    case 'checked':
      return state.kind === 'checking' ? settled(state.intent, event.wait) : state;
    case 'pause':
      return paused(state);
    case 'resume':
      return resumed(state, event.wait);
    case 'recheck':
      return rechecked(state, event);
    case 'turn':
      return itsTurn(state);
    case 'wait':
      return state.kind === 'running' ? { kind: 'queued' } : state;
    case 'fail':
      return { kind: 'failed', error: event.error };
    case 'stop':
      return { kind: 'stopped' };
    default:
      return assertNever(event);
  }
}

function settled(intent: Intent, wait = false): TorrentState {
  if (intent === 'pause') return { kind: 'paused' };
  return { kind: wait ? 'queued' : 'running' };
}

const toCheck = (intent: Intent, { total, wait = false }: { readonly total: number; readonly wait?: boolean }): TorrentState =>
  wait ? { kind: 'check-queued', intent, total } : { kind: 'checking', intent, done: 0, total };

function itsTurn(state: TorrentState): TorrentState {
  if (state.kind === 'queued') return { kind: 'running' };
  if (state.kind === 'check-queued') return { kind: 'checking', intent: state.intent, done: 0, total: state.total };
  return state;
}

/** A failed torrent stays failed: only opening it anew finds out whether its data can be trusted. */
function paused(state: TorrentState): TorrentState {
  if (state.kind === 'running' || state.kind === 'queued') return { kind: 'paused' };
  if (state.kind === 'metadata') return { kind: 'paused-metadata', hold: state.hold };
  if (isBusy(state)) return { ...state, intent: 'pause' };
  return state;
}

function resumed(state: TorrentState, wait = false): TorrentState {
  if (state.kind === 'paused' || state.kind === 'queued') return wait ? asQueued(state) : { kind: 'running' };
  if (state.kind === 'paused-metadata') return { kind: 'metadata', hold: state.hold };
  if (state.kind === 'failed') return { kind: 'opening', intent: 'run' };
  if (isBusy(state)) return { ...state, intent: 'run' };
  return state;
}

/** The same object where nothing changes. */
const asQueued = (state: TorrentState): TorrentState => (state.kind === 'queued' ? state : { kind: 'queued' });

type Busy = Extract<TorrentState, { readonly intent: Intent }>;
const isBusy = (state: TorrentState): state is Busy => 'intent' in state;

function rechecked(state: TorrentState, event: { readonly total: number; readonly wait?: boolean }): TorrentState {
  if (state.kind === 'running' || state.kind === 'queued') return toCheck('run', event);
  if (state.kind === 'paused' || state.kind === 'failed') return toCheck('pause', event);
  return state;
}

/** Its data was opened, and nothing stands against working with it. */
export const isOpen = ({ kind }: TorrentState): boolean => kind === 'running' || kind === 'queued' || kind === 'paused';

/** Peers are wanted: we are in touch with the swarm. */
export const isActive = (state: TorrentState): boolean => state.kind === 'running' || state.kind === 'metadata';

/** Changes nothing that a record holds. A seed that is found as it was left needs no new one either. */
export const isRoutine = ({ kind }: TorrentStateEvent, whole: boolean): boolean =>
  kind === 'progress' || kind === 'turn' || kind === 'wait' || (kind === 'opened' && whole);
