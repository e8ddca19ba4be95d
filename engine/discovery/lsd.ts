/**
 * Peers on the local network (BEP 14): what we share is said to the multicast groups, and who says the same is a peer. Each torrent is
 * said when it joins and every five minutes, several in one message; a message at most every second, so that thousands of torrents never
 * are a burst. What comes in is read at a bounded rate. Private torrents never join (BEP 27).
 */
import type { Endpoint } from '../api/ids.js';
import type { Clock, Random } from '../base/ports.js';
import { decodeLsd, encodeLsd, type LsdGroup, MOST_LSD_TORRENTS } from './lsd-message.js';

const SAY_AGAIN_MS = 5 * 60_000;
const SPACING_MS = 1_000;
/** Messages read in one second; the rest of a flood is dropped unread. */
const MOST_HEARD = 100;

export interface LsdMember {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  /** `from`: the literal address of who said it, which is the peer's own. */
  onLocalPeer(peer: Endpoint): void;
}

export interface LsdHost {
  readonly clock: Clock;
  readonly random: Random;
  /** The port peers reach us at on this network; null while we do not listen. */
  listenPort(): number | null;
  /** Sends to every interface that the group is joined on. */
  send(group: LsdGroup, bytes: Uint8Array): void;
  groups(): readonly LsdGroup[];
}

interface Entry {
  readonly infoHash: string;
  readonly member: LsdMember;
  dueMs: number;
}

export class Lsd {
  private readonly entries = new Map<string, Entry>();
  private readonly cookie: string;
  private cancelTimer: (() => void) | null = null;
  private nextMs = Number.POSITIVE_INFINITY;
  private lastSaidMs = Number.NEGATIVE_INFINITY;
  private heard = 0;
  private heardSinceMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly host: LsdHost) {
    this.cookie = Buffer.from(host.random.bytes(8)).toString('hex');
  }

  join(member: LsdMember): void {
    const infoHash = Buffer.from(member.infoHash).toString('hex');
    if (this.entries.has(infoHash)) return;
    const nowMs = this.host.clock.now();
    this.entries.set(infoHash, { infoHash, member, dueMs: nowMs });
    this.scheduleAt(nowMs);
  }

  leave(member: LsdMember): void {
    const infoHash = Buffer.from(member.infoHash).toString('hex');
    if (this.entries.get(infoHash)?.member === member) this.entries.delete(infoHash);
  }

  /** The network or our port is another one: everything is said again. */
  sayAgain(): void {
    const nowMs = this.host.clock.now();
    for (const entry of this.entries.values()) entry.dueMs = nowMs;
    if (this.entries.size > 0) this.scheduleAt(nowMs);
  }

  /** A datagram of a group. */
  hear(bytes: Uint8Array, from: Endpoint): void {
    const nowMs = this.host.clock.now();
    if (nowMs - this.heardSinceMs >= 1_000) {
      this.heardSinceMs = nowMs;
      this.heard = 0;
    }
    if (this.heard++ >= MOST_HEARD) return;
    const message = decodeLsd(bytes);
    if (message === null || message.cookie === this.cookie) return;
    for (const infoHash of message.infoHashes) {
      this.entries.get(infoHash)?.member.onLocalPeer({ host: from.host, port: message.port });
    }
  }

  close(): void {
    this.stopTimer();
    this.entries.clear();
  }

  /** Sees to it that a message goes out then, or a little later. */
  private scheduleAt(dueMs: number): void {
    const atMs = Math.max(dueMs, this.lastSaidMs + SPACING_MS);
    if (atMs >= this.nextMs) return;
    this.stopTimer();
    this.nextMs = atMs;
    this.cancelTimer = this.host.clock.after(atMs - this.host.clock.now(), () => {
      this.stopTimer();
      this.say();
      let nextMs = Number.POSITIVE_INFINITY;
      for (const entry of this.entries.values()) nextMs = Math.min(nextMs, entry.dueMs);
      if (nextMs < Number.POSITIVE_INFINITY) this.scheduleAt(nextMs);
    });
  }

  private stopTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.nextMs = Number.POSITIVE_INFINITY;
  }

  private say(): void {
    const nowMs = this.host.clock.now();
    const port = this.host.listenPort();
    const due = [...this.entries.values()].filter((entry) => entry.dueMs <= nowMs).slice(0, MOST_LSD_TORRENTS);
    for (const entry of due) entry.dueMs = nowMs + SAY_AGAIN_MS;
    this.lastSaidMs = nowMs;
    if (port === null || due.length === 0) return;
    const infoHashes = due.map(({ infoHash }) => infoHash);
    for (const group of this.host.groups()) this.host.send(group, encodeLsd(group, { port, infoHashes, cookie: this.cookie }));
  }
}
