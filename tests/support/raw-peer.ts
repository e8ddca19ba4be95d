/** A peer that only listens: dials, introduces itself (BEP 10), and keeps every extension message it is sent. */
import { connect } from 'node:net';
import { encode } from '../../engine/bencode/encode.js';
import { encodeExtended, HAVE_NONE } from '../../engine/wire/encode.js';
import { decodeExtendedHandshake, type ExtendedHandshake } from '../../engine/wire/extended/handshake.js';
import { DEFAULT_LIMITS, Framer, type WireSink } from '../../engine/wire/framer.js';
import { encodeHandshake, HandshakeReader } from '../../engine/wire/handshake.js';
import type { PeerMessage } from '../../engine/wire/message.js';
import { within } from './waiting.js';

export interface RawPeer {
  /** What the other side says it speaks. */
  readonly introduced: Promise<ExtendedHandshake>;
  /** Payloads that came under one of our ids. */
  messages(id: number): readonly Uint8Array[];
  stop(): void;
}

/** `ids`: extensions it offers, by their name on the wire; `number` makes its peer id, and the port where it claims to listen. */
export async function startRawPeer(
  to: { readonly ip: string; readonly port: number },
  infoHash: string,
  ids: Readonly<Record<string, number>>,
  number = 1,
): Promise<RawPeer> {
  const socket = connect({ host: to.ip, port: to.port });
  const came: { id: number; payload: Uint8Array }[] = [];
  const reader = new HandshakeReader();
  let introduce: (theirs: ExtendedHandshake) => void = () => undefined;
  const introduced = new Promise<ExtendedHandshake>((resolve) => {
    introduce = resolve;
  });
  const nothing = (): void => undefined;
  const sink: WireSink = {
    onBlockBegin: nothing,
    onBlockBytes: nothing,
    onBlockEnd: nothing,
    onRequest: nothing,
    onCancel: nothing,
    onHave: nothing,
    onMessage(message: PeerMessage) {
      if (message.kind !== 'extended') return;
      came.push({ id: message.id, payload: message.payload.slice() });
      const theirs = message.id === 0 ? decodeExtendedHandshake(message.payload) : null;
      if (theirs?.ok) introduce(theirs.value);
    },
  };
  const framer = new Framer(sink, DEFAULT_LIMITS);
  await within('the raw peer to connect', new Promise<void>((resolve) => socket.once('connect', () => resolve())), 5000);
  const reserved = { extended: true, fast: true, dht: false, v2: false };
  socket.write(
    encodeHandshake({ infoHash: Buffer.from(infoHash, 'hex'), peerId: Buffer.from(`-RW0001-listens only${number}`.slice(-20)), reserved }),
  );
  socket.write(HAVE_NONE);
  socket.write(encodeExtended(0, encode({ m: ids, p: 20_000 + number })));
  socket.on('error', nothing);
  socket.on('data', (chunk) => {
    const used = reader.result === null ? reader.receive(chunk) : 0;
    if (reader.result !== null) framer.receive(chunk.subarray(used));
  });
  return {
    introduced: within('the other side to introduce itself', introduced, 10_000),
    messages: (id) => came.filter((message) => message.id === id).map(({ payload }) => payload),
    stop: () => socket.destroy(),
  };
}
