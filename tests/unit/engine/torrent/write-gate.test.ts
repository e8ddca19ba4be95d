import { beforeEach, describe, expect, it } from 'vitest';
import { WriteGate } from '../../../../engine/torrent/write-gate.js';

describe('a write gate', () => {
  let gate: WriteGate;
  let written: string[];
  let saves: { readonly done: () => void; readonly failed: () => void }[];
  const write = (name: string): void => gate.pass(() => written.push(name));
  const shut = (): void =>
    gate.shut(() => new Promise((resolve, reject) => saves.push({ done: resolve, failed: () => reject(new Error('full')) })));
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    gate = new WriteGate();
    written = [];
    saves = [];
  });

  it('lets writes pass at once while it is open', () => {
    write('a');
    expect(written).toEqual(['a']);
  });

  it('saves when the first write comes, once, and lets all pass in order when that is done', async () => {
    shut();
    expect(saves).toHaveLength(0);
    write('a');
    write('b');
    await turn();
    expect([saves.length, written]).toEqual([1, []]);
    saves[0]?.done();
    await turn();
    write('c');
    expect(written).toEqual(['a', 'b', 'c']);
  });

  it('keeps no write for ever when the record cannot be saved', async () => {
    shut();
    write('a');
    saves[0]?.failed();
    await turn();
    expect(written).toEqual(['a']);
  });

  it('is not opened by a save that began before it was shut again', async () => {
    shut();
    gate.name();
    shut();
    write('a');
    saves[0]?.done();
    await turn();
    expect([saves.length, written]).toEqual([2, []]);
    saves[1]?.done();
    await turn();
    expect(written).toEqual(['a']);
  });

  it('tells when nothing waits for a record any more', async () => {
    let isSettled = false;
    await gate.settled();
    shut();
    await gate.settled();
    write('a');
    void gate.settled().then(() => (isSettled = true));
    await turn();
    expect(isSettled).toBe(false);
    saves[0]?.done();
    await turn();
    expect([isSettled, written]).toEqual([true, ['a']]);
  });
});
