import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteSink, CloseReason } from '../../../../engine/base/ports.js';
import type { CryptoMethods } from '../../../../engine/mse/crypto-methods.js';
import { MseStream } from '../../../../engine/net/mse-stream.js';
import { flow, MemoryStream, memoryPair } from '../../../support/memory-stream.js';
import { MseSide, OFFER } from '../../../support/mse-side.js';
import { seededBytes } from '../../../support/payload.js';
import { seededRandom } from '../../../support/seeded-random.js';

const KIB = 1024;
const HASH = new Uint8Array(20).fill(0x5a);
const BOTH: CryptoMethods = ['rc4', 'plaintext'];

class Ear implements ByteSink {
  heard: Buffer = Buffer.alloc(0);
  drains = 0;
  reason: CloseReason | null = null;
  onBytes(view: Uint8Array): void {
    this.heard = Buffer.concat([this.heard, view]);
  }
  onDrain(): void {
    this.drains++;
  }
  onClose(reason: CloseReason): void {
    if (this.reason !== null) throw new Error('closed twice');
    this.reason = reason;
  }
}

function stage(
  methods: CryptoMethods = BOTH,
  sizes?: readonly number[],
  seed = 1,
  torrent: Uint8Array | null = HASH,
  offered: CryptoMethods = BOTH,
) {
  const [left, right] = memoryPair(sizes);
  const a = MseStream.dialled(left, HASH, offered, seededRandom(seed));
  const b = MseStream.accepted(right, methods, { torrentOf: () => torrent }, seededRandom(seed + 1));
  const [earA, earB] = [new Ear(), new Ear()];
  a.setSink(earA);
  b.setSink(earB);
  return { left, right, a, b, earA, earB, flow: () => flow(left, right) };
}

describe.each([['rc4'], ['plaintext']] as const)('an encrypted stream, %s', (method) => {
  test('brings every byte both ways, in any split, and leaves the bytes it was given as they were', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
    const writes = fc.array(fc.array(fc.oneof(fc.nat(50), fc.nat(40_000)), { maxLength: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.nat(), sizes, writes, fc.nat(3), async (seed, split, words, before) => {
        const made = stage([method], split, seed);
        const said: Record<'a' | 'b', Buffer> = { a: Buffer.alloc(0), b: Buffer.alloc(0) };
        let written = 0;
        const say = (who: 'a' | 'b', lengths: readonly number[]) => {
          const chunks = lengths.map((length, nth) => {
            const bytes = new Uint8Array(new SharedArrayBuffer(length));
            bytes.set(seededBytes(`${seed} ${nth}`, length));
            return bytes;
          });
          said[who] = Buffer.concat([said[who], ...chunks]);
          const originals = chunks.map((chunk) => Buffer.from(chunk));
          made[who].write(chunks, () => {
            written++;
            for (const [nth, chunk] of chunks.entries()) {
              expect(Buffer.compare(chunk, originals[nth] ?? new Uint8Array(1))).toBe(0);
              chunk.fill(0xee); // ours again: nobody may read it any more
            }
          });
        };
        for (const lengths of words.slice(0, before)) say('a', lengths);
        await made.flow();
        for (const lengths of words.slice(before)) say('a', lengths);
        for (const lengths of words) say('b', lengths);
        await made.flow();
        expect(Buffer.compare(made.earB.heard, said.a)).toBe(0);
        expect(Buffer.compare(made.earA.heard, said.b)).toBe(0);
        expect([written, made.a.queuedBytes, made.b.queuedBytes]).toEqual([2 * words.length, 0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  test('says what kind it is once the handshake is through', async () => {
    const { a, b, flow: run } = stage([method]);
    expect(a.kind).toEqual({ transport: 'tcp', encryption: 'none' });
    await run();
    const encryption = method === 'rc4' ? 'rc4' : 'handshake';
    expect([a.kind, b.kind]).toEqual([
      { transport: 'tcp', encryption },
      { transport: 'tcp', encryption },
    ]);
  });

  test('frees what waits, and passes the reason on, when the connection ends', async () => {
    for (const early of [true, false]) {
      const { a, left, earA, flow: run } = stage([method]);
      if (!early) await run();
      let freed = 0;
      for (let nth = 0; nth < 3; nth++) a.write([new Uint8Array(300 * KIB)], () => freed++);
      left.end({ kind: 'failed', code: 'ECONNRESET' });
      await Promise.resolve();
      expect([freed, earA.reason]).toEqual([3, { kind: 'failed', code: 'ECONNRESET' }]);
      a.write([new Uint8Array(1)], () => freed++);
      await Promise.resolve();
      expect(freed).toBe(4);
    }
  });

  test('goes to a new sink from the very next byte', async () => {
    const { a, b, earB, flow: run } = stage([method]);
    a.write([Buffer.from('one')]);
    await run();
    const next = new Ear();
    b.setSink(next);
    a.write([Buffer.from('two')]);
    await run();
    expect([earB.heard.toString(), next.heard.toString()]).toEqual(['one', 'two']);
  });
});

describe('an encrypted stream', () => {
  test('sends what was written at once along with its third step, where all is to be encrypted', () => {
    for (const [offered, heard] of [
      [['rc4'], 'hello'],
      [BOTH, ''],
    ] as const) {
      const { a, left, right, earB } = stage(['rc4'], undefined, 1, HASH, offered);
      a.write([Buffer.from('hello')]);
      for (const stream of [left, right, left]) stream.sendOne();
      expect([offered, earB.heard.toString()]).toEqual([offered, heard]);
    }
  });

  test('encrypts no further ahead than the system keeps up, and frees the rest as it goes', async () => {
    const { a, left, flow: run } = stage(['rc4']);
    await run();
    let freed = 0;
    for (let nth = 0; nth < 16; nth++) a.write([new Uint8Array(64 * KIB)], () => freed++);
    await Promise.resolve();
    expect([left.queuedBytes, freed, a.queuedBytes]).toEqual([128 * KIB, 2, 1024 * KIB]);
    left.sendOne();
    await Promise.resolve();
    expect([left.queuedBytes, freed, a.queuedBytes]).toEqual([128 * KIB, 3, 960 * KIB]);
    await run();
    expect([freed, a.queuedBytes, left.mostQueued]).toEqual([16, 0, 128 * KIB]);
  });

  test('sends small writes together that come while the system is busy', async () => {
    const { a, left, earB, flow: run } = stage(['rc4']);
    await run();
    const before = left.writes;
    for (let nth = 0; nth < 100; nth++) a.write([Buffer.from(`${nth} `)]);
    await run();
    expect(left.writes - before).toBe(3);
    expect(earB.heard.toString().split(' ')).toHaveLength(101);
  });

  test('of which only the handshake was encrypted copies nothing, and is out of the way of what comes', async () => {
    const { a, left, right, earB, flow: run } = stage(['plaintext']);
    await run();
    const chunk = Buffer.from('plain');
    a.write([chunk]);
    expect(left.queue.at(-1)?.chunks[0]).toBe(chunk);
    expect(right.sink).toBe(earB);
    await run();
    expect(earB.heard.toString()).toBe('plain');
  });

  test('that is wanted by nobody ends with the reason', async () => {
    const { earA, earB, flow: run } = stage(BOTH, undefined, 1, null);
    await run();
    expect(earB.reason).toEqual({ kind: 'failed', code: 'mse-unknown-torrent' });
    expect(earA.reason).toBeNull(); // it hears of it when the other side's end arrives
  });

  /** An accepted stream whose other side is made by hand: it sends `along` with its third step, and `rest` after it, in the clear. */
  async function accepted(sizes: readonly number[], along: string, rest: string, take: (ear: Ear, stream: MseStream) => ByteSink) {
    const [left, right] = memoryPair(sizes);
    const stream = MseStream.accepted(right, BOTH, { torrentOf: () => HASH }, seededRandom(1));
    const ear = new Ear();
    stream.setSink(take(ear, stream));
    const heard = new Ear();
    left.setSink(heard);
    const side = new MseSide(true, HASH);
    left.write([side.publicKey]);
    await flow(left, right);
    const third = side.agree(heard.heard).third({ bits: OFFER.plaintext, padBytes: 7, initial: Uint8Array.from(Buffer.from(along)) });
    left.write([third, Buffer.from(rest)]);
    await flow(left, right);
    return { ear, right, stream };
  }

  test.each([[[1]], [[3]], [[4096]]])('decrypts what came along with the handshake, and takes the rest as it is (%j)', async (sizes) => {
    const { ear, right, stream } = await accepted(sizes, 'came along', ' and what follows', (each) => each);
    expect([ear.heard.toString(), stream.kind.encryption]).toEqual(['came along and what follows', 'handshake']);
    expect(right.sink).toBe(ear);
  });

  test('goes to a new sink in the middle of what came along', async () => {
    const next = new Ear();
    const { ear } = await accepted([4096], 'one', 'two', (first, stream) => ({
      onBytes: (view) => {
        first.onBytes(view);
        stream.setSink(next);
      },
      onDrain: () => undefined,
      onClose: () => undefined,
    }));
    expect([ear.heard.toString(), next.heard.toString()]).toEqual(['one', 'two']);
  });

  test('hears nothing more once its owner has closed it, in the middle of what came along', async () => {
    const { ear, right } = await accepted([4096], 'one', 'two', (first, stream) => ({
      onBytes: (view) => {
        first.onBytes(view);
        stream.close();
      },
      onDrain: () => undefined,
      onClose: (reason) => first.onClose(reason),
    }));
    expect([ear.heard.toString(), ear.reason, right.closed]).toEqual(['one', { kind: 'local' }, true]);
  });

  test('stops and restarts the stream beneath', () => {
    const { a, left } = stage();
    a.setReading(false);
    expect(left.reading).toBe(false);
    a.setReading(true);
    expect(left.reading).toBe(true);
  });
});

test('a stream over a stream keeps its addresses', () => {
  const beneath = new MemoryStream([1]);
  const stream = MseStream.dialled(beneath, HASH, BOTH, seededRandom(1));
  expect([stream.remote, stream.local]).toEqual([beneath.remote, beneath.local]);
});
