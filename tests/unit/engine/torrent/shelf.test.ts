import { beforeEach, describe, expect, test } from 'vitest';
import type { ErrorView } from '../../../../engine/api/errors.js';
import type { Result } from '../../../../engine/base/result.js';
import { err, ok } from '../../../../engine/base/result.js';
import { type FoundDetails, Shelf, type ShelfEvent, type ShelfState, shelfAfter } from '../../../../engine/torrent/shelf.js';

const FOUND = { record: null } as unknown as FoundDetails; // the shelf only hands it on
const LOST: ErrorView = { code: 'state-unreadable', message: 'It is damaged.', facts: {} };

let answers: ((found: Result<FoundDetails, ErrorView>) => void)[];
let told: string[];
let shelf: Shelf;

beforeEach(() => {
  [answers, told] = [[], []];
  shelf = new Shelf({
    fetch: (answer) => void answers.push(answer),
    takeBack: () => void told.push('back'),
    onLost: () => void told.push('lost'),
  });
});
const ask = (name: string) =>
  shelf.need(
    () => told.push(name),
    () => told.push(`not ${name}`),
  );

describe('the shelf of long details', () => {
  test('moves only along its edges', () => {
    const next = (state: ShelfState) =>
      (['put-away', 'need', 'came', 'lost'] as const).map((event: ShelfEvent) => shelfAfter(state, event));
    expect(next('here')).toEqual(['away', 'here', 'here', 'here']);
    expect(next('away')).toEqual(['away', 'fetching', 'here', 'away']);
    expect(next('fetching')).toEqual(['fetching', 'fetching', 'here', 'away']);
  });

  test('answers at once while they are here', () => {
    ask('a');
    expect([told, answers.length]).toEqual([['a'], 0]);
  });

  test('reads them once, and answers in the order of asking', () => {
    shelf.putAway();
    ask('a');
    ask('b');
    expect([told, answers.length]).toEqual([[], 1]);
    answers[0]?.(ok(FOUND));
    ask('c');
    expect(told).toEqual(['back', 'a', 'b', 'c']);
  });

  test('tells everybody that they could not be read, and tries again for who asks next', () => {
    shelf.putAway();
    ask('a');
    answers[0]?.(err(LOST));
    expect([told, shelf.isHere]).toEqual([['lost', 'not a'], false]);
    ask('b');
    answers[1]?.(ok(FOUND));
    expect(told.slice(2)).toEqual(['back', 'b']);
  });

  test('takes them from elsewhere, and drops an answer that comes after that', () => {
    shelf.putAway();
    ask('a');
    shelf.supply(FOUND);
    answers[0]?.(err(LOST));
    expect([told, shelf.isHere]).toEqual([['back', 'a'], true]);
  });
});
