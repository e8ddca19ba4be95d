import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../engine/api/ids.js';
import type { DatagramPort } from '../../../../engine/base/ports.js';
import { systemDatagrams } from '../../../../engine/net/datagram.io.js';

const open: DatagramPort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

async function echoServer(): Promise<{ port: number; close: () => void }> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => socket.send(bytes, from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: socket.address().port, close: () => socket.close() };
}

function openPort(address: string | null, port = 0): { port: DatagramPort; messages: [string, Endpoint][]; errors: string[] } {
  const messages: [string, Endpoint][] = [];
  const errors: string[] = [];
  const opened = systemDatagrams.open(
    { family: 4, port, address },
    (bytes, from) => messages.push([Buffer.from(bytes).toString(), from]),
    (code) => errors.push(code),
  );
  open.push(opened);
  return { port: opened, messages, errors };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('datagrams', () => {
  it('sends before it is bound and receives with the source address', async () => {
    const echo = await echoServer();
    const { port, messages } = openPort('127.0.0.1');
    port.send(Uint8Array.from(Buffer.from('hello')), { host: '127.0.0.1', port: echo.port });
    await until(() => messages.length > 0);
    expect(messages).toEqual([['hello', { host: '127.0.0.1', port: echo.port }]]);
    echo.close();
  });

  it('reports an address that is not ours', async () => {
    const { errors, port } = openPort('203.0.113.1');
    await until(() => errors.length > 0);
    expect(errors[0]).toBe('EADDRNOTAVAIL');
    expect(() => port.send(new Uint8Array(1), { host: '127.0.0.1', port: 9 })).not.toThrow();
    expect(() => port.close()).not.toThrow();
  });

  it('reports what cannot be sent instead of throwing', async () => {
    const { errors, port } = openPort('127.0.0.1');
    port.send(new Uint8Array(70_000), { host: '127.0.0.1', port: 9 });
    port.send(new Uint8Array(1), { host: '127.0.0.1', port: 70_000 });
    await until(() => errors.length > 1);
    expect(errors).toContain('EMSGSIZE');
    expect(errors).toContain('ERR_SOCKET_BAD_PORT');
  });

  it('is silent after close, and may be closed twice', async () => {
    const { errors, port } = openPort('127.0.0.1');
    port.close();
    port.close();
    port.send(new Uint8Array(1), { host: '127.0.0.1', port: 9 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(errors).toEqual([]);
  });
});
