/** Memory given back at once, where thousands of buffers would otherwise lie dead until V8 looks for them, and the heap of the process with them. */
import { MessageChannel } from 'node:worker_threads';

/** Below this it is not worth the call, and the bytes may be part of what others use too. */
const LEAST_BYTES = 4096;

/** A line whose end is gone: what is handed to it is owned by nobody, and freed. */
function openNowhere(): (buffer: ArrayBuffer) => void {
  const { port1, port2 } = new MessageChannel();
  port1.close();
  port2.close();
  return (buffer) => port1.postMessage(null, [buffer]);
}

let nowhere: ReturnType<typeof openNowhere> | null = null;

/**
 * Frees what a view has all to itself; afterwards the view is empty. Nothing happens where the memory is shared with other
 * views or threads. Never for bytes that are being sent: the system reads them without holding on to them.
 */
export function freeBytes(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (!(buffer instanceof ArrayBuffer) || bytes.length < LEAST_BYTES || bytes.length !== buffer.byteLength) return;
  nowhere ??= openNowhere();
  nowhere(buffer);
}
