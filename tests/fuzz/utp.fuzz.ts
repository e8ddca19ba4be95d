/**
 * Packets into a uTP connection that is up, with time passing between them. The first byte chooses: dialled or accepted,
 * and whether what comes is forged so well that its numbers fit. Nothing throws; what is held and sent stays within bounds; a
 * connection that is closed says nothing more, and gives everything back.
 */
import { decodePacket, MOST_MASK_BYTES, PACKET_TYPE, Packet, stampPacket, writeHeader } from '../../engine/utp/packet.js';
import { MOST_PACKET_BYTES, PacketPool } from '../../engine/utp/packet-pool.js';
import { HeldBytes } from '../../engine/utp/reorder-buffer.js';
import { UtpMachine, type UtpOptions } from '../../engine/utp/utp-machine.js';

const RECEIVE_ID = 100;
const THEIR_FIRST = 65_530;
const OUR_FIRST = 65_520;
const MOST_HELD = 5 * 1024 * 1024;
const OPTIONS_BYTES = 3;

/** A packet as bytes. */
function made(
  type: number,
  connectionId: number,
  sequence: number,
  acknowledged: number,
  rest: readonly number[] = [],
  extension = 0,
): Uint8Array {
  const out = new Uint8Array(20 + rest.length);
  writeHeader(out, type, connectionId, sequence & 0xffff);
  stampPacket(out, { timestampUs: 1000, delayUs: 500, windowBytes: 100_000, acknowledged: acknowledged & 0xffff });
  out[1] = extension;
  out.set(rest, 20);
  return out;
}

class Stage {
  now = 1000;
  closed = false;
  private readonly pool = new PacketPool(4096);
  private readonly held = new HeldBytes();
  private readonly packet = new Packet();
  private sentNow = 0;
  private readonly machine: UtpMachine;

  constructor(dialled: boolean) {
    const options: UtpOptions = { family: 4, firstSequence: OUR_FIRST, pool: this.pool, held: this.held };
    const host = {
      transmit: (bytes: Uint8Array) => this.onSent(bytes),
      onOpen: () => undefined,
      onClosed: () => {
        if (this.closed) throw new Error('closed twice');
        this.closed = true;
      },
    };
    if (dialled) {
      this.machine = UtpMachine.dial(RECEIVE_ID, options, host, this.now);
      this.receive(made(PACKET_TYPE.state, RECEIVE_ID, THEIR_FIRST, OUR_FIRST));
    } else {
      decodePacket(made(PACKET_TYPE.syn, RECEIVE_ID - 1, THEIR_FIRST - 1, 0), this.packet);
      this.machine = UtpMachine.accept(this.packet, options, host, this.now);
      this.receive(made(PACKET_TYPE.data, RECEIVE_ID, THEIR_FIRST, OUR_FIRST - 1, [1]));
    }
    if (this.machine.stateKind !== 'connected') throw new Error('it is not up');
    this.machine.write([new Uint8Array(200_000)]);
    this.machine.flush(this.now);
  }

  receive(bytes: Uint8Array): void {
    this.sentNow = 0;
    if (decodePacket(bytes, this.packet) && this.packet.payloadBytes < 0) throw new Error('less than nothing');
    else if (decodePacket(bytes, this.packet)) this.machine.receive(this.packet, this.now);
    this.machine.flush(this.now);
    this.check();
  }
  /** Relative to what a peer could say. */
  forged(type: number, sequence: number, acknowledged: number, rest: readonly number[], extension: number): Uint8Array {
    return made(type, RECEIVE_ID, THEIR_FIRST + sequence, this.machine.sending.next - 1 - acknowledged, rest, extension);
  }
  pass(ms: number): void {
    this.sentNow = 0;
    this.now += ms;
    if (this.machine.deadlineMs <= this.now) this.machine.onDeadline(this.now);
    this.machine.flush(this.now);
    if (!this.closed && this.machine.deadlineMs <= this.now - 1000) throw new Error('a deadline that stays behind');
    this.check();
  }
  take(): void {
    this.machine.takeInbox(10_000);
  }
  end(): void {
    this.machine.finish(this.now);
    for (let i = 0; i < 20 && !this.closed; i++) this.pass(Math.max(1, this.machine.deadlineMs - this.now));
    if (!this.closed) throw new Error('it never ends');
    if (this.pool.packets !== 0 || this.held.bytes !== 0) throw new Error(`kept: ${this.pool.packets} packets, ${this.held.bytes} bytes`);
  }

  private onSent(bytes: Uint8Array): boolean {
    if (this.closed) throw new Error('sent after the end');
    if (bytes.length < 20 || bytes.length > MOST_PACKET_BYTES) throw new Error(`${bytes.length} bytes sent`);
    const sent = new Packet();
    if (!decodePacket(bytes, sent)) throw new Error('what was sent is no packet');
    if (sent.maskBytes > MOST_MASK_BYTES) throw new Error('a mask too long');
    if (++this.sentNow > 200) throw new Error('a flood for one packet');
    return true;
  }
  private check(): void {
    const { flightBytes, outstanding } = this.machine.sending;
    if (flightBytes < 0 || outstanding < 0 || this.held.bytes < 0 || this.pool.packets < 0) throw new Error('less than nothing');
    if (this.held.bytes > MOST_HELD) throw new Error(`${this.held.bytes} bytes held`);
    if (Number.isNaN(this.machine.deadlineMs)) throw new Error('no deadline is one');
  }
}

/** The data is cut into orders: a kind, two numbers, and a length of bytes that follow. */
export function fuzz(data: Uint8Array): void {
  decodePacket(data, new Packet());
  const [choice = 0] = data;
  const stage = new Stage((choice & 1) !== 0);
  for (let at = 1; at + OPTIONS_BYTES < data.length && !stage.closed; ) {
    const [kind = 0, first = 0, second = 0, length = 0] = data.subarray(at, at + 4);
    const rest = data.subarray(at + 4, at + 4 + length);
    at += 4 + rest.length;
    if (kind < 40) stage.receive(Uint8Array.from(rest));
    else if (kind < 70) stage.pass(first * second);
    else if (kind < 80) stage.take();
    else stage.receive(stage.forged(kind % 5, (first << 24) >> 24, (second << 24) >> 24, [...rest], kind < 160 ? 0 : 1));
  }
  if (!stage.closed) stage.end();
}

const order = (kind: number, first: number, second: number, rest: readonly number[] = []): number[] => [
  kind,
  first,
  second,
  rest.length,
  ...rest,
];
const DATA = 80;
const STATE = 82;
const MASKED = 162;

export const seeds: readonly Uint8Array[] = [
  Uint8Array.of(0),
  Uint8Array.from([1, ...order(DATA, 0, 0, [1, 2, 3]), ...order(DATA, 1, 0, [4]), ...order(DATA, 3, 1, [5]), ...order(75, 0, 0)]),
  Uint8Array.from([
    0,
    ...order(STATE, 1, 2),
    ...order(STATE, 1, 1),
    ...order(MASKED, 1, 9, [0, 4, 5, 0, 0, 0]),
    ...order(50, 10, 100),
    ...order(STATE, 1, 0),
  ]),
  Uint8Array.from([1, ...order(MASKED, 0, 3, [0, 8, 255, 255, 255, 255, 0, 0, 0, 0]), ...order(50, 255, 255), ...order(50, 255, 255)]),
  Uint8Array.from([0, ...order(81, 2, 0), ...order(DATA, 1, 0, [1]), ...order(DATA, 0, 0, [1])]),
  Uint8Array.from([1, ...order(83, 0, 0)]),
  Uint8Array.from([0, ...order(10, 0, 0, [...made(PACKET_TYPE.data, RECEIVE_ID, 5, 5, [1, 0, 0, 3, 1, 2, 3], 0x7f)])]),
];
