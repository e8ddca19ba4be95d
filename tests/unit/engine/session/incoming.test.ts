import { beforeEach, describe, expect, test } from 'vitest';
import type { ByteSink, ByteStream, StreamKind } from '../../../../engine/base/ports.js';
import { Incoming } from '../../../../engine/session/incoming.js';
import { TorrentRegistry } from '../../../../engine/session/torrent-registry.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { encodeHandshake, type Handshake } from '../../../../engine/wire/handshake.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const shake = (hash: number): Handshake => ({
  infoHash: new Uint8Array(20).fill(hash),
  peerId: new Uint8Array(20).fill(9),
  reserved: { extended: true, fast: true, dht: false, v2: false },
});

class Caller implements ByteStream {
  readonly kind: StreamKind = { transport: 'tcp', encryption: 'none' };
  readonly local = { host: '10.0.0.1', port: 6881 };
  readonly remote: { host: string; port: number };
  readonly queuedBytes = 0;
  closed = false;
  answered = 0;
  sink: ByteSink | null = null;

  constructor(host: string) {
    this.remote = { host, port: 40_000 };
  }
  setSink(sink: ByteSink): void {
    this.sink = sink;
  }
  setReading(): void {}
  write(chunks: readonly Uint8Array[]): void {
    this.answered += chunks.length;
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.sink?.onClose({ kind: 'local' });
  }
  says(handshake: Handshake, more: readonly number[] = []): void {
    this.sink?.onBytes(Uint8Array.from([...encodeHandshake(handshake), ...more]));
  }
}

const FILTERED = '10.0.0.66';

let clock: VirtualClock;
let incoming: Incoming;
let connections: number;
let room: number;
let most: number;
let reached: number;
let taken: string[];
let running: boolean;

beforeEach(() => {
  clock = new VirtualClock();
  [connections, room, most, reached, taken, running] = [0, 100, 1000, 0, [], true];
  const registry = new TorrentRegistry();
  registry.add({
    id: 'a',
    init: { infoHashV1: '01'.repeat(20) },
    net: {
      get isRunning() {
        return running;
      },
      ourHandshake: () => shake(1),
      accept: (stream: Caller, theirs: Handshake, rest: Uint8Array) => taken.push(`${stream.remote.host} ${theirs.peerId[0]} ${[...rest]}`),
    },
  } as unknown as Torrent); // as much of a torrent as a caller meets
  incoming = new Incoming(
    registry,
    { clock, random: seededRandom(1) },
    {
      encryption: () => 'prefer',
      isFiltered: (host) => host === FILTERED,
      maxConnections: () => most,
      admit: () => connections < room && ++connections > 0,
      released: () => connections--,
      onReached: () => reached++,
    },
  );
});

function call(host = '10.0.0.2'): Caller {
  const caller = new Caller(host);
  incoming.accept(caller);
  return caller;
}

describe('incoming connections', () => {
  test('are handed to the torrent they ask for, with what they said after', () => {
    const caller = call();
    caller.says(shake(1), [1, 2]);
    expect([taken, caller.answered, reached, connections]).toEqual([['10.0.0.2 9 1,2'], 1, 1, 1]);
    clock.advance(60_000);
    expect([caller.closed, clock.pendingTimers]).toEqual([false, 0]);
  });

  test('from an address that is filtered are closed at once, and nothing is kept of them', () => {
    const caller = call(FILTERED);
    expect([caller.closed, caller.answered, connections, clock.pendingTimers]).toEqual([true, 0, 0, 0]);
  });

  test.each([
    ['a torrent that is not here', 2, true],
    ['a torrent that is paused', 1, false],
  ])('are refused for %s, without an answer', (_what, hash, isRunning) => {
    running = isRunning;
    const caller = call();
    caller.says(shake(hash));
    expect([taken, caller.closed, caller.answered, connections, reached]).toEqual([[], true, 0, 0, 0]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('have ten seconds to say what they want', () => {
    const caller = call();
    clock.advance(9_999);
    expect(caller.closed).toBe(false);
    clock.advance(1);
    expect([caller.closed, connections]).toEqual([true, 0]);
  });

  test('are at most eight from one address that have said nothing, and others are not kept out by them', () => {
    const silent = Array.from({ length: 8 }, () => call());
    expect([call().closed, connections]).toEqual([true, 8]);
    expect(call('10.0.0.3').closed).toBe(false);
    silent[0]?.sink?.onClose({ kind: 'ended' });
    expect(call().closed).toBe(false);
    silent[1]?.says(shake(1));
    expect(call().closed).toBe(false);
    expect(call().closed).toBe(true);
    expect(connections).toBe(10);
  });

  test('are refused when the session has no connection left', () => {
    room = 1;
    expect(call('10.0.0.2').closed).toBe(false);
    expect(call('10.0.0.3').closed).toBe(true);
    expect(connections).toBe(1);
  });

  test('that have said nothing are at most half of all there may be', () => {
    most = 3;
    expect(['10.0.0.2', '10.0.0.3', '10.0.0.4'].map((host) => call(host).closed)).toEqual([false, false, true]);
    expect(connections).toBe(2);
  });

  test('give their place back once, however they end', () => {
    const caller = call();
    caller.sink?.onClose({ kind: 'failed', code: 'ECONNRESET' });
    caller.sink?.onClose({ kind: 'ended' });
    clock.advance(20_000);
    expect([connections, clock.pendingTimers]).toEqual([0, 0]);
  });

  test('do not count against their address once they are gone', () => {
    for (let i = 0; i < 20; i++) call().sink?.onClose({ kind: 'ended' });
    expect(call().closed).toBe(false);
  });

  test('are let go when the session closes, if they have not said what they want', () => {
    const [silent, through] = [call(), call()];
    through.says(shake(1));
    incoming.close();
    expect([silent.closed, through.closed, connections, clock.pendingTimers]).toEqual([true, false, 1, 0]);
  });
});
