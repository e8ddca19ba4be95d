/**
 * Memory for packets on their way: taken when one is made, given back when it was acknowledged. One budget for all
 * connections, so that those who never acknowledge cannot make us hold more than that.
 */

/** A UDP datagram in one Ethernet frame over IPv4. */
export const MOST_PACKET_BYTES = 1472;
const BUDGET_PACKETS = 16_384;
/** So many stay ready; the memory of others goes when they come back. */
const READY_PACKETS = 1024;

export class PacketBuffer {
  readonly bytes = Buffer.alloc(MOST_PACKET_BYTES);
  /** The packet itself: as much of the bytes as it takes. */
  view: Uint8Array = this.bytes;
  /** The system may still read it: it is not used again. */
  lent = false;

  setLength(bytes: number): void {
    if (this.view.length !== bytes) this.view = this.bytes.subarray(0, bytes);
  }
}

export class PacketPool {
  private readonly ready: PacketBuffer[] = [];
  private used = 0;

  constructor(private readonly budget = BUDGET_PACKETS) {}

  /** Packets taken and not yet given back. */
  get packets(): number {
    return this.used;
  }

  /** Null when the budget is spent; `needed`: beyond it too, for who has nothing under way yet. */
  take(needed = false): PacketBuffer | null {
    if (this.used >= this.budget && !needed) return null;
    this.used++;
    return this.ready.pop() ?? new PacketBuffer();
  }

  give(buffer: PacketBuffer): void {
    this.used--;
    if (!buffer.lent && this.ready.length < READY_PACKETS) this.ready.push(buffer);
  }
}
