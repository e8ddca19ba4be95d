import { beforeEach, describe, expect, test } from 'vitest';
import { IdleDetails, type WithDetails } from '../../../../engine/session/idle-details.js';

class Idle implements WithDetails {
  dirty = false;
  busy = false;
  asked = 0;
  details = { neededAtMs: Number.NEGATIVE_INFINITY };
  putAway(): boolean {
    this.asked++;
    return !this.busy && !this.dirty;
  }
}

let line: IdleDetails<Idle>;
let torrent: Idle;
beforeEach(() => {
  [line, torrent] = [new IdleDetails<Idle>(), new Idle()];
  line.note(torrent, 0);
});

describe('torrents with nothing to do', () => {
  test('are put away after a minute', () => {
    line.run(59_999);
    expect(torrent.asked).toBe(0);
    line.run(60_000);
    expect([torrent.asked, line.size]).toEqual([1, 0]);
  });

  test('keep their place in the line when they rest again', () => {
    for (let at = 15_000; at < 60_000; at += 15_000) line.note(torrent, at);
    line.run(60_000);
    expect(torrent.asked).toBe(1);
  });

  test('wait a minute from when somebody last needed them', () => {
    torrent.details.neededAtMs = 50_000;
    line.run(60_000);
    line.run(109_999);
    expect(torrent.asked).toBe(0);
    line.run(110_000);
    expect(torrent.asked).toBe(1);
  });

  test('come back in line while their record is not written, and not while they are busy', () => {
    torrent.dirty = true;
    line.run(60_000);
    expect([torrent.asked, line.size]).toEqual([1, 1]);
    [torrent.dirty, torrent.busy] = [false, true];
    line.run(120_000);
    expect([torrent.asked, line.size]).toEqual([2, 0]);
  });

  test('are looked at only when they are due', () => {
    const others = Array.from({ length: 1000 }, () => new Idle());
    for (const other of others) line.note(other, 1000);
    line.run(60_500);
    expect([torrent.asked, others.reduce((sum, { asked }) => sum + asked, 0)]).toEqual([1, 0]);
    line.forget(others[0] as Idle);
    line.run(61_000);
    expect([others[0]?.asked, others[1]?.asked]).toEqual([0, 1]);
  });
});
