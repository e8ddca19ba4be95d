import { describe, expect, it } from 'vitest';
import { LatestSave } from '../../../../engine/resume/latest-save.js';

describe('LatestSave', () => {
  it('runs one write at a time and skips values that were overtaken', async () => {
    const written: number[] = [];
    let open = 0;
    let most = 0;
    const saves = new LatestSave<number>(async (value) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      written.push(value);
      open--;
    });
    const waves = [saves.save(1), saves.save(2), saves.save(3)];
    // also right when the first write ends, before the waiting one begins
    const chained = waves[0]?.then(() => saves.save(4));
    await Promise.all([...waves, chained]);
    expect(most).toBe(1);
    expect(written.at(-1)).toBe(4);
    expect(written).not.toContain(2);
    expect(saves.idle).toBe(true);
  });

  it('tells those who waited together of the failure, and recovers', async () => {
    let fail = true;
    const saves = new LatestSave<number>(async () => {
      await null;
      if (fail) throw new Error('full');
    });
    const results = await Promise.allSettled([saves.save(1), saves.save(2), saves.save(3)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    fail = false;
    await saves.save(4);
  });
});
