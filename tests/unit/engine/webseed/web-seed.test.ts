/** A web seed that does what it is asked to: one run after the other. */
import { beforeEach, describe, expect, test } from 'vitest';
import { SILENCE_MS } from '../../../../engine/webseed/range-lane.js';
import { B, WebSeedStage, type Wire } from './web-seed-stage.js';

let stage: WebSeedStage;
let events: readonly string[];
let wire: Wire;

beforeEach(() => {
  stage = new WebSeedStage();
  ({ events, wire } = stage);
});

describe('A web seed', () => {
  test('asks for one range after the other, and is idle when all of it came', () => {
    const seed = stage.seedOf([B + 10, 3 * B - 10]);
    stage.fetch(seed, 0, 0, 0, 1);
    expect([wire.last.request.url, wire.range]).toEqual(['http://seed.test/0', `bytes=0-${B + 9}`]);
    wire.part(B + 10);
    wire.last.sink.onBytes(new Uint8Array(B + 10));
    expect(wire.asked).toHaveLength(1); // the answer's end comes first: the connection is used again
    wire.last.sink.onEnd(null);
    expect([wire.last.request.url, wire.range]).toEqual(['http://seed.test/1', `bytes=0-${B - 11}`]);
    wire.part(3 * B - 10);
    wire.last.sink.onBytes(new Uint8Array(B - 10));
    wire.last.sink.onEnd(null);
    expect(seed.state.kind).toBe('idle');
    expect(events.filter((event) => !event.startsWith('bytes'))).toEqual([
      'begin 0 0',
      'finish 0 0',
      'begin 0 1',
      'room',
      'finish 0 1',
      'room',
    ]);
    expect(wire.asked.some(({ cancelled }) => cancelled)).toBe(false);
  });

  test('does not begin twice while a run is under way', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0);
    stage.fetch(seed, 0, 1);
    expect(wire.asked).toHaveLength(1);
  });

  test('takes a whole file instead of a range, throws the beginning away, and ends the rest', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 1);
    expect(wire.head(200, { 'content-length': String(4 * B) })).toBe(true);
    wire.last.sink.onBytes(new Uint8Array(B + 5));
    wire.last.sink.onBytes(new Uint8Array(2 * B));
    expect(events).toEqual([`begin 0 1`, `bytes ${B + 5} ${B}`, 'finish 0 1', `bytes ${B - 5} 0`, 'room']);
    expect(wire.last.cancelled).toBe(true);
    expect(seed.state.kind).toBe('idle');
  });

  test('stops reading while the limit is overdrawn, and is not timed then', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0);
    wire.part(4 * B);
    stage.mayRead = false;
    wire.last.sink.onBytes(new Uint8Array(10));
    expect(wire.last.reading).toBe(false);
    stage.nowMs += 10 * SILENCE_MS;
    seed.tick(stage.nowMs);
    expect([seed.state.kind, wire.last.reading]).toEqual(['fetching', false]);
    stage.mayRead = true;
    seed.tick(stage.nowMs);
    expect([seed.state.kind, wire.last.reading]).toEqual(['fetching', true]);
  });

  test('ends the answer when others have brought all that was asked for', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0, 0, 1);
    seed.drop(0, 1);
    expect(wire.last.cancelled).toBe(false);
    seed.drop(0, 0);
    expect([wire.last.cancelled, seed.state.kind, events]).toEqual([true, 'idle', []]);
  });

  test('that is banned gives back what is under way and is never asked again', () => {
    const seed = stage.seedOf([4 * B]);
    stage.fetch(seed, 0, 0);
    seed.ban('it sent damaged data');
    expect([wire.last.cancelled, events]).toEqual([true, ['back 0 0 asked']]);
    stage.nowMs += 1e9;
    seed.tick(stage.nowMs);
    stage.fetch(seed, 0, 0);
    seed.stop();
    expect(wire.asked).toHaveLength(1);
    expect(seed.state).toEqual({ kind: 'banned', why: 'it sent damaged data' });
  });
});
