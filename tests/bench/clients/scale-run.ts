/**
 * Restores a state folder in a process of its own and measures itself: `scale-run STATE DISK-WORKER COUNT SETTLE IDLE`.
 * One line of JSON, as libtorrent-scale.py writes it too: seconds until all are seeding and their list was shown, processor
 * time of that, and MiB resident; then, once the program has SETTLEd for so many seconds (V8 tidies up about ten seconds
 * after a start: that is told apart), processor time of the IDLE seconds, and MiB resident at their end.
 */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { ViewMessage } from '../../../engine/api/view-messages.js';
import { openEngine } from '../../../engine/index.js';
import { pause } from '../../support/waiting.js';
import { cpuSeconds, memoryMiB } from '../measure/process-stat.js';
import { idOf } from '../scale-id.js';

const [state = '', worker = '', count = '0', settle = '0', idle = '20'] = process.argv.slice(2);
const LIMIT_MS = 120_000;
const LOOK_MS = 5;

const started = performance.now();
const cpuAtStart = cpuSeconds(process.pid);
const settings = { bindAddress: '127.0.0.1', dht: false, pex: false, lsd: false, nat: false };
const engine = await openEngine({ stateDir: state, diskWorker: pathToFileURL(worker).href, clientName: 'Shoal scale', settings });

/** All of them seed in earnest: their files have been looked at. Asked now and then, without rows, which would be garbage by the MiB. */
async function untilAllSeed(): Promise<void> {
  for (let seeding = 0; ; ) {
    while (seeding < Number(count) && isSeeding(seeding)) seeding++;
    if (seeding === Number(count)) return;
    if (performance.now() - started > LIMIT_MS) throw new Error(`only ${seeding} of ${count} are seeding`);
    await pause(LOOK_MS);
  }
}
function isSeeding(n: number): boolean {
  const found = engine.stats(idOf(n));
  return found !== null && found.doneBytes === found.wantedBytes && found.why.kind === 'nobody-interested';
}

/** What a window sees when it opens. */
function listAll(): void {
  let seeding = 0;
  const view = engine.openView((message: ViewMessage) => {
    if (message.kind === 'rows-snapshot') seeding += message.rows.filter(({ status }) => status.kind === 'seeding').length;
  });
  view.close();
  if (seeding !== Number(count)) throw new Error(`only ${seeding} of ${count} are listed as seeding`);
}

await untilAllSeed();
listAll();
const restoreSeconds = (performance.now() - started) / 1000;
const restored = cpuSeconds(process.pid);
const residentMiB = memoryMiB(process.pid, 'VmRSS');
await pause(Number(settle) * 1000);
const before = cpuSeconds(process.pid);
await pause(Number(idle) * 1000);
const idlePercent = ((cpuSeconds(process.pid) - before) / Number(idle)) * 100;
const idleMiB = memoryMiB(process.pid, 'VmRSS');
const cpu = { restoreCpuSeconds: restored - cpuAtStart, settleCpuSeconds: before - restored };
process.stdout.write(`${JSON.stringify({ restoreSeconds, ...cpu, residentMiB, idleMiB, idlePercent })}\n`);
await engine.close();
process.exit(0);
