/**
 * Goes through trackers in order until one works (BEP 12). A pass starts the first tracker that is ready; when that fails,
 * or has been silent for a moment, the next one. A pass ends with the first answer, and the next pass is when that tracker
 * wants to hear from us; with no answer at all, when the first of them may be tried again.
 */
import type { Clock } from '../base/ports.js';
import type { TrackerEntry } from './tracker-entry.js';

/** How long one tracker may be silent before the next is started beside it: a dead one must not cost half a minute. */
const PATIENCE_MS = 3_000;

export interface AnnounceLaneHost {
  readonly clock: Clock;
  /** The trackers that may be used, in order. */
  order(): readonly TrackerEntry[];
  /** Starts an announce; its end is told by `settled`. */
  announce(entry: TrackerEntry): void;
  /** One tracker at a time: the present one is waited for, however long it is silent, and kept until it fails (BEP 27). */
  isPatient(): boolean;
  /** The time of the next pass has changed. */
  onSchedule(): void;
}

export class AnnounceLane {
  readonly #host: AnnounceLaneHost;
  /** The present pass: what it has tried. */
  #pass: Set<TrackerEntry> | null = null;
  /** The tracker that answered last. */
  #chosen: TrackerEntry | null = null;
  #cancelPatience: () => void = () => undefined;
  #cancelWake: () => void = () => undefined;
  #wakeAt: number | null = null;
  #stopped = false;

  constructor(host: AnnounceLaneHost) {
    this.#host = host;
  }

  /** When the next pass starts; null during one, and where there is nothing to try. */
  get wakeAt(): number | null {
    return this.#wakeAt;
  }

  /** Starts a pass now, unless one is under way. */
  run(): void {
    if (this.#stopped || this.#pass !== null) return;
    this.#cancelWake();
    this.#wakeAt = null;
    this.#pass = new Set();
    this.#tryNext();
  }

  /** The person asked: at once, or as soon as the tracker that works allows it. */
  runSoon(): void {
    const chosen = this.#chosen;
    if (chosen !== null && chosen.dueAt !== null && this.#host.clock.now() < chosen.notBefore) {
      chosen.dueAt = Math.min(chosen.dueAt, chosen.notBefore);
      this.schedule();
    } else {
      this.run();
    }
  }

  /** An announce to one of our trackers has ended, whoever started it. */
  settled(entry: TrackerEntry, answered: boolean): void {
    if (this.#stopped) return;
    const pass = this.#pass;
    if (pass && answered) {
      this.#endPass(entry);
    } else if (pass) {
      if (pass.has(entry) || !this.#anyInFlight()) this.#tryNext();
    } else {
      if (answered && (this.#chosen === null || this.#chosen.dueAt === null)) this.#chosen = entry;
      this.schedule();
    }
  }

  /** Sets the time of the next pass anew, from what is known of the trackers. */
  schedule(): void {
    this.#cancelWake();
    this.#wakeAt = null;
    if (!this.#stopped && this.#pass === null) {
      const { clock } = this.#host;
      const at = this.#nextPassAt();
      if (at !== null) {
        this.#wakeAt = Math.max(at, clock.now());
        this.#cancelWake = clock.after(this.#wakeAt - clock.now(), () => this.run());
      }
    }
    this.#host.onSchedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#pass = null;
    this.#cancelPatience();
    this.#cancelWake();
    this.#wakeAt = null;
  }

  #nextPassAt(): number | null {
    const order = this.#host.order();
    const chosen = this.#chosen;
    if (chosen !== null && chosen.dueAt !== null && order.includes(chosen)) return chosen.dueAt;
    const waiting = order.filter((entry) => entry.inFlight === null);
    return waiting.length === 0 ? null : Math.min(...waiting.map((entry) => entry.notBefore));
  }

  #tryNext(): void {
    const pass = this.#pass;
    if (!pass) return;
    this.#cancelPatience();
    const { clock } = this.#host;
    const order = this.#host.order();
    const mayTry = (candidate: TrackerEntry) => !pass.has(candidate) && candidate.ready(clock.now());
    const kept = this.#host.isPatient() ? order.find((candidate) => candidate === this.#chosen && mayTry(candidate)) : undefined;
    const entry = kept ?? order.find(mayTry);
    if (entry) {
      pass.add(entry);
      if (!this.#host.isPatient()) this.#cancelPatience = clock.after(PATIENCE_MS, () => this.#tryNext());
      this.#host.announce(entry);
    } else if (!this.#anyInFlight()) {
      this.#endPass(null);
    }
  }

  #anyInFlight(): boolean {
    return this.#host.order().some((entry) => entry.inFlight !== null);
  }

  #endPass(answered: TrackerEntry | null): void {
    this.#pass = null;
    this.#cancelPatience();
    this.#chosen = answered;
    this.schedule();
  }
}
