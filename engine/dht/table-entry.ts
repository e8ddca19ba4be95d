/** A node that has answered us, and what we know of it. */
import type { Contact } from './contact.js';
import type { NodeId } from './node-id.js';
import { endpointOf, type Place } from './place.js';
import { idFitsAddress } from './secure-id.js';

/** Who was neither heard nor asked for so long is asked whether it is still there (BEP 5). */
export const QUESTIONABLE_MS = 15 * 60_000;
/** So many questions in a row without an answer, and others may have its place, */
const BAD_FAILURES = 2;
/** or it goes though nobody wants it. */
const GONE_FAILURES = 4;

export class TableEntry implements Contact {
  failures = 0;
  /** It is being asked whether it is still there. */
  checked = false;
  /** BEP 42. */
  readonly secure: boolean;

  constructor(
    readonly id: NodeId,
    readonly place: Place,
    public rttMs: number,
    /** When it last answered, or asked us something. */
    public seenAtMs: number,
  ) {
    this.secure = idFitsAddress(id, endpointOf(place).host);
  }

  get isBad(): boolean {
    return this.failures >= BAD_FAILURES;
  }
  get isGone(): boolean {
    return this.failures >= GONE_FAILURES;
  }
  isQuestionable(nowMs: number): boolean {
    return this.failures > 0 || nowMs - this.seenAtMs >= QUESTIONABLE_MS;
  }
}
