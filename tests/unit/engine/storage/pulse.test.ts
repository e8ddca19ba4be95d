import { describe, expect, it } from 'vitest';
import { STATE_BUSY, STATE_IDLE, STATE_SYNCING } from '../../../../engine/storage/disk-protocol.js';
import { Pulse, PulseWatch } from '../../../../engine/storage/pulse.js';

function pair() {
  const memory = new SharedArrayBuffer(8);
  return { pulse: new Pulse(memory), watch: new PulseWatch(memory) };
}

describe('the pulse of a worker', () => {
  it('counts looks that saw the same busy moment', () => {
    const { pulse, watch } = pair();
    pulse.setState(STATE_BUSY);
    expect([watch.look(), watch.look(), watch.look()]).toEqual([0, 1, 2]);
    pulse.beat();
    expect([watch.look(), watch.look()]).toEqual([0, 1]);
    pulse.setState(STATE_SYNCING);
    expect(watch.look()).toBe(0);
    expect(watch.state).toBe(STATE_SYNCING);
  });

  it('never holds idleness against a worker', () => {
    const { pulse, watch } = pair();
    pulse.setState(STATE_IDLE);
    expect([watch.look(), watch.look(), watch.look()]).toEqual([0, 0, 0]);
  });
});
