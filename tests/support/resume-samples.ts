/** Saved states for tests: one with everything in it, and random ones. */
import fc from 'fast-check';
import type { InfoHashV1, InfoHashV2, TorrentId } from '../../engine/api/ids.js';
import { MAX_PIECE_LENGTH } from '../../engine/metainfo/limits.js';
import type { ResumeRecord } from '../../engine/resume/record.js';

const ID = '00112233445566ff' as TorrentId;

/** Fits a torrent of 20 pieces of 32 KiB less 5 bytes, in two files. */
export const fullRecord: ResumeRecord = {
  id: ID,
  magnet: 'magnet:?xt=urn:btih:0123',
  metainfo: {
    infoBytes: Uint8Array.from({ length: 40 }, (_, i) => i),
    pieceLayers: [[new Uint8Array(32).fill(1), new Uint8Array(64).fill(2)]],
    summary: {
      name: 'name',
      infoHashV1: '0123456789abcdef0123456789abcdef01234567' as InfoHashV1,
      infoHashV2: 'ab'.repeat(32) as InfoHashV2,
      version: 'hybrid',
      pieceLength: 32_768,
      totalSize: 20 * 32_768 - 5,
      private: true,
      source: 'somewhere',
      isFolder: true,
      shownCount: 2,
      shownBytes: 20 * 32_768 - 5,
    },
    webSeeds: ['http://127.0.0.1/x'],
    comment: 'a remark',
    createdBy: null,
    creationDate: 1_700_000_000,
  },
  trackers: [['http://127.0.0.1/announce', 'udp://127.0.0.1:1'], ['http://127.0.0.2/announce']],
  savePath: '/home/someone/Downloads',
  paths: ['name/ä.bin', 'name/b.bin'],
  intent: 'run',
  have: Uint8Array.of(0xff, 0x00, 0x10),
  partial: [{ piece: 9, blocks: Uint8Array.of(0x80) }],
  priorities: Uint8Array.of(2, 0),
  created: Uint8Array.of(0x40),
  fileSizes: [500_000, -1],
  fileMtimesMs: [1_700_000_000_123, -1],
  downloadedBytes: 12_345,
  uploadedBytes: 2 ** 45,
  wastedBytes: 0,
  addedAt: 1_700_000_000_000,
  completedAt: null,
  seedingSeconds: 77,
  maxDownBps: null,
  maxUpBps: 1_000,
  queueRank: 2 ** 40,
  forced: true,
  superSeed: true,
  sequential: true,
  firstLast: true,
  goals: { ratio: 1.5, seedMinutes: 90, idleMinutes: null, action: 'remove' },
  wishes: { label: 'Films', priority: 'high', name: 'A name of my own' },
  peers: ['127.0.0.1:6881', '[::1]:6881'],
  bannedWebSeeds: [{ url: 'http://127.0.0.1/x', why: 'it sent damaged data' }],
  clean: true,
};

/** The same of a torrent that has all of it: nothing but the record is needed to bring it back. */
export const restingRecord: ResumeRecord = {
  ...fullRecord,
  have: Uint8Array.of(0xff, 0xff, 0xf0),
  partial: [],
  priorities: Uint8Array.of(2, 1),
  fileSizes: [10, 655_345],
  fileMtimesMs: [1_700_000_000_123, 1_700_000_000_456],
};

const bytes = fc.uint8Array({ maxLength: 40 });
// Text that is no valid Unicode cannot be kept.
const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => Buffer.from(value, 'utf8').toString('utf8') === value);
const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const sizes = fc.array(fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER - 1 }), { maxLength: 5 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

export const anyRecord: fc.Arbitrary<ResumeRecord> = fc.record({
  id: fc.constant(ID),
  magnet: orNull(text),
  metainfo: orNull(
    fc.record({
      infoBytes: bytes,
      pieceLayers: orNull(fc.array(fc.tuple(bytes, bytes), { maxLength: 3 })),
      summary: orNull(
        fc.record({
          name: text,
          infoHashV1: hex(40).map((hash) => hash as InfoHashV1),
          infoHashV2: orNull(hex(64).map((hash) => hash as InfoHashV2)),
          version: fc.constantFrom('v1', 'v2', 'hybrid'),
          pieceLength: fc.integer({ min: 1, max: MAX_PIECE_LENGTH }),
          totalSize: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
          private: fc.boolean(),
          source: orNull(text),
          isFolder: fc.boolean(),
          shownCount: whole,
          shownBytes: whole,
        }),
      ),
      webSeeds: fc.array(text, { maxLength: 3 }),
      comment: orNull(text),
      createdBy: orNull(text),
      creationDate: orNull(fc.maxSafeInteger()),
    }),
  ),
  trackers: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }),
  savePath: text,
  paths: orNull(fc.array(text, { maxLength: 4 })),
  intent: fc.constantFrom('run', 'pause', 'hold'),
  have: bytes,
  partial: fc.array(fc.record({ piece: whole, blocks: bytes }), { maxLength: 3 }),
  priorities: bytes,
  created: bytes,
  fileSizes: sizes,
  fileMtimesMs: sizes,
  downloadedBytes: whole,
  uploadedBytes: whole,
  wastedBytes: whole,
  addedAt: whole,
  completedAt: orNull(whole),
  seedingSeconds: whole,
  maxDownBps: orNull(whole),
  maxUpBps: orNull(whole),
  queueRank: orNull(whole),
  forced: fc.boolean(),
  superSeed: fc.boolean(),
  sequential: fc.boolean(),
  firstLast: fc.boolean(),
  goals: orNull(
    fc.record({
      ratio: orNull(fc.nat({ max: 1_000_000 }).map((thousandths) => thousandths / 1000)),
      seedMinutes: orNull(fc.nat()),
      idleMinutes: orNull(fc.nat()),
      action: fc.constantFrom('pause', 'remove'),
    }),
  ),
  wishes: fc.record({ label: orNull(text), priority: fc.constantFrom('low', 'normal', 'high'), name: orNull(text) }),
  peers: fc.array(text, { maxLength: 3 }),
  bannedWebSeeds: fc.array(fc.record({ url: text, why: text }), { maxLength: 3 }),
  clean: fc.boolean(),
});
