import { describe, expect, test } from 'vitest';
import { FileMarks } from '../../../../engine/storage/file-marks.js';

describe("The marks of a torrent's files", () => {
  test('say what the next sync covers, once', () => {
    const marks = new FileMarks(10);
    expect(marks.takeUnsynced()).toBeNull();
    marks.onWritten(3);
    marks.onMade(9);
    marks.onWritten(3);
    expect(marks.takeUnsynced()).toEqual({ written: new Set([3, 9]), made: new Set([9]) });
    expect(marks.takeUnsynced()).toBeNull();
  });

  test('keep what a failed sync did not cover, with what came since', () => {
    const marks = new FileMarks(10);
    marks.onMade(1);
    const failed = marks.takeUnsynced();
    marks.onMade(2);
    if (failed !== null) marks.giveBack(failed);
    expect(marks.takeUnsynced()).toEqual({ written: new Set([1, 2]), made: new Set([1, 2]) });
  });

  test('know the files that were made, in this run and before, until they are deleted', () => {
    const marks = new FileMarks(10);
    expect([marks.noneMade, marks.toWire()]).toEqual([true, Uint8Array.of(0, 0)]);
    marks.rememberMade(Uint8Array.of(0b1000_0000, 0));
    expect(marks.takeUnsynced()).toBeNull(); // synced in that run
    marks.onMade(9);
    expect([marks.noneMade, marks.toWire()]).toEqual([false, Uint8Array.of(0b1000_0000, 0b0100_0000)]);
    marks.forgetMade(Uint8Array.of(0b1000_0000, 0b0100_0000));
    expect([marks.noneMade, marks.toWire()]).toEqual([true, Uint8Array.of(0, 0)]);
  });
});
