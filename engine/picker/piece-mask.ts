/** A set of pieces as plain bits in the wire layout, to be looked through together with what a peer has (Bitfield.nextIn). */
export class PieceMask {
  readonly bytes: Uint8Array;
  private ones = 0;

  constructor(pieceCount: number) {
    this.bytes = new Uint8Array((pieceCount + 7) >> 3);
  }

  get count(): number {
    return this.ones;
  }
  has(piece: number): boolean {
    return ((this.bytes[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0;
  }
  /** True when it was not there. */
  add(piece: number): boolean {
    if (this.has(piece)) return false;
    this.bytes[piece >> 3] = (this.bytes[piece >> 3] ?? 0) | (0x80 >> (piece & 7));
    this.ones++;
    return true;
  }
  remove(piece: number): void {
    if (!this.has(piece)) return;
    this.bytes[piece >> 3] = (this.bytes[piece >> 3] ?? 0) & ~(0x80 >> (piece & 7));
    this.ones--;
  }
  /** Becomes equal to another set of the same size. */
  copy(other: PieceMask): void {
    this.bytes.set(other.bytes);
    this.ones = other.ones;
  }
}
