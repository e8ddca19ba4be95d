import { beforeEach, describe, expect, test } from 'vitest';
import type { HttpBodySink, HttpHead, HttpStreamRequest } from '../../../../engine/base/ports.js';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { FileList } from '../../../../engine/metainfo/file-list.js';
import { BLOCK_BYTES, Geometry } from '../../../../engine/metainfo/geometry.js';
import { RUN_LIMIT_MS, SILENCE_MS } from '../../../../engine/webseed/range-lane.js';
import { WebSeed } from '../../../../engine/webseed/web-seed.js';
import { transition, type WebSeedState } from '../../../../engine/webseed/web-seed-state.js';

const B = BLOCK_BYTES;

/** A web server that answers when told to. */
class Wire {
  readonly asked: { readonly request: HttpStreamRequest; readonly sink: HttpBodySink; cancelled: boolean; reading: boolean }[] = [];
  stream(request: HttpStreamRequest, sink: HttpBodySink) {
    const entry = { request, sink, cancelled: false, reading: true };
    this.asked.push(entry);
    return {
      setReading: (reading: boolean) => {
        entry.reading = reading;
      },
      cancel: () => {
        entry.cancelled = true;
      },
    };
  }
  get last() {
    const entry = this.asked.at(-1);
    if (entry === undefined) throw new Error('nothing was asked');
    return entry;
  }
  get range(): string {
    return this.last.request.headers?.range ?? '';
  }
  head(status: number, headers: HttpHead['headers'] = {}): boolean {
    return this.last.sink.onHead({ status, headers });
  }
  /** The answer to what was asked: the right head. */
  part(fileBytes: number): void {
    this.head(206, { 'content-range': `bytes ${this.range.slice(6)}/${fileBytes}` });
  }
}

let nowMs: number;
let wire: Wire;
let events: string[];
let ended: [number, boolean][];
let mayRead: boolean;

beforeEach(() => {
  nowMs = 1_000;
  wire = new Wire();
  events = [];
  ended = [];
  mayRead = true;
});

function seedOf(sizes: readonly number[], pieceLength = 2 * B): WebSeed {
  const list = new FileList();
  for (const size of sizes) list.add('f', size, 0);
  const layout = new FileLayout(list.table(), new Geometry(pieceLength, list.totalSize));
  return new WebSeed(
    7,
    'seed.test',
    layout,
    wire,
    { next: () => 0, bytes: (count) => new Uint8Array(count) },
    {
      nowMs: () => nowMs,
      wallNow: () => 1_700_000_000_000 + nowMs,
      urlOf: (file) => `http://seed.test/${file}`,
      localAddress: () => null,
      mayRead: () => mayRead,
      onRunEnded: (tookMs, whole) => void ended.push([tookMs, whole]),
      onRoom: () => void events.push('room'),
      onPieces: () => void events.push('pieces'),
      log: () => undefined,
    },
  );
}
const target = {
  begin: (piece: number, offset: number) => events.push(`begin ${piece} ${offset / B}`) > 0,
  write: () => undefined,
  finish: (piece: number, offset: number) => void events.push(`finish ${piece} ${offset / B}`),
  giveBack: (piece: number, block: number, begun: boolean) => void events.push(`back ${piece} ${block} ${begun ? 'begun' : 'asked'}`),
  onBytes: (bytes: number, wasted: number) => {
    events.push(`bytes ${bytes} ${wasted}`);
    return mayRead;
  },
};
const fetch = (seed: WebSeed, ...pairs: number[]) => seed.fetch(Int32Array.from(pairs), pairs.length / 2, target);

describe('A web seed', () => {
  test('asks for one range after the other, and is idle when all of it came', () => {
    const seed = seedOf([B + 10, 3 * B - 10]);
    fetch(seed, 0, 0, 0, 1);
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
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0);
    fetch(seed, 0, 1);
    expect(wire.asked).toHaveLength(1);
  });

  test('takes a whole file instead of a range, throws the beginning away, and ends the rest', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 1);
    expect(wire.head(200, { 'content-length': String(4 * B) })).toBe(true);
    wire.last.sink.onBytes(new Uint8Array(B + 5));
    wire.last.sink.onBytes(new Uint8Array(2 * B));
    expect(events).toEqual([`begin 0 1`, `bytes ${B + 5} ${B}`, 'finish 0 1', `bytes ${B - 5} 0`, 'room']);
    expect(wire.last.cancelled).toBe(true);
    expect(seed.state.kind).toBe('idle');
  });

  test.each([
    ['too little', (sink: HttpBodySink) => sink.onEnd(null), 'it sent too little'],
    ['a break', (sink: HttpBodySink) => sink.onEnd('ECONNRESET'), 'the connection failed (ECONNRESET)'],
    ['too much', (sink: HttpBodySink) => sink.onBytes(new Uint8Array(B)), 'it sends more than asked for'],
  ])('rests after %s, and gives the blocks back', (what, end, why) => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0, 0, 1);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(what === 'too much' ? 2 * B - 5 : B + 5));
    end(wire.last.sink);
    expect(seed.state).toEqual({ kind: 'resting', untilMs: nowMs + 5_000, why });
    expect(events.filter((event) => event.startsWith('back'))).toEqual(what === 'too much' ? [] : ['back 0 1 begun']);
    nowMs += 4_999;
    seed.tick(nowMs);
    expect(seed.state.kind).toBe('resting');
    nowMs += 1;
    seed.tick(nowMs);
    expect(seed.state.kind).toBe('idle');
  });

  test('rests twice as long after each failure, and forgets them once a range came whole', () => {
    const seed = seedOf([4 * B]);
    const restMs = () => (seed.state.kind === 'resting' ? seed.state.untilMs - nowMs : 0);
    const fail = () => {
      fetch(seed, 0, 0);
      wire.head(500);
      const ms = restMs();
      nowMs += ms;
      seed.tick(nowMs);
      return ms;
    };
    expect([fail(), fail(), fail()]).toEqual([5_000, 10_000, 20_000]);
    fetch(seed, 0, 0);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(B));
    wire.last.sink.onEnd(null);
    expect(fail()).toBe(5_000);
  });

  test('grants what the server asks for', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0);
    expect(wire.head(503, { 'retry-after': '100' })).toBe(false);
    expect(seed.state).toMatchObject({ kind: 'resting', untilMs: nowMs + 100_000 });
    expect(events).toEqual(['back 0 0 asked']);
  });

  test('gives its blocks back when no answer comes, or none goes on', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0);
    seed.tick(nowMs + SILENCE_MS);
    expect(events).toEqual([]);
    seed.tick(nowMs + SILENCE_MS + 1);
    expect(events).toEqual(['back 0 0 asked']);
    expect(wire.last.cancelled).toBe(true);
    nowMs += 100_000;
    seed.tick(nowMs);
    fetch(seed, 0, 1);
    wire.part(4 * B);
    nowMs += SILENCE_MS;
    wire.last.sink.onBytes(new Uint8Array(10));
    seed.tick(nowMs + SILENCE_MS);
    expect(seed.state.kind).toBe('fetching');
    seed.tick(nowMs + SILENCE_MS + 1);
    expect(seed.state.kind).toBe('resting');
    expect(events.at(-1)).toBe('back 0 1 begun');
  });

  test.each([
    ['is not blamed', B + 1, 'idle'],
    ['rests', B - 1, 'resting'],
  ])('that drips lets go of its blocks in time, and %s after %i bytes', (_what, bytes, state) => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0, 0, 1);
    wire.part(4 * B);
    const started = nowMs;
    wire.last.sink.onBytes(new Uint8Array(bytes));
    while (nowMs <= started + RUN_LIMIT_MS) {
      expect(seed.state.kind).toBe('fetching');
      nowMs += 10_000;
      if (nowMs < started + RUN_LIMIT_MS) wire.last.sink.onBytes(new Uint8Array(0));
      seed.tick(nowMs);
    }
    expect(seed.state.kind).toBe(state);
  });

  test('stops reading while the limit is overdrawn, and is not timed then', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0);
    wire.part(4 * B);
    mayRead = false;
    wire.last.sink.onBytes(new Uint8Array(10));
    expect(wire.last.reading).toBe(false);
    nowMs += 10 * SILENCE_MS;
    seed.tick(nowMs);
    expect([seed.state.kind, wire.last.reading]).toEqual(['fetching', false]);
    mayRead = true;
    seed.tick(nowMs);
    expect([seed.state.kind, wire.last.reading]).toEqual(['fetching', true]);
  });

  test('loses the pieces of a file that it does not have, and is given up with the last one', () => {
    const seed = seedOf([2 * B, 2 * B, B]);
    fetch(seed, 0, 0);
    wire.head(404);
    expect([seed.state.kind, seed.has.has(0), seed.has.has(1), seed.has.has(2)]).toEqual(['idle', false, true, true]);
    fetch(seed, 1, 0);
    wire.head(206, { 'content-range': `bytes 0-${B - 1}/999999` }); // another file under the same name
    fetch(seed, 2, 0);
    wire.head(410);
    expect(seed.state.kind).toBe('given-up');
    expect(events.filter((event) => event === 'pieces')).toHaveLength(3);
    expect(seed.isUsable).toBe(false);
  });

  test('is given up when none of many files is there', () => {
    const seed = seedOf(Array.from({ length: 40 }, () => 2 * B));
    for (let piece = 0; seed.state.kind === 'idle'; piece++) {
      fetch(seed, piece, 0);
      wire.head(404);
    }
    expect([seed.state.kind, wire.asked.length]).toEqual(['given-up', 16]);
  });

  test('ends the answer when others have brought all that was asked for', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0, 0, 1);
    seed.drop(0, 1);
    expect(wire.last.cancelled).toBe(false);
    seed.drop(0, 0);
    expect([wire.last.cancelled, seed.state.kind, events]).toEqual([true, 'idle', []]);
  });

  test('that is banned gives back what is under way and is never asked again', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0);
    seed.ban('it sent damaged data');
    expect([wire.last.cancelled, events]).toEqual([true, ['back 0 0 asked']]);
    nowMs += 1e9;
    seed.tick(nowMs);
    fetch(seed, 0, 0);
    seed.stop();
    expect(wire.asked).toHaveLength(1);
    expect(seed.state).toEqual({ kind: 'banned', why: 'it sent damaged data' });
  });
});

describe('A web seed with a run under way', () => {
  /** Four blocks are asked for, and so many have come. */
  function midway(blocks: number): WebSeed {
    const seed = seedOf([20 * B]);
    fetch(seed, 0, 0, 0, 1, 1, 0, 1, 1);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(blocks * B));
    return seed;
  }
  const second = () => wire.asked[1]?.request.headers?.range;

  test('has room for the next once half of it has come, and for no third', () => {
    const seed = midway(1);
    expect([seed.hasRoom, events.includes('room')]).toEqual([false, false]);
    fetch(seed, 4, 0);
    expect(wire.asked).toHaveLength(1);
    wire.last.sink.onBytes(new Uint8Array(B));
    expect([seed.hasRoom, events.filter((event) => event === 'room')]).toEqual([true, ['room']]);
    fetch(seed, 4, 0, 4, 1);
    expect(second()).toBe(`bytes=${8 * B}-${10 * B - 1}`);
    expect([seed.blocksLeft, seed.hasRoom]).toEqual([4, false]);
    expect([seed.isAsked(1, 1), seed.isAsked(4, 1), seed.isAsked(0, 0), seed.isAsked(3, 0)]).toEqual([true, true, false, false]);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(B));
    fetch(seed, 6, 0);
    expect(wire.asked).toHaveLength(2);
  });

  test('has no room before an answer has come, nor while reading is stopped', () => {
    const seed = seedOf([20 * B]);
    fetch(seed, 0, 0, 0, 1);
    expect(seed.hasRoom).toBe(false);
    wire.part(20 * B);
    mayRead = false;
    wire.last.sink.onBytes(new Uint8Array(B + 1));
    expect([seed.hasRoom, events.includes('room')]).toEqual([false, false]);
  });

  test('goes on with the second when the first is done', () => {
    const seed = midway(2);
    fetch(seed, 4, 0);
    wire.part(20 * B);
    const first = wire.asked[0];
    first?.sink.onBytes(new Uint8Array(2 * B));
    first?.sink.onEnd(null);
    expect([seed.state.kind, seed.blocksLeft, ended]).toEqual(['fetching', 1, [[0, true]]]);
    wire.last.sink.onBytes(new Uint8Array(B));
    wire.last.sink.onEnd(null);
    expect([seed.state.kind, ended.length]).toEqual(['idle', 2]);
  });

  test.each([
    ['refuses', () => wire.head(429, { 'retry-after': '60' })],
    ['breaks off', () => wire.last.sink.onEnd('ECONNRESET')],
  ])('is asked for one at a time from then on when it %s a second request, and is not left alone for it', (_how, refuse) => {
    const seed = midway(2);
    fetch(seed, 4, 0);
    refuse();
    expect([seed.state.kind, seed.hasRoom, wire.asked[0]?.cancelled]).toEqual(['fetching', false, false]);
    expect(events.at(-1)).toBe('back 4 0 asked');
    const first = wire.asked[0];
    first?.sink.onBytes(new Uint8Array(2 * B));
    first?.sink.onEnd(null);
    expect([seed.state.kind, seed.hasRoom]).toEqual(['idle', true]);
    fetch(seed, 4, 0, 4, 1);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(B));
    expect(seed.hasRoom).toBe(false);
  });

  test('gives back both when one of them fails', () => {
    const seed = midway(2);
    fetch(seed, 4, 0);
    wire.part(20 * B);
    wire.last.sink.onBytes(new Uint8Array(3));
    wire.asked[0]?.sink.onEnd('ECONNRESET');
    expect(seed.state.kind).toBe('resting');
    expect(events.filter((event) => event.startsWith('back'))).toEqual(['back 1 0 asked', 'back 1 1 asked', 'back 4 0 begun']);
    expect(wire.last.cancelled).toBe(true);
  });

  test('that does not have the file of the second goes on with the first', () => {
    const seed = seedOf([4 * B, 4 * B]);
    fetch(seed, 0, 0, 0, 1);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(B + 1));
    fetch(seed, 2, 0);
    wire.head(404);
    expect([seed.state.kind, seed.blocksLeft, seed.has.has(2)]).toEqual(['fetching', 1, false]);
    expect(wire.asked[0]?.cancelled).toBe(false);
  });

  test('lets go of both when it is stopped', () => {
    const seed = midway(3);
    fetch(seed, 4, 0);
    seed.stop();
    expect([seed.state.kind, seed.isBusy, wire.asked.map(({ cancelled }) => cancelled)]).toEqual(['idle', false, [true, true]]);
    expect(events.filter((event) => event.startsWith('back'))).toEqual(['back 1 1 asked', 'back 4 0 asked']);
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
    const seed = seedOf([4 * B, 4 * B]);
    fetch(seed, 0, 0, 0, 1);
    expect(wire.head(status, headers)).toBe(false);
    expect(events.filter((event) => event.startsWith('begin'))).toEqual([]);
    expect(events.filter((event) => event.startsWith('back'))).toEqual(['back 0 0 asked', 'back 0 1 asked']);
    if (why !== null) expect(seed.state).toMatchObject({ kind: 'resting', why });
    else expect([seed.state.kind, seed.has.has(0), seed.has.has(2)]).toEqual(['idle', false, true]);
  });

  test('takes no byte of what follows a range, where that is too much', () => {
    const seed = seedOf([4 * B]);
    fetch(seed, 0, 0);
    wire.part(4 * B);
    wire.last.sink.onBytes(new Uint8Array(2 * B));
    expect(events.filter((event) => event.startsWith('begin'))).toEqual(['begin 0 0']);
    expect(seed.state).toMatchObject({ kind: 'resting', why: 'it sends more than asked for' });
    expect(wire.last.cancelled).toBe(true);
  });
});

describe("A web seed's state", () => {
  test('never leaves a ban', () => {
    const banned: WebSeedState = { kind: 'banned', why: 'x' };
    for (const event of [
      { kind: 'fetch' },
      { kind: 'done' },
      { kind: 'wake', nowMs: 1e9 },
      { kind: 'give-up', why: 'y' },
      { kind: 'rest', untilMs: 1, why: 'y' },
      { kind: 'ban', why: 'y' },
    ] as const) {
      expect(transition(banned, event)).toBe(banned);
    }
  });
  test('does not wake early', () => {
    const resting: WebSeedState = { kind: 'resting', untilMs: 10, why: 'x' };
    expect(transition(resting, { kind: 'wake', nowMs: 9 })).toBe(resting);
    expect(transition(resting, { kind: 'wake', nowMs: 10 })).toEqual({ kind: 'idle' });
  });
});
