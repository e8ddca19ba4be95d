/** A web seed that is asked for the next run while one is under way. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { WebSeed } from '../../../../engine/webseed/web-seed.js';
import { B, WebSeedStage, type Wire } from './web-seed-stage.js';

let stage: WebSeedStage;
let events: readonly string[];
let wire: Wire;

beforeEach(() => {
  stage = new WebSeedStage();
  ({ events, wire } = stage);
});

describe('A web seed with a run under way', () => {
  /** Four blocks are asked for, and so many have come. */
  function midway(blocks: number): WebSeed {
    const seed = stage.seedOf([20 * B]);
    stage.fetch(seed, 0, 0, 0, 1, 1, 0, 1, 1);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(blocks * B));
    return seed;
  }
  const second = () => wire.asked[1]?.request.headers?.range;

  test('has room for the next once half of it has come, and for no third', () => {
    const seed = midway(1);
    expect([seed.hasRoom, events.includes('room')]).toEqual([false, false]);
    stage.fetch(seed, 4, 0);
    expect(wire.asked).toHaveLength(1);
    wire.last.sink.onBytes(new Uint8Array(B));
    expect([seed.hasRoom, events.filter((event) => event === 'room')]).toEqual([true, ['room']]);
    stage.fetch(seed, 4, 0, 4, 1);
    expect(second()).toBe(`bytes=${8 * B}-${10 * B - 1}`);
    expect([seed.blocksLeft, seed.hasRoom]).toEqual([4, false]);
    expect([seed.isAsked(1, 1), seed.isAsked(4, 1), seed.isAsked(0, 0), seed.isAsked(3, 0)]).toEqual([true, true, false, false]);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(B));
    stage.fetch(seed, 6, 0);
    expect(wire.asked).toHaveLength(2);
  });

  test('has no room before an answer has come, nor while reading is stopped', () => {
    const seed = stage.seedOf([20 * B]);
    stage.fetch(seed, 0, 0, 0, 1);
    expect(seed.hasRoom).toBe(false);
    wire.part(20 * B);
    stage.mayRead = false;
    wire.last.sink.onBytes(new Uint8Array(B + 1));
    expect([seed.hasRoom, events.includes('room')]).toEqual([false, false]);
  });

  test('goes on with the second when the first is done', () => {
    const seed = midway(2);
    stage.fetch(seed, 4, 0);
    wire.part(20 * B);
    const first = wire.asked[0];
    first?.sink.onBytes(new Uint8Array(2 * B));
    first?.sink.onEnd(null);
    expect([seed.state.kind, seed.blocksLeft, stage.ended]).toEqual(['fetching', 1, [[0, true]]]);
    wire.last.sink.onBytes(new Uint8Array(B));
    wire.last.sink.onEnd(null);
    expect([seed.state.kind, stage.ended.length]).toEqual(['idle', 2]);
  });

  test.each([
    ['refuses', () => wire.head(429, { 'retry-after': '60' })],
    ['breaks off', () => wire.last.sink.onEnd('ECONNRESET')],
  ])('is asked for one at a time from then on when it %s a second request, and is not left alone for it', (_how, refuse) => {
    const seed = midway(2);
    stage.fetch(seed, 4, 0);
    refuse();
    expect([seed.state.kind, seed.hasRoom, wire.asked[0]?.cancelled]).toEqual(['fetching', false, false]);
    expect(events.at(-1)).toBe('back 4 0 asked');
    const first = wire.asked[0];
    first?.sink.onBytes(new Uint8Array(2 * B));
    first?.sink.onEnd(null);
    expect([seed.state.kind, seed.hasRoom]).toEqual(['idle', true]);
    stage.fetch(seed, 4, 0, 4, 1);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(B));
    expect(seed.hasRoom).toBe(false);
  });

  test('gives back both when one of them fails', () => {
    const seed = midway(2);
    stage.fetch(seed, 4, 0);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(3));
    wire.asked[0]?.sink.onEnd('ECONNRESET');
    expect(seed.state.kind).toBe('resting');
    expect(stage.givenBack).toEqual(['back 1 0 asked', 'back 1 1 asked', 'back 4 0 begun']);
    expect(wire.last.cancelled).toBe(true);
  });

  test('that does not have the file of the second goes on with the first', () => {
    const seed = stage.seedOf([4 * B, 4 * B]);
    stage.fetch(seed, 0, 0, 0, 1);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(B + 1));
    stage.fetch(seed, 2, 0);
    wire.head(404);
    expect([seed.state.kind, seed.blocksLeft, seed.has.has(2)]).toEqual(['fetching', 1, false]);
    expect(wire.asked[0]?.cancelled).toBe(false);
  });

  test('lets go of both when it is stopped', () => {
    const seed = midway(3);
    stage.fetch(seed, 4, 0);
    seed.stop();
    expect([seed.state.kind, seed.isBusy, wire.asked.map(({ cancelled }) => cancelled)]).toEqual(['idle', false, [true, true]]);
    expect(stage.givenBack).toEqual(['back 1 1 asked', 'back 4 0 asked']);
  });
});
