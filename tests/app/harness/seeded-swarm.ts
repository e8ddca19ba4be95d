/** A payload, its torrent, a tracker and a transmission-daemon that seeds it: the swarm that the app joins. */
import { chmodSync, mkdirSync } from 'node:fs';
import { type Payload, type PayloadPlan, writePayload } from '../../support/payload.js';
import { runShoal } from '../../support/shoal.js';
import { startTracker, type Tracker } from '../../support/tracker.js';
import { startTransmission, type Transmission } from '../../support/transmission.js';
import { until } from '../../support/waiting.js';
import type { Room } from './stage.js';

export interface Swarm {
  readonly payload: Payload;
  /** Path of the .torrent. */
  readonly torrent: string;
  readonly infoHash: string;
  readonly name: string;
  /** With the tracker, without peers. */
  readonly magnet: string;
  readonly tracker: Tracker;
  readonly seed: Transmission;
  stop(): Promise<void>;
}

/** Makes a torrent of the payload by our own command; gives its v1 info-hash. */
export async function createTorrent(payload: Payload, torrent: string, words: readonly string[]): Promise<string> {
  const created = await runShoal(['create', payload.root, '--out', torrent, ...words]);
  if (created.code !== 0) throw new Error(`shoal create: ${created.stderr}`);
  chmodSync(torrent, 0o644);
  const seen = await runShoal(['inspect', torrent, '--json']);
  return String(JSON.parse(seen.stdout).infoHashV1);
}

export async function startSwarm(room: Room, plan: PayloadPlan, pieceSize: number): Promise<Swarm> {
  mkdirSync(room.path('source'), { recursive: true });
  const payload = writePayload(room.path('source'), plan);
  const torrent = room.path('payload.torrent');
  const tracker = await startTracker();
  const infoHash = await createTorrent(payload, torrent, ['--piece-size', String(pieceSize), '--tracker', tracker.httpUrl]);
  const seed = await startTransmission('127.0.0.3');
  await seed.add(torrent, room.path('source'));
  await seed.completed();
  await until(
    'the seed to announce itself',
    () => tracker.announces.some(({ address }) => address === seed.address),
    30_000,
    () => JSON.stringify(tracker.announces),
  );
  const name = Object.keys(plan)[0]?.split('/')[0] ?? '';
  return {
    payload,
    torrent,
    infoHash,
    name,
    magnet: `magnet:?xt=urn:btih:${infoHash}&dn=${encodeURIComponent(name)}&tr=${encodeURIComponent(tracker.httpUrl)}`,
    tracker,
    seed,
    async stop() {
      await Promise.all([seed.stop(), tracker.stop()]);
    },
  };
}
