/**
 * Gives torrents their turns: to run, by the limits of the settings; to check their data, one at a time. Works things
 * out anew when something has changed, and once a second while somebody waits (who is slow changes with time).
 */
import type { Settings } from '../api/settings.js';
import type { Torrent } from '../torrent/torrent.js';
import { CheckLine } from './check-line.js';
import { type QueueMove, QueueOrder } from './queue-order.js';
import { giveTurns, type QueueKind } from './queue-policy.js';

const SECOND_MS = 1000;
/** Slow for this long, it no longer counts. */
const SLOW_MS = 60_000;

export interface QueueHost {
  settings(): Settings;
  /** Its place in the line has changed. */
  onPlace(torrent: Torrent): void;
}

export class TorrentQueue {
  private readonly order = new QueueOrder<Torrent>();
  /** The order that positions were told of. */
  private told: readonly Torrent[] = [];
  private readonly checks: CheckLine;
  private readonly turns: Readonly<Record<QueueKind, Set<Torrent>>> = { download: new Set(), seed: new Set() };
  /** Torrents with a turn that are slow, and since when. */
  private slowSince = new Map<Torrent, number>();
  private dirty = false;
  private waiting = false;
  private opening = false;
  private nextSecondAt = 0;

  constructor(private readonly host: QueueHost) {
    this.checks = new CheckLine((torrent) => host.onPlace(torrent));
  }

  add(torrent: Torrent): void {
    this.order.add(torrent);
    this.dirty = true;
  }
  delete(torrent: Torrent): void {
    this.order.delete(torrent);
    this.checks.delete(torrent);
    for (const turns of [this.turns.download, this.turns.seed]) turns.delete(torrent);
    this.slowSince.delete(torrent);
    this.dirty = true;
  }

  /** While many are added one after the other nobody gets a turn where turns are limited. */
  hold(): void {
    this.opening = true;
  }
  /** They are all here: they are looked at together, in their order. */
  release(nowMs: number): void {
    this.opening = false;
    this.workOut(nowMs);
  }

  /** Asks for a turn; it is given at once when nobody is before it. */
  mayRun(torrent: Torrent): boolean {
    const kind = kindOf(torrent);
    if (this.turns[kind].has(torrent)) return true;
    const { [kind]: most, total } = this.limits();
    if (!torrent.standing.forced && (most !== null || total !== null)) {
      const all = this.turns.download.size + this.turns.seed.size;
      if (this.opening || this.waiting || all >= (total ?? all + 1) || this.turns[kind].size >= (most ?? Number.POSITIVE_INFINITY)) {
        this.dirty = true;
        return false;
      }
    }
    this.turns[kind].add(torrent);
    return true;
  }
  mayCheck(torrent: Torrent): boolean {
    return this.checks.ask(torrent);
  }

  /** A torrent's state has changed, or it is complete now. */
  onState(torrent: Torrent): void {
    this.checks.onState(torrent);
    this.dirty = true;
  }
  /** The limits have changed. */
  changed(): void {
    this.dirty = true;
  }

  /** Moves torrents in the order; returns those whose records have to be written. */
  move(torrents: readonly Torrent[], to: QueueMove): Set<Torrent> {
    this.dirty = true;
    return this.order.move(torrents, to, (a, b) => kindOf(a) === kindOf(b));
  }

  /** Once a tick. */
  run(nowMs: number): void {
    const second = nowMs >= this.nextSecondAt;
    if (second) {
      this.nextSecondAt = nowMs + SECOND_MS;
      this.checks.run(nowMs);
      this.noteSlow(nowMs);
    }
    if (this.dirty || (second && this.waiting)) this.workOut(nowMs);
  }

  /** Nobody gets a turn any more: the session closes. */
  stop(): void {
    this.opening = true;
    this.checks.stop();
  }

  private workOut(nowMs: number): void {
    if (this.opening) return;
    this.dirty = false;
    this.waiting = false;
    this.tellPositions();
    const wanting = this.order.all().filter(wantsTurn);
    const facts = wanting.map((torrent) => {
      const kind = kindOf(torrent);
      const active = this.turns.download.has(torrent) || this.turns.seed.has(torrent);
      const since = this.slowSince.get(torrent);
      return { kind, active, forced: torrent.standing.forced, slow: since !== undefined && nowMs - since >= SLOW_MS };
    });
    const given = giveTurns(facts, this.limits());
    this.turns.download.clear();
    this.turns.seed.clear();
    const places = { download: 0, seed: 0 };
    for (const [i, torrent] of wanting.entries()) {
      const kind = facts[i]?.kind ?? 'download';
      if (given[i]) this.turns[kind].add(torrent);
      else this.waiting = true;
      this.place(torrent, given[i] ? 0 : ++places[kind]);
    }
    // last: telling a torrent can bring news from it
    for (const [i, torrent] of wanting.entries()) if (given[i] !== hasTurn(torrent)) torrent.setTurn(given[i] ?? false);
  }

  /** Each its place among all, where the order has changed. */
  private tellPositions(): void {
    const order = this.order.all();
    if (order === this.told) return;
    this.told = order;
    for (const [i, torrent] of order.entries()) {
      if (torrent.standing.position === i + 1) continue;
      torrent.standing.position = i + 1;
      this.host.onPlace(torrent);
    }
  }

  private place(torrent: Torrent, place: number): void {
    if (torrent.standing.place === place) return;
    torrent.standing.place = place;
    this.host.onPlace(torrent);
  }

  /** Only where a limit makes it matter. */
  private noteSlow(nowMs: number): void {
    const { slowBps } = this.host.settings();
    const limits = this.limits();
    const slow = new Map<Torrent, number>();
    for (const kind of ['download', 'seed'] as const) {
      if (limits[kind] === null || slowBps === 0) continue;
      for (const torrent of this.turns[kind]) {
        if (torrent.state.kind !== 'running' || !isSlow(torrent, kind, slowBps, nowMs)) continue;
        slow.set(torrent, this.slowSince.get(torrent) ?? nowMs);
      }
    }
    this.slowSince = slow;
  }

  private limits() {
    const { maxActiveDownloads, maxActiveTorrents, maxActiveUploads } = this.host.settings();
    return { download: maxActiveDownloads, seed: maxActiveUploads, total: maxActiveTorrents };
  }
}

export const kindOf = ({ content }: Torrent): QueueKind => (content?.isComplete ? 'seed' : 'download');

/** It runs, or would. A magnet's details are fetched outside of the queue. */
function wantsTurn({ state }: Torrent): boolean {
  if (state.kind === 'running' || state.kind === 'queued') return true;
  return state.kind === 'opening' && state.intent === 'run';
}

/** It acts as if it had its turn. One that is being opened asks when it is done. */
const hasTurn = ({ state }: Torrent): boolean => state.kind !== 'queued' && state.kind !== 'opening';

/** Its rate is below the threshold, and not because of our own limit. */
function isSlow({ traffic }: Torrent, kind: QueueKind, slowBps: number, nowMs: number): boolean {
  if (kind === 'seed') return traffic.up.bps(nowMs) < slowBps;
  return traffic.down.bps(nowMs) < slowBps && !traffic.isThrottled;
}
