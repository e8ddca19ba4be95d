import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PIECES } from '../../../../engine/metainfo/limits.js';
import { isInside } from '../../../../engine/metainfo/safe-path.js';
import { atRest, leftFiles } from '../../../../engine/resume/at-rest.js';
import type { ResumeRecord, SavedSummary } from '../../../../engine/resume/record.js';
import { anyRecord, restingRecord } from '../../../support/resume-samples.js';

const { metainfo } = restingRecord;
const summed = (change: Partial<SavedSummary>): Partial<ResumeRecord> => ({
  metainfo: metainfo?.summary == null ? null : { ...metainfo, summary: { ...metainfo.summary, ...change } },
});
const changed = (change: Partial<ResumeRecord>): ResumeRecord => ({ ...restingRecord, ...change });

describe('a torrent at rest', () => {
  test('is brought back by its record alone', () => {
    expect(atRest(restingRecord)).toEqual({ summary: metainfo?.summary, pieceCount: 20 });
    expect(atRest(changed({ priorities: new Uint8Array(0), intent: 'pause' }))).not.toBeNull();
  });

  test('has pads that lie nowhere', () => {
    const padded = changed({
      paths: ['name/a', 'name/.pad/7', 'name/b'],
      fileSizes: [10, -1, 655_345],
      fileMtimesMs: [1, -1, 1],
      priorities: Uint8Array.of(2, 2, 2),
    });
    expect(atRest(padded)).not.toBeNull();
  });

  test.each<[string, Partial<ResumeRecord>]>([
    ['that was not left in order', { clean: false }],
    ['of an earlier version', { metainfo: metainfo === null ? null : { ...metainfo, summary: null } }],
    ['without metadata', { metainfo: null }],
    ['whose files are not named', { paths: null }],
    [
      'without files',
      { paths: [], fileSizes: [], fileMtimesMs: [], priorities: new Uint8Array(0), ...summed({ shownCount: 0, shownBytes: 0 }) },
    ],
    ['that waits for a choice', { intent: 'hold' }],
    ['that lacks a piece', { have: Uint8Array.of(0xff, 0xff, 0xe0) }],
    ['with a bit too many', { have: Uint8Array.of(0xff, 0xff, 0xf8) }],
    ['with pieces of another torrent', { have: Uint8Array.of(0xff, 0xff) }],
    ['with an open piece', { partial: [{ piece: 1, blocks: Uint8Array.of(0x80) }] }],
    ['with a skipped file', { priorities: Uint8Array.of(2, 0) }],
    ['with a priority that is none', { priorities: Uint8Array.of(2, 9) }],
    ['with too few priorities', { priorities: Uint8Array.of(2) }],
    ['with a size too few', { fileSizes: [10] }],
    ['with a time too few', { fileMtimesMs: [1] }],
    ['a file of which was not there', { fileSizes: [-1, 655_345] }],
    ['a file of which was too long', { fileSizes: [11, 655_345] }],
    ['with another number of files', summed({ shownCount: 3 })],
    ['with a path that leads outside', { paths: ['name/a', '../b'] }],
    ['of more pieces than there may be', summed({ pieceLength: 1, totalSize: MAX_PIECES + 1 })],
  ])('is none %s', (_what, change) => {
    expect(atRest(changed(change))).toBeNull();
  });

  test('is never one whose files do not fit it', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const found = atRest(record);
        if (found === null) return;
        const { paths, sizes } = leftFiles(record);
        expect(paths.filter((path) => !isInside(path))).toEqual([]);
        expect([...Array.from(sizes)].reduce((sum, size) => sum + Math.max(0, size), 0)).toBe(found.summary.shownBytes);
      }),
    );
  });
});
