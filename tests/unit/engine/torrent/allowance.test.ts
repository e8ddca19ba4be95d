import { describe, expect, test } from 'vitest';
import { TokenBucket } from '../../../../engine/base/token-bucket.js';
import { Allowance } from '../../../../engine/torrent/allowance.js';

/** An allowance over a session's limit, after a round in which so much was granted and all of it asked for. */
function asked(ownBps: number | null, sessionBps: number | null, granted: number) {
  const session = new TokenBucket(sessionBps);
  const allowance = new Allowance(session);
  allowance.limit.setRate(ownBps);
  for (const now of [0, 100]) {
    session.refill(now);
    allowance.refill(now);
    allowance.available();
  }
  allowance.grant(granted);
  allowance.available();
  return allowance;
}

describe('the limit that holds a torrent back', () => {
  test("is the session's where the torrent's part of it is used up, though its own is the lower number", () => {
    expect(asked(1_000_000, 2_000_000, 0).activeLimit).toEqual({ bps: 2_000_000, scope: 'session' });
  });
  test("is the torrent's own where that one is used up", () => {
    expect(asked(10_000, 2_000_000, 1e6).activeLimit).toEqual({ bps: 10_000, scope: 'torrent' });
    expect(asked(10_000, null, Number.POSITIVE_INFINITY).activeLimit).toEqual({ bps: 10_000, scope: 'torrent' });
  });
  test('is none where nothing had to wait', () => {
    expect(asked(null, 2_000_000, 1e6).activeLimit?.scope).not.toBe('torrent');
    expect(asked(null, null, Number.POSITIVE_INFINITY).activeLimit).toBeNull();
  });
});
