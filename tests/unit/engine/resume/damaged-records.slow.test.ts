import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import type { ResumeRecord } from '../../../../engine/resume/record.js';
import { decodeRecord, encodeRecord } from '../../../../engine/resume/resume-codec.js';
import { type QuarantinedFile, ResumeStore } from '../../../../engine/resume/resume-store.io.js';
import { salvageRecord } from '../../../../engine/resume/salvage-record.js';
import { makeScratch, type Scratch, seededBytes } from '../../../support/payload.js';
import { fullRecord } from '../../../support/resume-samples.js';
import { seededRandom } from '../../../support/seeded-random.js';

/** Of the damages that are tried on files; all of them are tried on bytes. */
const EVERY = 13;
const idOf = (n: number) => n.toString(16).padStart(16, '0') as TorrentId;
/** Short: every byte of it is damaged in its turn, and they are all alike. */
const infoBytes = new Uint8Array(seededBytes('description', 150));
const infoHashV1 = createHash('sha1').update(infoBytes).digest('hex');
const metainfo = { infoBytes, pieceLayers: null, summary: null, webSeeds: [], comment: null, createdBy: null, creationDate: null };
const recordOf = (n: number, more: Partial<ResumeRecord> = {}): ResumeRecord => ({
  ...fullRecord,
  id: idOf(n),
  infoHashV1,
  metainfo,
  mustCheck: false,
  ...more,
});

/** Every way in which a file gets damaged: cut off at each byte, a bit in each byte flipped, zeros, noise. */
function* damages(encoded: Uint8Array): Generator<[string, Uint8Array]> {
  const bytes = new Uint8Array(encoded); // a Buffer's slice would be no copy
  const random = seededRandom(5);
  for (let length = 0; length < bytes.length; length++) yield [`cut off at ${length}`, bytes.slice(0, length)];
  for (let at = 0; at < bytes.length; at++) {
    const flipped = bytes.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random.next() * 8));
    yield [`a bit flipped in byte ${at}`, flipped];
  }
  yield ['zeros', new Uint8Array(bytes.length)];
  yield ['half of it zeros', bytes.slice().fill(0, bytes.length / 2)];
  for (let i = 0; i < 20; i++) yield ['noise', random.bytes(4096)];
}

describe('damaged records', () => {
  let scratch: Scratch;
  let folder: string;
  const fileOf = (n: number) => join(folder, `${idOf(n)}.resume`);

  beforeEach(() => {
    scratch = makeScratch('damaged');
    folder = scratch.folder('torrents');
  });
  afterEach(() => scratch.dispose());

  async function load(store = new ResumeStore(folder)) {
    const quarantined: QuarantinedFile[] = [];
    const records: ResumeRecord[] = [];
    await store.load((record) => void records.push(record), quarantined);
    rmSync(join(folder, 'quarantine'), { recursive: true, force: true });
    return { records, quarantined };
  }

  it('however it is damaged, a torrent comes back from its generation before, to be checked, and the others are as they were', async () => {
    const before = recordOf(1, { generation: 4, clean: false });
    const now = encodeRecord({ ...before, generation: 5, downloadedBytes: 99 });
    writeFileSync(fileOf(2), encodeRecord(recordOf(2)));
    for (const [i, [how, bytes]] of [...damages(now)].entries()) {
      if (i % EVERY !== 0 && how !== 'noise' && !how.includes('zeros')) continue;
      writeFileSync(`${fileOf(1)}.bak`, encodeRecord(before));
      writeFileSync(fileOf(1), bytes);
      const { quarantined, records } = await load();
      expect(records, how).toEqual([{ ...before, mustCheck: true }, recordOf(2)]);
      expect(quarantined.length, how).toBe(1);
    }
  });

  it('with both generations damaged, it comes back from what is left of them, vouching for nothing', async () => {
    const whole = encodeRecord(recordOf(1));
    const lost: string[] = [];
    const wrong: string[] = [];
    let described = 0;
    let count = 0;
    for (const [how, bytes] of damages(whole)) {
      const record = salvageRecord(bytes, idOf(1));
      count++;
      if (record === null) lost.push(how);
      else {
        const named = record.id === idOf(1) && record.infoHashV1 === infoHashV1 && record.savePath === fullRecord.savePath;
        const vouches = record.have.length + record.created.length + record.adopted.length > 0 || record.clean || !record.mustCheck;
        const isRight = record.metainfo === null || Buffer.compare(record.metainfo.infoBytes, infoBytes) === 0;
        if (!named || vouches || !isRight) wrong.push(how);
        described += record.metainfo === null ? 0 : 1;
      }
    }
    expect(wrong).toEqual([]);
    // lost is what holds no whole core any more: a front that is cut off within it, and what is not a record at all
    expect(lost.filter((how) => how.startsWith('a bit flipped'))).toEqual([]);
    expect(lost.length).toBeLessThan(0.2 * count);
    expect(described).toBeGreaterThan(0.35 * count);
  });

  it('what is left of the bytes leads back to the list, by its hash where the description is gone', async () => {
    const whole = new Uint8Array(encodeRecord(recordOf(1)));
    const info = Buffer.from(whole).indexOf(Buffer.from(infoBytes));
    const inside = whole.slice().fill(0, info + 10, info + 20);
    for (const path of [fileOf(1), `${fileOf(1)}.bak`]) writeFileSync(path, inside);
    const { records } = await load();
    expect(records).toMatchObject([{ id: idOf(1), infoHashV1, metainfo: null, mustCheck: true, magnet: fullRecord.magnet }]);
    const cut = whole.slice(0, info + infoBytes.length + 40);
    for (const path of [fileOf(1), `${fileOf(1)}.bak`]) writeFileSync(path, cut);
    expect((await load()).records).toMatchObject([{ id: idOf(1), metainfo: { infoBytes }, mustCheck: true }]);
  });

  it('with nothing left of either, it comes back from a backup', async () => {
    for (const path of [fileOf(1), `${fileOf(1)}.bak`]) writeFileSync(path, 'rubbish');
    const asked: string[] = [];
    const store = new ResumeStore(folder, async (name) => {
      asked.push(name);
      return encodeRecord(recordOf(1, { downloadedBytes: 5 }));
    });
    const { quarantined, records } = await load(store);
    expect(records).toEqual([recordOf(1, { downloadedBytes: 5, clean: false, mustCheck: true })]);
    expect([asked, quarantined.length]).toEqual([[`${idOf(1)}.resume`], 2]);
    expect((await load()).records).toEqual([]);
  });

  it('never takes a record for that of another torrent', async () => {
    writeFileSync(fileOf(3), encodeRecord(recordOf(1)));
    expect((await load()).records).toEqual([]);
    writeFileSync(fileOf(3), encodeRecord(recordOf(1)).subarray(0, -3));
    expect((await load()).records).toEqual([]);
  });

  it('goes on counting generations from the one that was found', async () => {
    writeFileSync(fileOf(1), encodeRecord(recordOf(1, { generation: 41 })));
    const store = new ResumeStore(folder);
    await load(store);
    await store.save(recordOf(1));
    const saved = decodeRecord(readFileSync(fileOf(1)));
    expect(saved.ok && saved.value.generation).toBe(42);
  });

  it('reads past a folder in the place of a record', async () => {
    mkdirSync(fileOf(1));
    writeFileSync(`${fileOf(1)}.bak`, encodeRecord(recordOf(1)));
    expect((await load()).records).toMatchObject([{ id: idOf(1), mustCheck: true }]);
  });
});
