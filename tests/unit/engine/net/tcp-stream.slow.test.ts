import { createHash } from 'node:crypto';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ByteStream, Listener } from '../../../../engine/base/ports.js';
import { tcpDialer } from '../../../../engine/net/dialer.io.js';
import { tcpListener } from '../../../../engine/net/listener.io.js';
import { pause, until } from '../../../support/waiting.js';

const MIB = 1024 * 1024;
const TURN_BYTES = 2 * MIB;
const READ_BYTES = 256 * 1024;

describe('TCP streams', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  const dial = (port: number): Promise<ByteStream> =>
    new Promise((resolve, reject) => {
      tcpDialer.dial({ host: '127.0.0.1', port }, { timeoutMs: 5000 }, resolve, (code) => reject(new Error(code)));
    });

  /** A server that sends `bytes` to everybody who comes. */
  async function sender(bytes: number): Promise<{ port: number; digest: string }> {
    const payload = Buffer.alloc(bytes).map((_, i) => (i * 7 + (i >> 8)) & 0xff);
    const server = net.createServer((socket) => socket.on('error', () => {}).end(payload));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    return { port: (server.address() as net.AddressInfo).port, digest: createHash('sha1').update(payload).digest('hex') };
  }

  it('delivers every byte in order, and only so much in one turn of the event loop, however many sockets are full', async () => {
    const streams = 4;
    const { port, digest } = await sender(12 * MIB);
    let inTurn = 0;
    let mostInTurn = 0;
    let planned = false;
    const ends: Promise<string>[] = [];
    for (let i = 0; i < streams; i++) {
      const stream = await dial(port);
      closers.push(() => stream.close());
      const hash = createHash('sha1');
      ends.push(
        new Promise((resolve) => {
          stream.setSink({
            onBytes(view) {
              hash.update(view);
              inTurn += view.length;
              mostInTurn = Math.max(mostInTurn, inTurn);
              if (planned) return;
              planned = true;
              setImmediate(() => {
                planned = false;
                inTurn = 0;
              });
            },
            onDrain: () => {},
            onClose: () => resolve(hash.digest('hex')),
          });
          stream.setReading(false);
        }),
      );
      // all are full before the first is read
      setTimeout(() => stream.setReading(true), 300);
    }
    expect(await Promise.all(ends)).toEqual(Array(streams).fill(digest));
    expect(mostInTurn).toBeLessThanOrEqual(TURN_BYTES + streams * READ_BYTES);
  }, 20_000);

  it('stays silent while reading is stopped, also when it was waiting for the next turn', async () => {
    const { port } = await sender(12 * MIB);
    const stream = await dial(port);
    closers.push(() => stream.close());
    let received = 0;
    let stopped = 0;
    await new Promise<void>((resolve) => {
      stream.setSink({
        onBytes(view) {
          received += view.length;
          if (received < TURN_BYTES || stopped > 0) return;
          stopped = received;
          stream.setReading(false);
          resolve();
        },
        onDrain: () => {},
        onClose: () => {},
      });
    });
    await pause(100);
    expect(received).toBe(stopped);
    stream.setReading(true);
    await until('the rest', () => received === 12 * MIB, 10_000);
  });

  it('reads on accepted connections as it does on dialled ones', async () => {
    let accepted: ByteStream | null = null;
    const listener: Listener = await tcpListener.listen(0, '127.0.0.1', (stream) => {
      accepted = stream;
    });
    closers.push(() => listener.close());
    const stream = await dial(listener.port);
    closers.push(() => stream.close());
    const theirs = await until('the connection', () => accepted as ByteStream | null);
    closers.push(() => theirs.close());
    const got: number[] = [];
    theirs.setSink({ onBytes: (view) => got.push(...view), onDrain: () => {}, onClose: () => {} });
    stream.setSink({ onBytes: () => {}, onDrain: () => {}, onClose: () => {} });
    stream.write([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    await until('the bytes', () => got.length === 3);
    expect(got).toEqual([1, 2, 3]);
  });
});
