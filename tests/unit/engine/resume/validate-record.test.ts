import { describe, expect, it } from 'vitest';
import { FilePaths } from '../../../../engine/metainfo/file-paths.js';
import type { ResumeRecord } from '../../../../engine/resume/record.js';
import { type RecordInfo, validateRecord } from '../../../../engine/resume/validate-record.js';
import { fullRecord } from '../../../support/resume-samples.js';

const info: RecordInfo = {
  pieceLength: 32_768,
  pieceCount: 20,
  totalSize: 20 * 32_768 - 5,
  files: {
    count: 2,
    paths: FilePaths.of(['name/a', 'name/b']),
    offsets: Float64Array.of(0, 500_000),
    sizes: Float64Array.of(500_000, 20 * 32_768 - 500_005),
    flags: new Uint8Array(2),
  },
};

describe('a record against its torrent', () => {
  it('fits when every length and index does', () => {
    expect(validateRecord(fullRecord, info)).toEqual({ ok: true, value: fullRecord });
    const bare = {
      ...fullRecord,
      partial: [],
      priorities: new Uint8Array(),
      created: new Uint8Array(),
      fileSizes: [],
      fileMtimesMs: [],
      paths: null,
    };
    expect(validateRecord(bare, info).ok).toBe(true);
  });

  const blocks = Uint8Array.of(0x80);
  const misfits: [string, Partial<ResumeRecord>][] = [
    ['have', { have: new Uint8Array(2) }],
    ['have', { have: Uint8Array.of(0, 0, 0x08) }],
    ['partial', { partial: [{ piece: 20, blocks }] }],
    ['partial', { partial: [{ piece: 0, blocks }] }],
    [
      'partial',
      {
        partial: [
          { piece: 9, blocks },
          { piece: 9, blocks },
        ],
      },
    ],
    ['partial', { partial: [{ piece: 9, blocks: Uint8Array.of(0x20) }] }],
    ['partial', { partial: [{ piece: 9, blocks: new Uint8Array(2) }] }],
    ['priorities', { priorities: Uint8Array.of(1) }],
    ['priorities', { priorities: Uint8Array.of(1, 4) }],
    ['created', { created: Uint8Array.of(0x20) }],
    ['fileSizes', { fileSizes: [1] }],
    ['fileMtimesMs', { fileMtimesMs: [1, 2, 3] }],
    ['paths', { paths: ['only one'] }],
    ['paths', { paths: ['a', '../b'] }],
    ['paths', { paths: ['a', '/etc/passwd'] }],
    ['paths', { paths: ['a', 'x//y'] }],
    ['paths', { paths: ['same', 'same'] }],
  ];
  it.each(misfits)('is refused for its %s: %j', (field, change) => {
    expect(validateRecord({ ...fullRecord, ...change }, info)).toMatchObject({ ok: false, error: { code: 'does-not-fit', field } });
  });

  it('may name pads alike, which are never written', () => {
    const padded = { ...info, files: { ...info.files, flags: Uint8Array.of(1, 1) } };
    expect(validateRecord({ ...fullRecord, paths: ['.pad/5', '.pad/5'] }, padded).ok).toBe(true);
  });
});
