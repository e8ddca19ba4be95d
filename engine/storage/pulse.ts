/** The sign of life of a worker: counted in shared memory, because a thread stuck in a system call cannot post. */
import { PULSE_COUNT, PULSE_STATE, STATE_IDLE } from './disk-protocol.js';

/** The worker's side. */
export class Pulse {
  private readonly words: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.words = new Int32Array(memory);
  }
  /** Before every system call that a bad disk can hold. */
  beat(): void {
    Atomics.add(this.words, PULSE_COUNT, 1);
  }
  setState(state: number): void {
    Atomics.store(this.words, PULSE_STATE, state);
    this.beat();
  }
}

/**
 * The main thread's side: looked at regularly. Looks are counted, not time, so that a pause of the whole process
 * (sleep, a blocked main thread) does not make a worker look stuck.
 */
export class PulseWatch {
  private readonly words: Int32Array;
  private lastCount = -1;
  private still = 0;

  constructor(memory: SharedArrayBuffer) {
    this.words = new Int32Array(memory);
  }

  get state(): number {
    return Atomics.load(this.words, PULSE_STATE);
  }

  /** Looks once; the number of looks in a row that saw the same busy moment. */
  look(): number {
    const count = Atomics.load(this.words, PULSE_COUNT);
    const moved = count !== this.lastCount || this.state === STATE_IDLE;
    this.lastCount = count;
    this.still = moved ? 0 : this.still + 1;
    return this.still;
  }
}
