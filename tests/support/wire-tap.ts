/**
 * A relay between a client and the peer it dials, which keeps all that passes: what a connection is made of is read off
 * the wire, whatever either side says of it.
 */
import { createConnection, createServer, type Socket } from 'node:net';
import type { Endpoint } from '../../engine/api/ids.js';
import { addressText } from '../../engine/base/address-text.js';
import { isHandshake } from '../../engine/wire/handshake.js';

/** As it looks from outside. */
export type WireEncryption = 'plain' | 'handshake' | 'rc4';

export interface WireTap {
  readonly host: string;
  readonly port: number;
  /** `host:port`, to be dialled in place of the peer. */
  readonly address: string;
  /** What each connection was over which a transfer went; `payload` is some of what was transferred. */
  seen(payload: Buffer): WireEncryption[];
  stop(): Promise<void>;
}

interface Line {
  readonly there: Buffer[];
  readonly back: Buffer[];
}

/** Listens on `host` and passes everything on to `to`, from the address `from` if one is given. */
export async function tapWire(host: string, to: Endpoint, from?: string): Promise<WireTap> {
  const lines: Line[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const line: Line = { there: [], back: [] };
    lines.push(line);
    const far = createConnection({ host: to.host, port: to.port, ...(from === undefined ? {} : { localAddress: from }) });
    for (const [a, b, kept] of [
      [near, far, line.there],
      [far, near, line.back],
    ] as const) {
      sockets.add(a);
      a.setNoDelay(true);
      a.on('data', (bytes: Buffer) => {
        kept.push(bytes);
        if (!b.write(bytes)) a.pause();
      });
      b.on('drain', () => a.resume());
      a.on('error', () => b.destroy()); // either side may reset
      a.on('end', () => b.end());
      a.on('close', () => {
        sockets.delete(a);
        b.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    host,
    port,
    address: addressText({ host, port }),
    seen: (payload) =>
      lines.map(({ there, back }) => kindOf(Buffer.concat(there), Buffer.concat(back), payload)).flatMap((kind) => kind ?? []),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Less is nothing but handshakes. */
const LEAST_BYTES = 16 * 1024;

/** Null: no transfer. */
function kindOf(there: Buffer, back: Buffer, payload: Buffer): WireEncryption | null {
  if (Math.max(there.length, back.length) < LEAST_BYTES) return null;
  const inClear = there.includes(payload) || back.includes(payload);
  if (isHandshake(there) === true) return inClear ? 'plain' : null;
  return inClear ? 'handshake' : 'rc4';
}
