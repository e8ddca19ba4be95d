/** Whole transfers between the built command and a real peer, with every byte compared at the end. */
import { mkdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Libtorrent } from './libtorrent.js';
import { type Payload, type PayloadPlan, payloadDifferences, type Scratch, writePayload } from './payload.js';
import { type ShoalEvent, type ShoalProcess, type ShoalWays, startShoal } from './shoal.js';

export interface MadeTorrent {
  readonly payload: Payload;
  /** Path of the .torrent. */
  readonly torrent: string;
  readonly infoHash: string;
  readonly pieceSize: number;
  readonly pieceCount: number;
}

/** Writes a payload below `scratch` and has libtorrent make a v1 torrent of it, so that nothing of ours vouches for it. */
export async function makeTorrentOf(
  scratch: Scratch,
  maker: Libtorrent,
  name: string,
  plan: PayloadPlan,
  pieceSize: number,
  trackers: readonly string[] = [],
  webSeeds: readonly string[] = [],
): Promise<MadeTorrent> {
  const payload = writePayload(scratch.folder(`${name}-data`), plan, name);
  const torrent = scratch.path(`${name}.torrent`);
  const { infoHashV1 } = await maker.create({ path: payload.root, out: torrent, pieceSize, trackers, webSeeds });
  if (infoHashV1 === null) throw new Error('libtorrent made no v1 torrent');
  return { payload, torrent, infoHash: infoHashV1, pieceSize, pieceCount: Math.ceil(payload.totalBytes / pieceSize) };
}

/**
 * Files of every awkward kind, about `pieces` pieces in all: empty ones at the start, in the middle and at the end, one byte,
 * several in one piece, one across pieces, one of exactly one piece, and an end that fits no block.
 */
export function awkwardPlan(name: string, pieceSize: number, pieces: number): PayloadPlan {
  const small = Math.max(1, Math.floor(pieceSize / 7));
  return {
    [`${name}/0-empty`]: 0,
    [`${name}/1-one-byte`]: 1,
    [`${name}/2-small/a`]: small,
    [`${name}/2-small/b`]: small + 13,
    [`${name}/2-small/empty`]: 0,
    [`${name}/3-one-piece`]: pieceSize,
    [`${name}/4-across`]: Math.max(pieceSize, Math.floor((pieces - 2) * pieceSize)) + 4_567,
    [`${name}/5 with spaces, ü and 魚.bin`]: 16_384 + 1,
    [`${name}/6-last-empty`]: 0,
  };
}

/** The paths that hold bytes: Transmission does not make empty files. */
export const filledFiles = (plan: PayloadPlan): string[] => Object.keys(plan).filter((path) => (plan[path] ?? 0) > 0);

export interface DownloadRun {
  readonly process: ShoalProcess;
  readonly complete: ShoalEvent;
  /** Payload bytes received in that run. */
  readonly downloaded: number;
}

/** Runs `shoal download SOURCE --out DIR` to its end; fails unless it exits 0. */
export async function downloadWhole(
  source: string,
  out: string,
  options: ShoalWays & {
    readonly peers?: readonly string[];
    readonly ip?: string;
    readonly words?: readonly string[];
    readonly timeoutMs?: number;
  } = {},
): Promise<DownloadRun> {
  mkdirSync(out, { recursive: true });
  const { peers = [], timeoutMs = 40_000, words = [], ...ways } = options;
  const process = await startShoal(['download', source, '--out', out, ...peers.flatMap((peer) => ['--peer', peer]), ...words], ways);
  try {
    const complete = await process.event('complete', timeoutMs);
    expect(await process.code(15_000)).toBe(0);
    expect(process.stderr()).toBe('');
    expect(process.otherLines).toEqual([]);
    const downloaded = Number(process.events.filter((event) => event.event === 'progress').at(-1)?.downloaded);
    return { process, complete, downloaded };
  } finally {
    await process.stop('SIGKILL');
  }
}

/** A whole first download: every byte, and the figures of `complete`. */
export async function expectDownload(
  made: MadeTorrent,
  out: string,
  options: Parameters<typeof downloadWhole>[2] & { readonly source?: string },
): Promise<DownloadRun> {
  const run = await downloadWhole(options.source ?? made.torrent, out, options);
  expect(payloadDifferences(made.payload, out)).toEqual([]);
  expect(run.complete).toMatchObject({ bytes: made.payload.totalBytes, verifiedPieces: made.pieceCount });
  expect(Number(run.complete.wastedBytes)).toBe(0);
  expect(run.downloaded).toBe(made.payload.totalBytes);
  return run;
}

/** Starts `shoal seed` and waits until it seeds. */
export async function startSeed(
  torrent: string,
  dir: string,
  { words = [], ...ways }: ShoalWays & { readonly ip?: string; readonly words?: readonly string[] } = {},
): Promise<ShoalProcess> {
  const process = await startShoal(['seed', torrent, '--data', dir, ...words], ways);
  try {
    await process.event('seeding', 30_000);
    return process;
  } catch (problem) {
    await process.stop('SIGKILL');
    throw problem;
  }
}
