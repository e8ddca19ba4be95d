import { describe, expect, test } from 'vitest';
import { displayText } from '../../../../../electron/main/dialogs/display-text.js';
import { DELETE_BUTTON, removeDataQuestion } from '../../../../../electron/main/dialogs/remove-data-question.js';
import { plainText } from '../../../../support/plain-text.js';

describe('the question before files are deleted', () => {
  test('says what, how many, how much and where; the verb first, Cancel focused and on Esc', () => {
    const box = removeDataQuestion({ names: ['debian.iso'], fileCount: 14, bytes: 1_900_000_000, folder: '/home/me/Downloads' });
    expect(plainText(box.message)).toBe('Delete “debian.iso” and its files?');
    expect(plainText(box.detail)).toBe('14 files, 1.9 GB, in /home/me/Downloads. This cannot be undone.');
    expect(box.buttons).toEqual(['Delete permanently', 'Cancel']);
    expect(DELETE_BUTTON).toBe(0);
    expect([box.defaultId, box.cancelId]).toEqual([1, 1]);
  });

  test('names the first few of many', () => {
    const names = Array.from({ length: 1_200 }, (_, i) => `t${i}`);
    const box = removeDataQuestion({ names, fileCount: 1, bytes: 1, folder: '/d' });
    expect(box.message).toBe('Delete 1,200 torrents and their files?');
    expect(plainText(box.detail).split('\n')).toEqual([
      '• t0',
      '• t1',
      '• t2',
      '• t3',
      '• t4',
      'and 1,195 more',
      '',
      '1 file, 1 B, in /d. This cannot be undone.',
    ]);
  });

  test('a name can neither add lines nor turn the text around nor grow without end', () => {
    const box = removeDataQuestion({ names: [`a\n\nHarmless\u202e${'x'.repeat(9_000)}.exe`], fileCount: 0, bytes: 0, folder: '/d' });
    expect(box.message).not.toMatch(/[\n\u202e]/);
    expect(box.message?.length).toBeLessThan(200);
    expect(plainText(displayText('abcdefghij.exe', 10))).toBe('abcdef…exe');
  });
});
