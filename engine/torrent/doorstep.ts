/**
 * A connection that came while its torrent's details were on the disk alone: it is not read until they are here, and let
 * go of when they cannot be read. What both sides said in their handshakes holds.
 */
import type { ByteStream } from '../base/ports.js';

/** What had arrived before reading stopped: no more than a read's worth. */
const MOST_BYTES = 256 * 1024;

/** Calls `run` when the details are here, which may be at once, or `fail`. */
export type WhenHere = (run: () => void, fail: () => void) => void;

/** `attach` gets the bytes that came after the handshake; `gone` is called instead when the connection has ended. */
export function keepWaiting(
  stream: ByteStream,
  rest: Uint8Array,
  whenHere: WhenHere,
  attach: (rest: Uint8Array) => void,
  gone: () => void,
): void {
  let early = rest;
  let state: 'asking' | 'waiting' | 'done' = 'asking';
  const end = () => {
    if (state === 'done') return;
    state = 'done';
    gone();
  };
  whenHere(
    () => {
      if (state === 'done') return;
      const waited = state === 'waiting';
      state = 'done';
      attach(early);
      if (waited) stream.setReading(true);
    },
    () => {
      if (state === 'done') return;
      stream.close();
      end();
    },
  );
  if (state !== 'asking') return;
  state = 'waiting';
  stream.setReading(false);
  stream.setSink({
    onBytes: (view) => {
      if (early.length + view.length <= MOST_BYTES) early = new Uint8Array(Buffer.concat([early, view]));
      else stream.close();
    },
    onDrain: () => undefined,
    onClose: end,
  });
}
