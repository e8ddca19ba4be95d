import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTree, fileFilter, visibleRows } from '../../../../renderer/format/file-tree.js';

const files = ['Reef/b 10.mkv', 'Reef/b 2.mkv', 'Reef/Extras/notes.txt', 'readme.txt'].map((path, i) => ({
  path,
  sizeBytes: (i + 1) * 10,
}));
const names = (rows: ReturnType<typeof visibleRows>): string[] => rows.map(({ node, level }) => `${'  '.repeat(level)}${node.name}`);

describe('the file tree', () => {
  it('has files before folders, each in natural order', () => {
    expect(names(visibleRows(buildTree(files), new Set(), null))).toEqual([
      'readme.txt',
      'Reef',
      '  b 2.mkv',
      '  b 10.mkv',
      '  Extras',
      '    notes.txt',
    ]);
  });
  it('sums sizes and positions of everything below a folder', () => {
    const reef = buildTree(files).find((node) => node.kind === 'folder');
    expect(reef).toMatchObject({ name: 'Reef', sizeBytes: 60 });
    expect(reef?.kind === 'folder' ? [...reef.files].sort() : []).toEqual([0, 1, 2]);
  });
  it('hides what lies in a closed folder', () => {
    expect(names(visibleRows(buildTree(files), new Set(['/Reef']), null))).toEqual(['readme.txt', 'Reef']);
  });
  it('shows matches of a filter with the folders above them, even in closed ones', () => {
    const matches = fileFilter(files, 'extras NOTES');
    expect(names(visibleRows(buildTree(files), new Set(['/Reef']), matches))).toEqual(['Reef', '  Extras', '    notes.txt']);
    expect(fileFilter(files, '  ')).toBeNull();
  });
  it('keeps every file exactly once, whatever the paths are', () => {
    const part = fc.string({ minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { maxLength: 30 }), (paths) => {
        const list = paths.map((parts) => ({ path: parts.join('/'), sizeBytes: 1 }));
        const rows = visibleRows(buildTree(list), new Set(), null);
        const at = rows.flatMap(({ node }) => (node.kind === 'file' ? [node.at] : []));
        expect(at.sort((a, b) => a - b)).toEqual(list.map((_, i) => i));
      }),
    );
  });
});
