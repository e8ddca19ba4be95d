import { beforeEach, describe, expect, test } from 'vitest';
import type { Encryption } from '../../../../engine/api/settings.js';
import type { ByteStream } from '../../../../engine/base/ports.js';
import type { CryptoMethods } from '../../../../engine/mse/crypto-methods.js';
import { MseStream } from '../../../../engine/net/mse-stream.js';
import { HandshakeExchange } from '../../../../engine/peer/handshake-exchange.js';
import { Incoming } from '../../../../engine/session/incoming.js';
import { TorrentRegistry } from '../../../../engine/session/torrent-registry.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { encodeHandshake, type Handshake } from '../../../../engine/wire/handshake.js';
import { flow, type MemoryStream, memoryPair } from '../../../support/memory-stream.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const shake = (hash: number): Handshake => ({
  infoHash: new Uint8Array(20).fill(hash),
  peerId: new Uint8Array(20).fill(9),
  reserved: { extended: true, fast: true, dht: false, v2: false },
});

let clock: VirtualClock;
let encryption: Encryption;
let incoming: Incoming;
let taken: { readonly hash: number; readonly stream: ByteStream; readonly rest: string }[];
let refused: number[];
let connections: number;
let hosts: number;

beforeEach(() => {
  clock = new VirtualClock();
  [encryption, taken, refused, connections, hosts] = ['prefer', [], [], 0, 0];
  const registry = new TorrentRegistry();
  for (const hash of [1, 2]) {
    registry.add({
      id: `${hash}`,
      init: { infoHashV1: `0${hash}`.repeat(20) },
      net: {
        isRunning: true,
        ourHandshake: () => shake(hash),
        accept: (stream: ByteStream, _theirs: Handshake, rest: Uint8Array) =>
          taken.push({ hash, stream, rest: Buffer.from(rest).toString() }),
        onUnencrypted: () => refused.push(hash),
      },
    } as unknown as Torrent); // as much of a torrent as a caller meets
  }
  incoming = new Incoming(
    registry,
    { clock, random: seededRandom(1) },
    {
      encryption: () => encryption,
      isFiltered: () => false,
      maxConnections: () => 1000,
      admit: () => ++connections > 0,
      released: () => connections--,
      onReached: () => undefined,
    },
  );
});

/** A connection; what arrives at our end comes in pieces of these sizes. */
function arrive(sizes?: readonly number[]): { ours: MemoryStream; theirs: MemoryStream } {
  const [theirs, ours] = memoryPair(sizes);
  Object.assign(ours.remote, { host: `10.0.${hosts >> 8}.${hosts++ & 255}` });
  incoming.accept(ours);
  return { ours, theirs };
}

interface Caller {
  /** Named in the encrypted handshake. */
  readonly named?: number;
  /** Asked for in the handshake inside. */
  readonly asked?: number;
  readonly methods?: CryptoMethods;
  readonly sizes?: readonly number[];
}

async function callEncrypted({ named = 1, asked = named, methods = ['rc4', 'plaintext'], sizes }: Caller = {}) {
  const { ours, theirs } = arrive(sizes);
  const heard: string[] = [];
  const stream = MseStream.dialled(theirs, new Uint8Array(20).fill(named), methods, seededRandom(2));
  new HandshakeExchange(stream, shake(asked), {
    answer: () => null,
    onReady: ({ infoHash }) => heard.push(`greeted for ${infoHash[0]}`),
    onFailed: (reason) => heard.push(reason),
  });
  await flow(theirs, ours);
  return { ours, theirs, heard, stream };
}
async function callPlain(sizes?: readonly number[]) {
  const { ours, theirs } = arrive(sizes);
  theirs.write([encodeHandshake(shake(1)), Buffer.from('and more')]);
  await flow(theirs, ours);
  return { ours, theirs };
}

describe('an incoming connection', () => {
  test.each([[[1]], [[7]], [[19, 1]], [[4096]]])('finds its torrent by the hidden name, whatever the split (%j)', async (sizes) => {
    const { heard } = await callEncrypted({ named: 2, sizes });
    expect(heard).toEqual(['greeted for 2']);
    expect(taken.map(({ hash, stream }) => [hash, stream.kind.encryption])).toEqual([[2, 'rc4']]);
  });

  test.each([[[1]], [[19, 1]], [[4096]]])('in plain text is recognised by its first bytes, whatever the split (%j)', async (sizes) => {
    const { ours } = await callPlain(sizes);
    expect(taken.map(({ hash, stream }) => [hash, stream === ours])).toEqual([[1, true]]);
    if (sizes[0] === 4096) expect(taken[0]?.rest).toBe('and more');
  });

  test('gets RC4 where it offers both, and only the handshake encrypted where it offers that', async () => {
    await callEncrypted();
    await callEncrypted({ methods: ['plaintext'] });
    expect(taken.map(({ stream }) => stream.kind.encryption)).toEqual(['rc4', 'handshake']);
  });

  test('is refused for a torrent that nobody here has', async () => {
    const { ours } = await callEncrypted({ named: 7 });
    expect([taken, ours.closed, connections]).toEqual([[], true, 0]);
  });

  test('is refused when it asks for another torrent than it has named', async () => {
    const { ours } = await callEncrypted({ named: 1, asked: 2 });
    expect([taken, ours.closed, connections]).toEqual([[], true, 0]);
  });

  test('is refused in plain text where encryption is required, and the torrent is told', async () => {
    encryption = 'require';
    const { ours } = await callPlain();
    expect([taken, ours.closed, ours.writes, refused]).toEqual([[], true, 0, [1]]);
    await callEncrypted({ methods: ['plaintext'] });
    expect(taken).toEqual([]);
    await callEncrypted();
    expect(taken.map(({ stream }) => stream.kind.encryption)).toEqual(['rc4']);
  });

  test('is refused encrypted where encryption is off, at its first byte and without any arithmetic', () => {
    encryption = 'disable';
    const { ours } = arrive();
    ours.sink?.onBytes(Uint8Array.of(0x12));
    expect([ours.closed, ours.writes, connections]).toEqual([true, 0, 0]);
  });

  test('has ten seconds in all, however it begins', async () => {
    const silent = arrive().ours;
    const halfPlain = arrive().ours;
    halfPlain.sink?.onBytes(encodeHandshake(shake(1)).subarray(0, 10));
    const halfEncrypted = arrive().ours;
    halfEncrypted.sink?.onBytes(new Uint8Array(96).fill(3));
    clock.advance(9_999);
    expect([silent, halfPlain, halfEncrypted].map(({ closed }) => closed)).toEqual([false, false, false]);
    clock.advance(1);
    expect([silent, halfPlain, halfEncrypted].map(({ closed }) => closed)).toEqual([true, true, true]);
    expect([connections, clock.pendingTimers]).toEqual([0, 0]);
  });

  test('is one of at most a hundred in a second that are decrypted; plain ones still come in', async () => {
    const noise = Array.from({ length: 101 }, () => arrive().ours);
    for (const { sink } of noise) sink?.onBytes(new Uint8Array(96).fill(3));
    expect(noise.map(({ closed }) => closed)).toEqual([...new Array(100).fill(false), true]);
    expect((await callPlain()).ours.closed).toBe(false);
    clock.advance(1000);
    expect((await callEncrypted()).heard).toEqual(['greeted for 1']);
  });
});
