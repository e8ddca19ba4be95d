import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../engine/api/ids.js';
import type { DatagramChannel, DatagramProtocol } from '../../../../engine/base/ports.js';
import { UdpMux } from '../../../../engine/net/udp-mux.io.js';

const LOCAL = '127.0.0.1';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function makeMux(): UdpMux {
  const mux = new UdpMux();
  closing.push(() => mux.close());
  return mux;
}

interface Heard {
  readonly channel: DatagramChannel;
  readonly messages: { readonly text: string; readonly from: Endpoint }[];
  bound: number;
}

function subscribe(mux: UdpMux, protocol: DatagramProtocol): Heard {
  const messages: Heard['messages'] = [];
  const heard: Heard = {
    messages,
    bound: 0,
    channel: mux.subscribe(protocol, {
      onMessage: (bytes, from) => messages.push({ text: Buffer.from(bytes).toString('latin1'), from }),
      onBound: () => {
        heard.bound += 1;
      },
    }),
  };
  return heard;
}

/** A bound plain socket. */
async function plain(address = LOCAL, port = 0): Promise<Socket> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  closing.push(() => socket.close());
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !condition(); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}

const portOf = (heard: Heard, family: 4 | 6 = 4): number => heard.channel.port(family) ?? 0;

describe('the shared UDP sockets', () => {
  it('hand dictionaries to the DHT and everything else to uTP', async () => {
    const mux = makeMux();
    const [dht, utp, peer] = [subscribe(mux, 'dht'), subscribe(mux, 'utp'), await plain()];
    await mux.place(0, LOCAL);
    expect(portOf(dht)).toBe(portOf(utp));
    for (const text of ['d1:ye', 'A1', '\u0001x', '']) peer.send(Buffer.from(text, 'latin1'), portOf(dht), LOCAL);
    await until(() => dht.messages.length + utp.messages.length === 4);
    expect(dht.messages.map(({ text }) => text)).toEqual(['d1:ye']);
    expect(utp.messages.map(({ text }) => text)).toEqual(['A1', '\u0001x', '']);
    expect(dht.messages[0]?.from).toEqual({ host: LOCAL, port: peer.address().port });
  });

  it('send from the very port they are reached at, over both families', async () => {
    const mux = makeMux();
    const dht = subscribe(mux, 'dht');
    await mux.place(0, null);
    for (const [family, address] of [
      [4, LOCAL],
      [6, '::1'],
    ] as const) {
      const peer = await plain(address);
      const heard = once(peer, 'message');
      dht.channel.send(Buffer.from('d'), { host: address, port: peer.address().port });
      const [, from] = (await heard) as [Buffer, { port: number; address: string }];
      expect([from.address, from.port]).toEqual([address, portOf(dht, family)]);
    }
  });

  it('give senders that come in a row one endpoint object', async () => {
    const mux = makeMux();
    const utp = subscribe(mux, 'utp');
    await mux.place(0, LOCAL);
    const [one, other] = [await plain(), await plain()];
    for (const socket of [one, one, other]) {
      const count = utp.messages.length;
      socket.send('x', portOf(utp), LOCAL);
      await until(() => utp.messages.length > count);
    }
    const [first, second, third] = utp.messages;
    expect(second?.from).toBe(first?.from);
    expect(third?.from).toEqual({ host: LOCAL, port: other.address().port });
  });

  it('are not there before somebody subscribes, nor after the last has gone', async () => {
    const port = await freePort();
    const mux = makeMux();
    await mux.place(port, LOCAL);
    const before = await plain(LOCAL, port);
    before.close();
    closing.pop();
    const [dht, utp] = [subscribe(mux, 'dht'), subscribe(mux, 'utp')];
    await until(() => portOf(utp) === port);
    dht.channel.close();
    expect(portOf(utp)).toBe(port);
    utp.channel.close();
    expect(utp.channel.port(4)).toBeNull();
    await plain(LOCAL, port);
  });

  it('move when they are placed elsewhere, and say so to who stays subscribed', async () => {
    const mux = makeMux();
    const dht = subscribe(mux, 'dht');
    const [first, second] = [await freePort(), await freePort()];
    expect(await mux.place(first, LOCAL)).toBe(true);
    expect(await mux.place(second, LOCAL)).toBe(true);
    expect([dht.bound, portOf(dht)]).toEqual([2, second]);
    await plain(LOCAL, first); // given back
    const peer = await plain();
    peer.send('d', second, LOCAL);
    await until(() => dht.messages.length === 1);
  });

  it('take another port where a program has the wanted one, and tell', async () => {
    const taken = (await plain()).address().port;
    const mux = makeMux();
    const dht = subscribe(mux, 'dht');
    expect(await mux.place(taken, LOCAL)).toBe(false);
    expect(portOf(dht)).toBeGreaterThan(0);
    expect(portOf(dht)).not.toBe(taken);
  });

  it('end with the last of two placings that overtake each other', async () => {
    const mux = makeMux();
    const dht = subscribe(mux, 'dht');
    const [first, second] = [await freePort(), await freePort()];
    await Promise.all([mux.place(first, LOCAL), mux.place(second, LOCAL)]);
    expect([dht.bound, portOf(dht)]).toEqual([1, second]);
    await plain(LOCAL, first);
  });

  it('drop what cannot be sent, and go on', async () => {
    const mux = makeMux();
    const dht = subscribe(mux, 'dht');
    dht.channel.send(Buffer.from('d'), { host: LOCAL, port: 9 }); // not bound yet
    await mux.place(0, LOCAL);
    dht.channel.send(new Uint8Array(70_000), { host: LOCAL, port: 9 });
    dht.channel.send(Buffer.from('d'), { host: LOCAL, port: 70_000 });
    dht.channel.send(Buffer.from('d'), { host: '::1', port: 9 }); // bound to IPv4 alone
    dht.channel.send(Buffer.from('d'), { host: 'nowhere.invalid', port: 9 });
    const peer = await plain();
    peer.send('d', portOf(dht), LOCAL);
    await until(() => dht.messages.length === 1);
  });

  it('are nowhere at an address that is not ours', async () => {
    const mux = makeMux();
    const dht = subscribe(mux, 'dht');
    await mux.place(0, '203.0.113.1');
    expect([dht.bound, dht.channel.port(4), dht.channel.port(6)]).toEqual([0, null, null]);
  });
});

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, LOCAL);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
