import { describe, expect, test } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import { directReader } from '../../../../engine/metainfo/metainfo-reader.js';
import { atRest } from '../../../../engine/resume/at-rest.js';
import type { ResumeRecord } from '../../../../engine/resume/record.js';
import {
  initAtRest,
  initFromRecord,
  initFromSource,
  magnetPeers,
  newTorrentId,
  readSource,
  swarmHash,
} from '../../../../engine/session/new-torrent.js';
import { plainRecord, restingRecord } from '../../../support/resume-samples.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { makeSimTorrent } from '../../../support/sim/sim-torrent.js';

const ID = '0011223344556677' as TorrentId;
const HASH = '0123456789abcdef0123456789abcdef01234567';
const torrent = makeSimTorrent({ name: 'film', size: 50_000, tracker: 'http://t/announce' });
const file = { kind: 'file', bytes: torrent.file } as const;
const magnet = (more = '') => ({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${HASH}${more}` }) as const;
const init = async (source: typeof file | ReturnType<typeof magnet>, more = {}) =>
  initFromSource(await readSource(source, directReader), { source, savePath: '/downloads', ...more }, ID, 77);

const record = (more: Partial<ResumeRecord>): ResumeRecord => ({ ...plainRecord, id: ID, trackers: [['http://u/']], ...more });
const saved = (infoBytes: Uint8Array) => ({
  infoBytes,
  pieceLayers: null,
  summary: null,
  webSeeds: [],
  comment: 'c',
  createdBy: null,
  creationDate: null,
});

describe('a new torrent', () => {
  test('from a file', async () => {
    expect(await init(file)).toMatchObject({
      id: ID,
      name: 'film',
      magnet: null,
      trackers: [['http://t/announce']],
      savePath: '/downloads',
      intent: 'run',
      select: null,
      addedAt: 77,
      seedOnly: false,
      record: null,
    });
    expect((await init(file)).infoHashV1).toBe(Buffer.from(torrent.infoHash).toString('hex'));
  });

  test('from a magnet, with the name and the files it tells, or none', async () => {
    expect(await init(magnet('&dn=Some+film&tr=http%3A%2F%2Ft%2F&so=1,3-4'))).toMatchObject({
      name: 'Some film',
      infoHashV1: HASH,
      metainfo: null,
      trackers: [['http://t/']],
      select: [
        [1, 1],
        [3, 4],
      ],
    });
    expect((await init(magnet())).name).toBe(HASH);
    expect(
      initFromSource(await readSource({ kind: 'magnet', uri: HASH }, directReader), { source: magnet(), savePath: '/' }, ID, 0).infoHashV1,
    ).toBe(HASH);
  });

  test.each([
    [file, {}, 'run'],
    [file, { paused: true }, 'pause'],
    [magnet(), { hold: true, paused: true }, 'hold'],
    [magnet(), { paused: true }, 'pause'],
    [file, { hold: true }, 'run'],
  ])('%# does what the person wants', async (source, more, intent) => {
    expect((await init(source, more)).intent).toBe(intent);
  });

  test('takes the chosen files, before those of the link', async () => {
    expect((await init(magnet('&so=1'), { wanted: [0, 2] })).select).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect((await init(file, { wanted: [] })).select).toEqual([]);
  });

  test.each([
    [{ kind: 'file' as const, bytes: Buffer.from('d4:infoi1ee') }, 'torrent-invalid'],
    [{ kind: 'file' as const, bytes: new Uint8Array(0) }, 'torrent-invalid'],
    [{ kind: 'magnet' as const, uri: 'magnet:?dn=nothing' }, 'magnet-invalid'],
    [{ kind: 'magnet' as const, uri: 'http://example.org' }, 'magnet-invalid'],
  ])('%# refuses what is neither', async (source, code) => {
    await expect(readSource(source, directReader)).rejects.toThrow(expect.objectContaining({ code }));
  });

  test('refuses a link without a v1 hash in plain words', async () => {
    const read = await readSource({ kind: 'magnet', uri: `magnet:?xt=urn:btmh:1220${'ab'.repeat(32)}` }, directReader);
    expect(() => swarmHash(read)).toThrow(expect.objectContaining({ code: 'torrent-v2-only' }));
  });

  test('reads the peers of a link', async () => {
    expect(magnetPeers(magnet('&x.pe=1.2.3.4:5').uri)).toEqual(['1.2.3.4:5']);
    expect(magnetPeers('no link')).toEqual([]);
  });

  test('has an id of its own', async () => {
    const random = seededRandom(3);
    const ids = new Set(Array.from({ length: 100 }, () => newTorrentId(random)));
    expect(ids.size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('a torrent from its record', () => {
  test('with metadata', async () => {
    const kept = record({ metainfo: saved(torrent.infoBytes), priorities: Uint8Array.of(3) });
    expect(await initFromRecord(kept, directReader)).toMatchObject({
      id: ID,
      name: 'film',
      savePath: '/kept',
      intent: 'pause',
      trackers: [['http://u/']],
      addedAt: 5,
      priorities: Uint8Array.of(3),
      seedOnly: false,
    });
    expect((await initFromRecord(kept, directReader))?.record).toBe(kept);
    expect((await initFromRecord(kept, directReader))?.metainfo?.comment).toBe('c');
  });

  test('at rest, without its description', () => {
    const resting = atRest(restingRecord);
    if (resting === null) throw new Error('it is at rest');
    expect(initAtRest(restingRecord, resting)).toMatchObject({
      id: restingRecord.id,
      infoHashV1: resting.summary.infoHashV1,
      name: 'name',
      metainfo: null,
      atRest: resting,
      savePath: restingRecord.savePath,
      record: restingRecord,
    });
  });

  test('with no more than its magnet', async () => {
    expect(await initFromRecord(record({ magnet: magnet('&dn=x&so=2').uri, intent: 'hold' }), directReader)).toMatchObject({
      infoHashV1: HASH,
      name: 'x',
      metainfo: null,
      intent: 'hold',
      select: [[2, 2]],
    });
  });

  test.each([
    ['nothing', {}],
    ['a broken magnet', { magnet: 'magnet:?' }],
    ['broken metadata', { metainfo: saved(Buffer.from('de')), magnet: magnet().uri }],
  ])('cannot be made from %s', async (_what, more) => {
    expect(await initFromRecord(record(more), directReader)).toBeNull();
  });
});
