import { describe, expect, test } from 'vitest';
import type { ByteSink, ByteStream, CloseReason, StreamKind } from '../../../../engine/base/ports.js';
import { HandshakeExchange } from '../../../../engine/peer/handshake-exchange.js';
import { encodeHandshake, type Handshake } from '../../../../engine/wire/handshake.js';

const RESERVED = { extended: true, fast: true, dht: false, v2: false };
const shake = (hash: number, id: number): Handshake => ({
  infoHash: new Uint8Array(20).fill(hash),
  peerId: new Uint8Array(20).fill(id),
  reserved: RESERVED,
});
const OURS = shake(1, 2);
const THEIRS = shake(1, 3);

class FakeStream implements ByteStream {
  readonly kind: StreamKind = { transport: 'tcp', encryption: 'none' };
  readonly remote = { host: '10.0.0.2', port: 5 };
  readonly local = { host: '10.0.0.1', port: 6 };
  readonly queuedBytes = 0;
  written = Buffer.alloc(0);
  closed = false;
  sink: ByteSink | null = null;

  setSink(sink: ByteSink): void {
    this.sink = sink;
  }
  write(chunks: readonly Uint8Array[]): void {
    this.written = Buffer.concat([this.written, ...chunks]);
  }
  setReading(): void {}
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.sink?.onClose({ kind: 'local' });
  }
}

function exchange(ours: Handshake | null, answer: Handshake | null = OURS) {
  const stream = new FakeStream();
  const heard: string[] = [];
  const made = new HandshakeExchange(stream, ours, {
    answer: (infoHash) => {
      heard.push(`asked for ${infoHash[0]}`);
      return answer;
    },
    onReady: (theirs, rest) => void heard.push(`ready ${theirs.peerId[0]} and ${Buffer.from(rest).toString('hex')}`),
    onFailed: (reason) => void heard.push(`failed: ${reason}`),
  });
  const receive = (bytes: Uint8Array) => stream.sink?.onBytes(bytes);
  const end = (reason: CloseReason) => stream.sink?.onClose(reason);
  return { stream, heard, receive, end, made };
}

describe('handshake exchange', () => {
  test('the dialling side speaks first and hands on what follows', () => {
    const { stream, heard, receive } = exchange(OURS);
    expect(stream.written).toEqual(Buffer.from(encodeHandshake(OURS)));
    receive(Buffer.concat([encodeHandshake(THEIRS), Buffer.of(0xab, 0xcd)]));
    expect(heard).toEqual(['ready 3 and abcd']);
  });

  test('the accepting side answers as soon as it knows the torrent, in any split', () => {
    const bytes = encodeHandshake(THEIRS);
    for (let cut = 1; cut < bytes.length; cut++) {
      const { stream, heard, receive } = exchange(null);
      receive(bytes.subarray(0, cut));
      expect(stream.written.length, `cut at ${cut}`).toBe(cut >= 48 ? 68 : 0);
      receive(bytes.subarray(cut));
      expect(stream.written).toEqual(Buffer.from(encodeHandshake(OURS)));
      expect(heard).toEqual(['asked for 1', 'ready 3 and ']);
    }
  });

  test('the rest is a copy: the buffer it came in is reused', () => {
    const stream = new FakeStream();
    let kept = new Uint8Array();
    const onReady = (_theirs: Handshake, rest: Uint8Array) => {
      kept = rest as Uint8Array<ArrayBuffer>;
    };
    new HandshakeExchange(stream, OURS, { answer: () => null, onReady, onFailed: () => undefined });
    const bytes = Buffer.concat([encodeHandshake(THEIRS), Buffer.of(7)]);
    stream.sink?.onBytes(bytes);
    bytes.fill(0);
    expect([...kept]).toEqual([7]);
  });

  test('refuses a torrent that is not here, without a word', () => {
    const { stream, heard, receive } = exchange(null, null);
    receive(encodeHandshake(THEIRS));
    expect(heard).toEqual(['asked for 1', 'failed: a torrent that is not here']);
    expect([stream.closed, stream.written.length]).toEqual([true, 0]);
  });

  test('refuses another protocol at its first byte', () => {
    const { stream, heard, receive } = exchange(null);
    receive(Buffer.from('GET / HTTP/1.1'));
    expect(heard).toEqual(['failed: not a BitTorrent handshake']);
    expect(stream.closed).toBe(true);
  });

  test('fails once, whatever happens after', () => {
    const { heard, end, receive, made } = exchange(OURS);
    end({ kind: 'failed', code: 'ECONNRESET' });
    made.abort('timeout');
    end({ kind: 'ended' });
    receive(encodeHandshake(THEIRS));
    expect(heard).toEqual(['failed: ECONNRESET']);
  });

  test('a timeout ends it, but not after it is through', () => {
    const waiting = exchange(OURS);
    waiting.made.abort('timeout');
    expect([waiting.heard, waiting.stream.closed]).toEqual([['failed: timeout'], true]);
    const through = exchange(OURS);
    through.receive(encodeHandshake(THEIRS));
    through.made.abort('timeout');
    expect([through.heard, through.stream.closed]).toEqual([['ready 3 and '], false]);
  });
});
