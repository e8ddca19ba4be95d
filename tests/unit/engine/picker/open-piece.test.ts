import { describe, expect, test } from 'vitest';
import { OpenPiece } from '../../../../engine/picker/open-piece.js';

/** `.` free, `?` asked for, `>` arriving, `#` here. */
const draw = (open: OpenPiece) => [...open.state].map((state) => '.?>#'[state]).join('');
const A = 7;
const B = 8;

describe('open piece', () => {
  test('walks a block from free to here', () => {
    const open = new OpenPiece(0, 4);
    expect(open.nextFree()).toBe(0);
    open.ask(0, A);
    expect(draw(open)).toBe('?...');
    expect(open.begin(0, A, true)).toBe(true);
    expect(draw(open)).toBe('>...');
    expect(open.isWriter(0, A)).toBe(true);
    open.finish(0);
    expect(draw(open)).toBe('#...');
    expect(open.isWriter(0, A)).toBe(false);
    expect([open.freeCount, open.hereCount, open.nextFree(), open.from[0]]).toEqual([3, 1, 1, A]);
  });

  test('has one writer a block', () => {
    const open = new OpenPiece(0, 2);
    open.begin(1, A, false);
    expect(open.begin(1, B, true)).toBe(false);
    expect(open.from[1]).toBe(A);
    open.finish(1);
    expect(open.begin(1, B, true)).toBe(false);
  });

  test('accepts nothing once frozen, nor a block that does not exist', () => {
    const open = new OpenPiece(0, 2);
    expect(open.begin(2, A, false)).toBe(false);
    open.frozen = true;
    expect(open.begin(0, A, false)).toBe(false);
    expect(draw(open)).toBe('..');
  });

  test('frees a block when the last asker has gone, and finds it again', () => {
    const open = new OpenPiece(0, 3);
    for (const block of [0, 1, 2]) open.ask(block, A);
    open.ask(1, B);
    expect(open.nextFree()).toBe(-1);
    expect(open.unask(1)).toBe(false);
    expect(open.unask(1)).toBe(true);
    expect(draw(open)).toBe('?.?');
    expect(open.nextFree()).toBe(1);
  });

  test('falls back to the other askers when a writer vanishes', () => {
    const open = new OpenPiece(0, 1);
    open.ask(0, B);
    open.begin(0, A, false); // A was given up on, yet answers
    open.abandon(0, A);
    expect(draw(open)).toBe('?');
    expect(open.from[0]).toBe(-1);
    expect(open.unask(0)).toBe(true);
  });

  test('takes a block from a writer only', () => {
    const open = new OpenPiece(0, 1);
    open.begin(0, A, false);
    open.abandon(0, B);
    expect(draw(open)).toBe('>');
    open.finish(0);
    open.abandon(0, A);
    expect(draw(open)).toBe('#');
  });

  test('counts padding as here, once', () => {
    const open = new OpenPiece(0, 2);
    open.markHere(0);
    open.markHere(0);
    expect(draw(open)).toBe('#.');
    expect([open.freeCount, open.hereCount, open.complete]).toEqual([1, 1, false]);
    open.ask(1, A);
    open.markHere(1);
    expect([open.freeCount, open.complete]).toEqual([0, true]);
  });

  test('comes from one peer at a time when it is to come from one alone', () => {
    const open = new OpenPiece(0, 3);
    expect([open.admits(A), open.admits(B)]).toEqual([true, true]);
    open.alone = true;
    expect(open.admits(B)).toBe(true);
    open.ask(0, A);
    open.ask(1, A);
    expect([open.admits(A), open.admits(B)]).toEqual([true, false]);
    open.begin(0, A, true);
    open.unask(1);
    expect(open.admits(B)).toBe(false); // it is still writing
    open.abandon(0, A);
    expect(open.admits(B)).toBe(true);
  });

  test('is not left to one that was asked for no more: another may take over', () => {
    const open = new OpenPiece(0, 3);
    open.alone = true;
    open.ask(0, A);
    open.begin(0, A, true);
    open.finish(0);
    expect(open.admits(B)).toBe(true);
  });
});
