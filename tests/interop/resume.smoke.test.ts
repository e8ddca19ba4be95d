import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { startShoal } from '../support/shoal.js';
import { downloadWhole, makeTorrentOf } from '../support/transfers.js';

const MIB = 1024 * 1024;

describe.skipIf(lacks(libtorrentPart))('a second run', () => {
  const scratch = makeScratch('resume');
  let peer: Libtorrent;
  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2');
  });
  afterAll(async () => {
    await peer?.stop();
    scratch.dispose();
  });

  /** Downloads at `bps` until `untilBytes` are verified, ends the run with `signal`, and downloads the rest at full speed. */
  async function interrupted(name: string, signal: NodeJS.Signals, bps: number, totalBytes: number, untilBytes: number) {
    const made = await makeTorrentOf(
      scratch,
      peer,
      name,
      { [`${name}/a`]: Math.floor(totalBytes / 3), [`${name}/b`]: Math.ceil((totalBytes * 2) / 3) - 5 },
      262_144,
    );
    const { key } = await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true, up: bps });
    const out = scratch.folder(`${name}-out`);
    const first = await startShoal(['download', made.torrent, '--out', out, '--peer', peer.address]);
    const seen = await first.event('progress', 60_000, (event) => Number(event.done) >= untilBytes);
    const exit = await first.stop(signal);
    await peer.limit({}, key);
    const second = await downloadWhole(made.torrent, out, { peers: [peer.address] });
    expect(payloadDifferences(made.payload, out)).toEqual([]);
    expect(second.complete).toMatchObject({ bytes: made.payload.totalBytes, verifiedPieces: made.pieceCount });
    return { exit, again: second.downloaded - (made.payload.totalBytes - Number(seen.done)), stderr: first.stderr() };
  }

  it('goes on after a kill, fetching again at most what came in the last five seconds', async () => {
    const bps = 2 * MIB;
    const { again } = await interrupted('killed', 'SIGKILL', bps, 24 * MIB, 14 * MIB);
    expect(again).toBeLessThanOrEqual(5 * bps);
  });

  it('goes on after an orderly stop without fetching anything again', async () => {
    const { exit, again, stderr } = await interrupted('stopped', 'SIGTERM', 4 * MIB, 12 * MIB, 5 * MIB);
    expect(exit.code).toBe(1);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    // What arrived between the last progress line and the signal is kept too, so this may be below zero.
    expect(again).toBeLessThanOrEqual(0);
  });
});
