// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { InfoHashV1 } from '../../../../electron/contract/index.js';
import { add, cancelAdd, openTargets, refreshHeld } from '../../../../renderer/stores/add.js';
import { applyRowsMessage, resetTorrents } from '../../../../renderer/stores/torrents.js';
import { AddDialog } from '../../../../renderer/views/add-torrent/add-dialog.js';
import { plainText } from '../../../support/plain-text.js';
import { type FakeBridge, useFakeBridge } from '../support/fake-bridge.js';
import { act, type Drawn, draw, mouse, press } from '../support/render.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

const files = [
  { index: 0, path: 'Reef/a.mkv', sizeBytes: 7000 },
  { index: 1, path: 'Reef/b.txt', sizeBytes: 5000 },
];
const preview = {
  name: 'Reef',
  version: 'v1' as const,
  infoHashV1: null,
  infoHashV2: null,
  totalBytes: 12_000,
  pieceLength: 16,
  pieceCount: 1,
  private: false,
  files,
  fileCount: 2,
  trackers: [],
  comment: null,
  duplicateOf: null,
};
let bridge: FakeBridge;
let drawn: Drawn;
beforeEach(async () => {
  bridge = useFakeBridge({
    'torrents.preview': () => preview,
    'torrents.add': () => ({ id: idOf(5), duplicate: false }),
    'torrents.files': () => ({ total: 2, files }),
    'session.freeSpace': () => ({ freeBytes: 10_000 }),
  });
  cancelAdd();
  resetTorrents();
  applyRowsMessage({ kind: 'rows-snapshot', start: true, end: true, rows: [], session: SESSION });
  drawn = await draw(<AddDialog />);
});
afterEach(() => drawn.unmount());

const open = (kind: 'torrent' | 'magnet'): Promise<void> =>
  act(() => openTargets([kind === 'torrent' ? { kind, fileName: 'a', bytes: new Uint8Array() } : { kind, uri: 'magnet:?x' }]));
const boxes = (): HTMLInputElement[] => drawn.all('[data-testid="add-file"] input') as HTMLInputElement[];

it('warns by name when there is not enough room, and still lets one go on', async () => {
  await open('torrent');
  expect(plainText(drawn.get('add-no-room').textContent)).toBe('This needs 12 kB; 10 kB is free on Downloads.');
  expect(drawn.get('btn-add-confirm').textContent).toBe('Add anyway');
  await mouse('click', boxes()[1] as Element);
  expect(plainText(drawn.get('add-room').textContent)).toBe('10 kB free, 7 kB needed, 3 kB left after');
  expect(drawn.get('btn-add-confirm').textContent).toBe('Add');
  expect(plainText(drawn.get('add-summary').textContent)).toBe('7 of 12 kB, 1 of 2 files');
});

it('lets All and None act on the filtered files alone', async () => {
  await open('torrent');
  const field = drawn.get('field-add-files') as HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'txt');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await mouse('click', drawn.get('btn-add-none'));
  expect([...(add.getState().items[0]?.choice.except.keys() ?? [])]).toEqual([1]);
});

it('shows very many files as a list of which only the rows in view are fetched', async () => {
  bridge.answers['torrents.preview'] = () => ({ ...preview, infoHashV1: 'ab'.repeat(20) as InfoHashV1, fileCount: 300_000 });
  bridge.answers['torrents.previewFiles'] = ({ first, count }) => ({
    files: Array.from({ length: count }, (_, i) => ({ index: first + i, path: `Reef/${first + i}.mkv`, sizeBytes: 1 })),
  });
  await open('torrent');
  await act(async () => undefined);
  expect(bridge.named('torrents.previewFiles')).toEqual([{ infoHash: 'ab'.repeat(20), first: 0, count: 200 }]);
  expect(boxes().length).toBeGreaterThan(5);
  expect(boxes().length).toBeLessThan(100);
  expect(drawn.find('field-add-files')).toBeNull();
  await mouse('click', drawn.get('btn-add-none'));
  expect(drawn.get('btn-add-confirm').hasAttribute('disabled')).toBe(true);
  await mouse('click', boxes()[1] as Element);
  expect(plainText(drawn.get('add-summary').textContent)).toContain('1 of 300');
  expect(
    boxes()
      .map((box) => box.checked)
      .slice(0, 3),
  ).toEqual([false, true, false]);
});

it('does not move the focus when the details of a magnet arrive', async () => {
  await open('magnet');
  expect(drawn.find('add-fetching')).not.toBeNull();
  const browse = drawn.get('btn-browse');
  await act(async () => browse.focus());
  await act(async () => {
    applyRowsMessage({
      kind: 'rows-delta',
      added: [makeRow(5, { status: { kind: 'awaiting-choice' } })],
      changed: [],
      removed: [],
      session: null,
    });
    await refreshHeld();
  });
  expect(boxes()).toHaveLength(2);
  expect(document.activeElement).toBe(browse);
});

it('takes the focus when it opens, closes by Esc and gives the focus back', async () => {
  const before = document.createElement('button');
  document.body.append(before);
  before.focus();
  await open('torrent');
  expect(document.activeElement).toBe(drawn.get('btn-add-confirm'));
  await press('Escape');
  expect(drawn.find('dialog-add')).toBeNull();
  expect(document.activeElement).toBe(before);
  expect(bridge.named('torrents.add')).toEqual([]);
  before.remove();
});
