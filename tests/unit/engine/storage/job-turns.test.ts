import { describe, expect, it } from 'vitest';
import { JobTurns } from '../../../../engine/storage/job-turns.js';

describe('the turns of jobs', () => {
  it('lets one be alone at once where nothing is under way', () => {
    const turns = new JobTurns();
    const seen: string[] = [];
    turns.alone((release) => {
      seen.push('alone');
      expect(turns.holds(() => seen.push('held'))).toBe(true);
      release();
    });
    expect(seen).toEqual(['alone', 'held']);
    expect(turns.holds(() => undefined)).toBe(false);
  });

  it('lets one be alone when all that is under way has ended, and those that come later after it', () => {
    const turns = new JobTurns();
    const seen: string[] = [];
    let release = (): void => undefined;
    turns.begin();
    turns.begin();
    turns.alone((done) => {
      seen.push('alone');
      release = done;
    });
    expect(turns.holds(() => seen.push('first'))).toBe(true);
    turns.end();
    expect(seen).toEqual([]);
    turns.end();
    expect(seen).toEqual(['alone']);
    expect(turns.holds(() => seen.push('second'))).toBe(true);
    release();
    expect(seen).toEqual(['alone', 'first', 'second']);
  });

  it('lets two that would be alone go one after the other, and the rest when both are done', () => {
    const turns = new JobTurns();
    const seen: string[] = [];
    const releases: (() => void)[] = [];
    for (const name of ['one', 'two']) {
      turns.alone((release) => {
        seen.push(name);
        releases.push(release);
      });
    }
    const job = (): void => {
      if (!turns.holds(job)) seen.push('job');
    };
    job();
    expect(seen).toEqual(['one']);
    releases[0]?.();
    expect(seen).toEqual(['one', 'two']);
    releases[1]?.();
    expect(seen).toEqual(['one', 'two', 'job']);
    expect(turns.holds(() => undefined)).toBe(false);
  });
});
