import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isActive, type TorrentState, type TorrentStateEvent, transition } from '../../../../engine/torrent/torrent-state.js';

const ERROR = { code: 'disk-full' as const, message: 'full', facts: {} };

/** States and events in one word each: `checking+run`, `recheck`. */
const STATES: Readonly<Record<string, TorrentState>> = {
  metadata: { kind: 'metadata', hold: false },
  'metadata+hold': { kind: 'metadata', hold: true },
  'paused-metadata': { kind: 'paused-metadata', hold: false },
  'paused-metadata+hold': { kind: 'paused-metadata', hold: true },
  held: { kind: 'held' },
  'opening+run': { kind: 'opening', intent: 'run' },
  'opening+pause': { kind: 'opening', intent: 'pause' },
  'checking+run': { kind: 'checking', intent: 'run', done: 3, total: 9 },
  'checking+pause': { kind: 'checking', intent: 'pause', done: 3, total: 9 },
  'check-queued+run': { kind: 'check-queued', intent: 'run', total: 9 },
  'check-queued+pause': { kind: 'check-queued', intent: 'pause', total: 9 },
  running: { kind: 'running' },
  queued: { kind: 'queued' },
  paused: { kind: 'paused' },
  failed: { kind: 'failed', error: ERROR },
  stopped: { kind: 'stopped' },
};
const EVENTS: Readonly<Record<string, TorrentStateEvent>> = {
  metadata: { kind: 'metadata' },
  'accept+run': { kind: 'accept', intent: 'run' },
  'accept+pause': { kind: 'accept', intent: 'pause' },
  opened: { kind: 'opened' },
  'opened+wait': { kind: 'opened', wait: true },
  'must-check': { kind: 'must-check', total: 9 },
  'must-check+wait': { kind: 'must-check', total: 9, wait: true },
  progress: { kind: 'progress', done: 5 },
  checked: { kind: 'checked' },
  'checked+wait': { kind: 'checked', wait: true },
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  'resume+wait': { kind: 'resume', wait: true },
  recheck: { kind: 'recheck', total: 9 },
  'recheck+wait': { kind: 'recheck', total: 9, wait: true },
  turn: { kind: 'turn' },
  wait: { kind: 'wait' },
  fail: { kind: 'fail', error: ERROR },
  stop: { kind: 'stop' },
};

function nameOf(state: TorrentState): string {
  if ('hold' in state) return state.hold ? `${state.kind}+hold` : state.kind;
  return 'intent' in state ? `${state.kind}+${state.intent}` : state.kind;
}

/** Every edge; `fail` and `stop` lead from everywhere. What is not here leaves the state as it is. */
const EDGES = `
  metadata             metadata      opening+run
  metadata+hold        metadata      held
  paused-metadata      metadata      opening+pause
  paused-metadata+hold metadata      held
  metadata             pause         paused-metadata
  metadata+hold        pause         paused-metadata+hold
  paused-metadata      resume        metadata
  paused-metadata+hold resume        metadata+hold
  held                 accept+run    opening+run
  held                 accept+pause  opening+pause
  opening+run          opened        running
  opening+pause        opened        paused
  opening+run          must-check    checking+run
  opening+pause        must-check    checking+pause
  opening+run          pause         opening+pause
  opening+pause        resume        opening+run
  checking+run         checked       running
  checking+pause       checked       paused
  checking+run         pause         checking+pause
  checking+pause       resume        checking+run
  running              pause         paused
  paused               resume        running
  running              recheck       checking+run
  paused               recheck       checking+pause
  failed               recheck       checking+pause
  failed               resume        opening+run
  failed               resume+wait   opening+run
  opening+run          opened+wait   queued
  opening+pause        opened+wait   paused
  opening+run          must-check+wait check-queued+run
  opening+pause        must-check+wait check-queued+pause
  checking+run         checked+wait  queued
  checking+pause       checked+wait  paused
  running              wait          queued
  queued               turn          running
  queued               resume        running
  queued               pause         paused
  queued               recheck       checking+run
  queued               recheck+wait  check-queued+run
  running              recheck+wait  check-queued+run
  paused               recheck+wait  check-queued+pause
  failed               recheck+wait  check-queued+pause
  paused               resume+wait   queued
  paused-metadata      resume+wait   metadata
  paused-metadata+hold resume+wait   metadata+hold
  opening+pause        resume+wait   opening+run
  checking+pause       resume+wait   checking+run
  check-queued+run     turn          checking+run
  check-queued+pause   turn          checking+pause
  check-queued+run     pause         check-queued+pause
  check-queued+pause   resume        check-queued+run
  check-queued+pause   resume+wait   check-queued+run
`;
const TABLE = new Map(
  EDGES.trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/))
    .map(([from, event, to]) => [`${from} ${event}`, to]),
);
const cases = Object.keys(STATES).flatMap((state) => Object.keys(EVENTS).map((event) => [state, event] as const));

describe('the life of a torrent', () => {
  test.each(cases)('%s, then %s', (state, event) => {
    const next = transition(STATES[state] as TorrentState, EVENTS[event] as TorrentStateEvent);
    const everywhere = state === 'stopped' ? 'stopped' : event === 'fail' ? 'failed' : event === 'stop' ? 'stopped' : undefined;
    expect(nameOf(next)).toBe(everywhere ?? TABLE.get(`${state} ${event}`) ?? state);
  });

  test('counts progress of a check only', () => {
    const checking = STATES['checking+run'] as TorrentState;
    expect(transition(checking, { kind: 'progress', done: 5 })).toEqual({ ...checking, done: 5 });
    expect(transition({ kind: 'running' }, { kind: 'progress', done: 5 })).toEqual({ kind: 'running' });
  });

  test('a check starts from nothing, with the whole ahead', () => {
    expect(transition({ kind: 'running' }, { kind: 'recheck', total: 7 })).toEqual({ kind: 'checking', intent: 'run', done: 0, total: 7 });
  });

  test('an event that means nothing gives the very same state: nobody is told of a change', () => {
    const running: TorrentState = { kind: 'running' };
    for (const event of ['metadata', 'opened', 'checked', 'resume', 'accept+run'])
      expect(transition(running, EVENTS[event] as TorrentStateEvent)).toBe(running);
  });

  test('runs data only after it was opened or checked, whatever comes in whatever order', () => {
    const events = fc.array(fc.constantFrom(...Object.values(EVENTS)), { maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(fc.constantFrom('metadata', 'metadata+hold', 'opening+run', 'opening+pause', 'held'), events, (start, list) => {
        let state = STATES[start] as TorrentState;
        let proved = false;
        for (const event of list) {
          const next = transition(state, event);
          if (next.kind === 'failed' || next.kind === 'opening' || next.kind === 'checking' || next.kind === 'check-queued') proved = false;
          if ((state.kind === 'opening' && event.kind === 'opened') || (state.kind === 'checking' && event.kind === 'checked'))
            proved = true;
          expect(Object.keys(STATES)).toContain(nameOf(next));
          if (next.kind === 'running' || next.kind === 'queued' || next.kind === 'paused')
            expect(proved, `${nameOf(state)} ${event.kind}`).toBe(true);
          expect(isActive(next)).toBe(next.kind === 'running' || next.kind === 'metadata');
          if (state.kind === 'stopped') expect(next).toBe(state);
          state = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
