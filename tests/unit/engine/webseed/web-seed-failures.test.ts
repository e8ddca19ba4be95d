/** A web seed whose server is slow, silent, gone or wrong: when it rests, gives its blocks back, or is given up. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { HttpBodySink } from '../../../../engine/base/ports.js';
import { RUN_LIMIT_MS, SILENCE_MS } from '../../../../engine/webseed/range-lane.js';
import { B, WebSeedStage, type Wire } from './web-seed-stage.js';

let stage: WebSeedStage;
let events: readonly string[];
let wire: Wire;

beforeEach(() => {
  stage = new WebSeedStage();
  ({ events, wire } = stage);
});

describe('A web seed that fails', () => {
  test.each([
    ['too little', (sink: HttpBodySink) => sink.onEnd(null), 'it sent too little'],
    ['a break', (sink: HttpBodySink) => sink.onEnd('ECONNRESET'), 'the connection failed (ECONNRESET)'],
    ['too much', (sink: HttpBodySink) => sink.onBytes(new Uint8Array(B)), 'it sends more than asked for'],
  ])('rests after %s, and gives the blocks back', (what, end, why) => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0, 0, 1);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(what === 'too much' ? 2 * B - 5 : B + 5));
    end(wire.last.sink);
    expect(seed.state).toEqual({ kind: 'resting', untilMs: stage.nowMs + 5_000, why });
    expect(stage.givenBack).toEqual(what === 'too much' ? [] : ['back 0 1 begun']);
    stage.nowMs += 4_999;
    seed.tick(stage.nowMs);
    expect(seed.state.kind).toBe('resting');
    stage.nowMs += 1;
    seed.tick(stage.nowMs);
    expect(seed.state.kind).toBe('idle');
  });

  test('rests twice as long after each failure, and forgets them once a range came whole', () => {
    const seed = stage.seedOf([4 * B]);
    const restMs = () => (seed.state.kind === 'resting' ? seed.state.untilMs - stage.nowMs : 0);
    const fail = () => {
      stage.fetch(seed, 0, 0);
      wire.head(500);
      const ms = restMs();
      stage.nowMs += ms;
      seed.tick(stage.nowMs);
      return ms;
    };
    expect([fail(), fail(), fail()]).toEqual([5_000, 10_000, 20_000]);
    stage.fetch(seed, 0, 0);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(B));
    wire.last.sink.onEnd(null);
    expect(fail()).toBe(5_000);
  });

  test('grants what the server asks for', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0);
    expect(wire.head(503, { 'retry-after': '100' })).toBe(false);
    expect(seed.state).toMatchObject({ kind: 'resting', untilMs: stage.nowMs + 100_000 });
    expect(events).toEqual(['back 0 0 asked']);
  });

  test('gives its blocks back when no answer comes, or none goes on', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0);
    seed.tick(stage.nowMs + SILENCE_MS);
    expect(events).toEqual([]);
    seed.tick(stage.nowMs + SILENCE_MS + 1);
    expect(events).toEqual(['back 0 0 asked']);
    expect(wire.last.cancelled).toBe(true);
    stage.nowMs += 100_000;
    seed.tick(stage.nowMs);
    stage.fetch(seed, 0, 1);
    wire.part(4 * B);
    stage.nowMs += SILENCE_MS;
    wire.last.sink.onBytes(new Uint8Array(10));
    seed.tick(stage.nowMs + SILENCE_MS);
    expect(seed.state.kind).toBe('fetching');
    seed.tick(stage.nowMs + SILENCE_MS + 1);
    expect(seed.state.kind).toBe('resting');
    expect(events.at(-1)).toBe('back 0 1 begun');
  });

  test.each([
    ['is not blamed', B + 1, 'idle'],
    ['rests', B - 1, 'resting'],
  ])('that drips lets go of its blocks in time, and %s after %i bytes', (_what, bytes, state) => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0, 0, 1);
    wire.part(4 * B);
    const started = stage.nowMs;
    wire.last.sink.onBytes(new Uint8Array(bytes));
    while (stage.nowMs <= started + RUN_LIMIT_MS) {
      expect(seed.state.kind).toBe('fetching');
      stage.nowMs += 10_000;
      if (stage.nowMs < started + RUN_LIMIT_MS) wire.last.sink.onBytes(new Uint8Array(0));
      seed.tick(stage.nowMs);
    }
    expect(seed.state.kind).toBe(state);
  });

  test('loses the pieces of a file that it does not have, and is given up with the last one', () => {
    const seed = stage.seedOf([2 * B, 2 * B, B]);
    stage.fetch(seed, 0, 0);
    wire.head(404);
    expect([seed.state.kind, seed.has.has(0), seed.has.has(1), seed.has.has(2)]).toEqual(['idle', false, true, true]);
    stage.fetch(seed, 1, 0);
    wire.head(206, { 'content-range': `bytes 0-${B - 1}/999999` }); // another file under the same name
    stage.fetch(seed, 2, 0);
    wire.head(410);
    expect(seed.state.kind).toBe('given-up');
    expect(events.filter((event) => event === 'pieces')).toHaveLength(3);
    expect(seed.isUsable).toBe(false);
  });

  test('is given up when none of many files is there', () => {
    const seed = stage.seedOf(Array.from({ length: 40 }, () => 2 * B));
    for (let piece = 0; seed.state.kind === 'idle'; piece++) {
      stage.fetch(seed, piece, 0);
      wire.head(404);
    }
    expect([seed.state.kind, wire.asked.length]).toEqual(['given-up', 16]);
  });
});

describe('A web seed that answers wrongly', () => {
  test.each([
    ['206 without a range', 206, {}, 'it does not say which part of the file it sends'],
    ['another range', 206, { 'content-range': `bytes 1-${2 * B}/${4 * B}` }, 'it sends another part of the file than asked for'],
    ['a shorter range', 206, { 'content-range': `bytes 0-${B - 1}/${4 * B}` }, 'it sends another part of the file than asked for'],
    [
      'another length than its range',
      206,
      { 'content-range': `bytes 0-${2 * B - 1}/${4 * B}`, 'content-length': '7' },
      'it sends another length than it says',
    ],
    ['compressed data', 200, { 'content-encoding': 'gzip' }, 'it sends compressed data, which was not asked for'],
    ['a server error', 500, {}, 'it answered with HTTP status 500'],
    ['a page for people', 200, { 'content-length': '512' }, null],
  ])('with %s is not listened to', (_what, status, headers, why) => {
    const seed = stage.seedOf([4 * B, 4 * B]);
    stage.fetch(seed, 0, 0, 0, 1);
    expect(wire.head(status, headers)).toBe(false);
    expect(events.filter((event) => event.startsWith('begin'))).toEqual([]);
    expect(stage.givenBack).toEqual(['back 0 0 asked', 'back 0 1 asked']);
    if (why !== null) expect(seed.state).toMatchObject({ kind: 'resting', why });
    else expect([seed.state.kind, seed.has.has(0), seed.has.has(2)]).toEqual(['idle', false, true]);
  });

  test('takes no byte of what follows a range, where that is too much', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(2 * B));
    expect(events.filter((event) => event.startsWith('begin'))).toEqual(['begin 0 0']);
    expect(seed.state).toMatchObject({ kind: 'resting', why: 'it sends more than asked for' });
    expect(wire.last.cancelled).toBe(true);
  });
});
