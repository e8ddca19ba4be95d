import { describe, expect, it } from 'vitest';
import { stateWord, statusWord, wholeStateWord } from '../../../../renderer/format/status-words.js';
import { makeRow } from '../support/rows.js';

describe('states in words', () => {
  it('puts figures only where they mean something', () => {
    expect(statusWord({ kind: 'checking', progress: 0.426 })).toBe('Checking 42%');
    expect(statusWord({ kind: 'queued', position: 22 })).toBe('Queued, 22nd');
  });

  it('says that a torrent is forced while it moves, and that it waits for its check', () => {
    const seeding = makeRow(1, { status: { kind: 'seeding' }, forced: true });
    expect(wholeStateWord(seeding)).toBe('Seeding, forced');
    expect(stateWord(seeding)).toBe('Seeding');
    expect(wholeStateWord(makeRow(1, { status: { kind: 'paused' }, forced: true }))).toBe('Paused');
    const waits = { status: { kind: 'checking', progress: 0 }, why: { kind: 'waiting-for-check' } } as const;
    expect(stateWord(makeRow(1, waits))).toBe('Waiting to check');
  });
});
