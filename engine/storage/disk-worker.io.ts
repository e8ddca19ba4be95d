(process as { noAsar?: boolean }).noAsar = true; // Electron would else take a payload file named app.asar for an archive of its own.

/**
 * Entry of the workers. One that is told so reads big descriptions of torrents; any other is a disk worker: a thread
 * that does payload I/O synchronously, so that neither the main thread nor libuv's pool (which resolves names too)
 * ever waits for a disk.
 */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../base/assert.js';
import { carryOut, type MetainfoOrder } from '../metainfo/metainfo-order.js';
import type { WorkerOrder, WorkerSetup } from './disk-protocol.js';
import { Pulse } from './pulse.js';
import { WorkerDesk } from './worker-desk.io.js';

/** Gets about a third of what others get where there is too little processor for all. */
const READER_NICE = 5;

const port = parentPort;
invariant(port !== null, 'the disk worker runs as a worker thread');
const setup = workerData as WorkerSetup | { readonly role: string };
if ('pulse' in setup) {
  const desk = new WorkerDesk((report) => port.postMessage(report), new Pulse(setup.pulse));
  port.on('message', (order: WorkerOrder) => desk.take(order));
} else {
  // On Linux this is about the calling thread alone. Transfers that are under way go before a torrent that is to come.
  if (process.platform === 'linux') setPriority(READER_NICE);
  port.on('message', (order: MetainfoOrder) => port.postMessage(carryOut(order)));
}
