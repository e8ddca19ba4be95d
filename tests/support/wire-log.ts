/** A WireSink that writes down what it is told, with blocks put together again: equal logs mean equal messages. */
import type { WireSink } from '../../engine/wire/framer.js';
import type { PeerMessage } from '../../engine/wire/message.js';

export type WireEntry =
  | { readonly kind: 'block'; readonly piece: number; readonly offset: number; readonly bytes: readonly number[] }
  | { readonly kind: 'request' | 'cancel'; readonly piece: number; readonly offset: number; readonly length: number }
  | { readonly kind: 'have'; readonly piece: number }
  | PeerMessage;

export class WireLog implements WireSink {
  readonly entries: WireEntry[] = [];
  /** Blocks begun and not ended. */
  openBlocks = 0;
  #expected = 0;
  #bytes: number[] = [];

  onBlockBegin(_piece: number, offset: number): void {
    if (this.openBlocks !== 0) throw new Error('a block begins inside another');
    this.openBlocks = 1;
    this.#expected = offset;
    this.#bytes = [];
  }
  onBlockBytes(_piece: number, offset: number, view: Uint8Array): void {
    if (this.openBlocks !== 1 || offset !== this.#expected) throw new Error(`bytes at ${offset}, expected ${this.#expected}`);
    if (view.length === 0) throw new Error('an empty view');
    this.#expected += view.length;
    this.#bytes.push(...view);
  }
  onBlockEnd(piece: number, offset: number, length: number): void {
    if (this.#bytes.length !== length) throw new Error(`a block of ${length} bytes ended after ${this.#bytes.length}`);
    this.openBlocks = 0;
    this.entries.push({ kind: 'block', piece, offset, bytes: this.#bytes });
  }
  onRequest(piece: number, offset: number, length: number): void {
    this.entries.push({ kind: 'request', piece, offset, length });
  }
  onCancel(piece: number, offset: number, length: number): void {
    this.entries.push({ kind: 'cancel', piece, offset, length });
  }
  onHave(piece: number): void {
    this.entries.push({ kind: 'have', piece });
  }
  onMessage(message: PeerMessage): void {
    if (this.openBlocks !== 0) throw new Error('a message inside a block');
    this.entries.push(message);
  }
}
