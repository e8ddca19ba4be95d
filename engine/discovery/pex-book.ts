/**
 * What one peer has been told of the others, and what it tells us (BEP 11). A message says only what changed since the
 * last one; there is at most one a minute each way, the first soon after we met. Who sends more often is not heard, and
 * not blamed: clocks differ, and a burst after a stall is honest.
 */
import { MOST_PEX_SENT, type PexMessage, type PexPeer } from '../wire/extended/ut-pex.js';

const BETWEEN_MS = 60_000;
/** After the first greeting: by then others have said where they listen. */
const FIRST_AFTER_MS = 3000;
/** When there was nothing to tell, we look again. */
const NOTHING_MS = 10_000;
/** Messages heard in a burst, and how long it takes until one more is. */
const BURST = 3;
const REGAIN_MS = 45_000;
/** New addresses taken from one peer, ever: with 100 each nobody fills the list alone. */
const MOST_FROM_A_PEER = 1000;

export class PexBook {
  /** What the peer believes to be here. */
  private readonly told = new Map<string, PexPeer>();
  private nextAtMs: number;
  private credit = BURST;
  private creditAtMs: number;
  private heard = 0;

  constructor(nowMs: number) {
    this.nextAtMs = nowMs + FIRST_AFTER_MS;
    this.creditAtMs = nowMs;
  }

  isDue(nowMs: number): boolean {
    return nowMs >= this.nextAtMs;
  }

  /** The message to send now, given who is here (without the one it goes to); null when there is no news. Call when due. */
  next(here: readonly PexPeer[], nowMs: number): PexMessage | null {
    const present = new Map(here.map((peer) => [keyOf(peer), peer]));
    const added = [...present].filter(([key]) => !this.told.has(key)).slice(0, MOST_PEX_SENT);
    const left = [...this.told].filter(([key]) => !present.has(key)).slice(0, MOST_PEX_SENT);
    if (added.length === 0 && left.length === 0) {
      this.nextAtMs = nowMs + NOTHING_MS;
      return null;
    }
    this.nextAtMs = nowMs + BETWEEN_MS;
    for (const [key] of left) this.told.delete(key);
    for (const [key, peer] of added) this.told.set(key, peer);
    return { added: added.map(([, peer]) => peer), dropped: left.map(([, peer]) => peer.endpoint) };
  }

  /** A message came: the peers in it that may be used. */
  hear(message: PexMessage, nowMs: number): readonly PexPeer[] {
    this.credit = Math.min(BURST, this.credit + (nowMs - this.creditAtMs) / REGAIN_MS);
    this.creditAtMs = nowMs;
    if (this.credit < 1) return [];
    this.credit -= 1;
    const taken = message.added.slice(0, MOST_FROM_A_PEER - this.heard);
    this.heard += taken.length;
    return taken;
  }
}

const keyOf = ({ endpoint }: PexPeer): string => `${endpoint.host} ${endpoint.port}`;
