/** What one packet of the peer says of ours: which arrived, and how long that took (BEP 29, "ack_nr", "Selective ACK"). */
import type { Packet } from './packet.js';
import type { Recovery } from './recovery.js';
import type { SendWindow } from './send-window.js';
import { sequenceAfter, sequenceDistance } from './sequence.js';

export class Arrivals {
  /** Payload bytes that arrived by the last packet read. */
  bytes = 0;
  /** Packets, those without payload included. */
  packets = 0;
  /** The shortest time that any of them took that was sent once; NaN: none was. */
  sampleMs = Number.NaN;
  /** The peer tells what it has out of order. */
  seesMasks = false;

  /** `onArrived` is called while the window still knows the packet. */
  constructor(
    private readonly window: SendWindow,
    private readonly recovery: Recovery,
    private readonly onArrived: (sequence: number) => void,
  ) {}

  read(packet: Packet, nowMs: number): void {
    const { window } = this;
    this.bytes = 0;
    this.packets = 0;
    this.sampleMs = Number.NaN;
    const newly = Math.min(window.outstanding, sequenceDistance(window.first, packet.acknowledged) + 1);
    for (let i = 0; i < newly; i++) this.take(sequenceAfter(window.first, i), nowMs);
    if (packet.maskBytes > 0) this.readMask(packet, nowMs);
    window.slide();
  }

  private readMask(packet: Packet, nowMs: number): void {
    this.seesMasks = true;
    for (let i = 0; i < packet.maskBytes; i++) {
      let mask = packet.bytes[packet.maskAt + i] ?? 0;
      for (let bit = 0; mask !== 0; bit++, mask >>= 1) {
        if ((mask & 1) === 0) continue;
        const sequence = sequenceAfter(packet.acknowledged, 2 + i * 8 + bit);
        if (this.window.holds(sequence)) this.take(sequence, nowMs);
      }
    }
  }

  private take(sequence: number, nowMs: number): void {
    const { window } = this;
    if (window.isAcked(sequence)) return;
    this.recovery.onAcked(sequence, nowMs);
    if (window.sendCount(sequence) === 1) {
      const tookMs = nowMs - window.sentAtMs(sequence);
      if (!(tookMs >= this.sampleMs)) this.sampleMs = tookMs;
    }
    this.onArrived(sequence);
    this.bytes += window.payloadBytes(sequence);
    this.packets++;
    window.acknowledge(sequence);
  }
}
