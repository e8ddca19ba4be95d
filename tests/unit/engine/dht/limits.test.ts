import { describe, expect, it } from 'vitest';
import { FloodGuard } from '../../../../engine/dht/flood-guard.js';
import { QueryBook } from '../../../../engine/dht/query-book.js';
import { RoundTrips } from '../../../../engine/dht/round-trips.js';
import { SendBudget } from '../../../../engine/dht/send-budget.js';
import { Tokens } from '../../../../engine/dht/tokens.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { idFrom, placeAt } from './dht-parts.js';

const MINUTE = 60_000;

describe('one address', () => {
  it('is not heard for five minutes after fifty messages in ten seconds', () => {
    const guard = new FloodGuard();
    let heard = 0;
    for (let n = 0; n < 60; n++) if (guard.admit('flood', 100, n * 10)) heard++;
    expect(heard).toBe(49);
    expect(guard.admit('other', 100, 1000)).toBe(true);
    expect(guard.admit('flood', 100, 4 * MINUTE)).toBe(false);
    expect(guard.admit('flood', 100, 6 * MINUTE)).toBe(true);
  });

  it('is heard all day at four messages a second', () => {
    const guard = new FloodGuard();
    for (let n = 0; n < 1000; n++) expect(guard.admit('steady', 100, n * 250)).toBe(true);
  });

  it('is sent one full answer and then five times what came from it, so that a forged one is no victim', () => {
    const guard = new FloodGuard();
    let sent = 0;
    for (let n = 0; n < 40; n++) {
      guard.admit('victim', 60, n * 100);
      const bytes = Math.min(1400, guard.allowance('victim'));
      if (bytes < 110) continue;
      guard.spend('victim', bytes);
      sent += bytes + 28;
    }
    expect(sent).toBeLessThanOrEqual(1500 + 5 * 40 * (60 + 28));
    expect(sent).toBeGreaterThan(5 * 40 * 60);
  });

  it('is forgotten where there are thousands, so that memory is bounded', () => {
    const guard = new FloodGuard();
    guard.admit('first', 100, 0);
    guard.spend('first', 1400);
    expect(guard.allowance('first')).toBeLessThan(1000);
    for (let n = 0; n < 2000; n++) guard.admit(`other ${n}`, 100, 1);
    guard.admit('first', 100, 2);
    expect(guard.allowance('first')).toBeGreaterThan(1400);
  });
});

describe('everybody together', () => {
  it('is looked at two thousand times a second', () => {
    const guard = new FloodGuard();
    let overload = 0;
    for (let n = 0; n < 2500; n++) if (guard.isOverloaded(100)) overload++;
    expect(overload).toBe(500);
    expect(guard.isOverloaded(1100)).toBe(false);
  });
});

describe('what we send', () => {
  it('is 8,000 bytes a second on the average, with savings for a burst', () => {
    const budget = new SendBudget();
    let sent = 0;
    for (let nowMs = 0; nowMs <= 100_000; nowMs += 10) {
      for (; budget.mayAsk(nowMs); sent += 100) budget.spend(100);
    }
    expect(sent).toBeGreaterThanOrEqual(100 * 8000);
    expect(sent).toBeLessThanOrEqual(108 * 8000 + 200);
  });

  it('answers others only while a quarter is kept for our own questions', () => {
    const budget = new SendBudget();
    while (budget.mayAnswer(0)) budget.spend(100);
    expect(budget.mayAsk(0)).toBe(true);
    while (budget.mayAsk(0)) budget.spend(100);
    const wait = budget.waitMs();
    expect(budget.mayAsk(wait)).toBe(true);
    expect(budget.mayAnswer(wait)).toBe(false);
  });
});

describe('tokens', () => {
  const here = placeAt('8.8.8.8', 1000);
  const target = idFrom(1);

  it('are good for their address and target alone, at any port', () => {
    const tokens = new Tokens(seededRandom(1));
    const token = tokens.make(here, target, 0);
    expect(tokens.isGood(token, placeAt('8.8.8.8', 2000), target, 1000)).toBe(true);
    expect(tokens.isGood(token, placeAt('8.8.8.9', 1000), target, 1000)).toBe(false);
    expect(tokens.isGood(token, here, idFrom(2), 1000)).toBe(false);
    expect(tokens.isGood(token.subarray(1), here, target, 1000)).toBe(false);
    expect(new Tokens(seededRandom(2)).isGood(token, here, target, 1000)).toBe(false);
  });

  it('are good for five minutes at least and ten at most, however long nobody asked', () => {
    const tokens = new Tokens(seededRandom(1));
    const token = tokens.make(here, target, 0);
    expect(tokens.isGood(token, here, target, 5 * MINUTE)).toBe(true);
    expect(tokens.isGood(token, here, target, 10 * MINUTE)).toBe(false);
    const later = tokens.make(here, target, 11 * MINUTE);
    expect(tokens.isGood(later, here, target, 60 * MINUTE)).toBe(false);
  });
});

describe('questions under way', () => {
  const asker = (log: string[]) => ({
    onAnswer: () => log.push('answer'),
    onFailed: () => log.push('failed'),
    onSlow: () => log.push('slow'),
  });
  const enter = (book: QueryBook, log: string[], sentAtMs = 0) =>
    book.enter({ place: placeAt('8.8.8.8'), id: null, asker: asker(log), sentAtMs, again: false });

  it('are answered once, with their transaction, from the place that was asked', () => {
    const book = new QueryBook(seededRandom(1), new RoundTrips());
    const transaction = enter(book, []);
    expect(book.take(transaction, placeAt('8.8.8.8', 1))).toBeNull();
    expect(book.take('none', placeAt('8.8.8.8'))).toBeNull();
    expect(book.waitsFor(placeAt('8.8.8.8'))).toBe(true);
    expect(book.take(transaction, placeAt('8.8.8.8'))).not.toBeNull();
    expect(book.take(transaction, placeAt('8.8.8.8'))).toBeNull();
    expect(book.waitsFor(placeAt('8.8.8.8'))).toBe(false);
  });

  it('are told to be slow once, then lost and forgotten', () => {
    const book = new QueryBook(seededRandom(1), new RoundTrips());
    const log: string[] = [];
    enter(book, log);
    for (let nowMs = book.nextDeadline(); nowMs !== Number.POSITIVE_INFINITY; nowMs = book.nextDeadline())
      book.expire(nowMs, ({ asker: { onFailed } }) => onFailed(nowMs));
    expect(log).toEqual(['slow', 'failed']);
    expect(book.size).toBe(0);
  });

  it('are told apart by four random bytes, and bounded in number', () => {
    const book = new QueryBook(seededRandom(1), new RoundTrips());
    const transactions = new Set<string>();
    while (!book.isFull) transactions.add(enter(book, []));
    expect(transactions.size).toBe(book.size);
    expect(book.size).toBe(256);
    expect([...transactions].every(({ length }) => length === 4)).toBe(true);
  });

  it('are slow by the measure of all answers so far', () => {
    const trips = new RoundTrips();
    expect(trips.slowMs).toBe(1000);
    for (let n = 0; n < 50; n++) trips.add(30);
    expect(trips.slowMs).toBe(200);
    for (let n = 0; n < 50; n++) trips.add(900);
    expect(trips.slowMs).toBeGreaterThan(900);
    expect(trips.lostMs).toBeGreaterThan(trips.slowMs);
    for (let n = 0; n < 50; n++) trips.add(60_000);
    expect(trips.slowMs).toBe(2500);
  });
});
