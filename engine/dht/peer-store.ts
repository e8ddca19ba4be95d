/** Peers that others announced to us (BEP 5): at most 2,000 torrents of at most 500 peers; 11 MB in all, 23 for IPv6. */
import type { Random } from '../base/ports.js';
import { MOST_SAMPLES } from './krpc.js';
import { NearestFirst } from './nearest-first.js';
import type { NodeId } from './node-id.js';
import { PeerSet } from './peer-set.js';
import type { Family, Place } from './place.js';

const MOST_TORRENTS = 2000;
const SWEEP_MS = 60_000;
/** For so long the same sample is given out, so that nobody collects everything at once (BEP 51). */
const SAMPLE_MS = 10 * 60_000;

export class PeerStore {
  private readonly torrents: NearestFirst<PeerSet>;
  private sweepAtMs = Number.NEGATIVE_INFINITY;
  private sample: readonly NodeId[] = [];
  private sampleUntilMs = Number.NEGATIVE_INFINITY;

  /** `center`: our id. */
  constructor(
    private readonly family: Family,
    center: () => NodeId,
    private readonly random: Random,
  ) {
    this.torrents = new NearestFirst(MOST_TORRENTS, center);
  }

  get size(): number {
    return this.torrents.size;
  }

  /** Null when nobody announced it. */
  get(infoHash: NodeId, nowMs: number): PeerSet | null {
    this.sweep(nowMs);
    return this.torrents.get(infoHash) ?? null;
  }

  /** False when there is no room. */
  put(infoHash: NodeId, place: Place, seed: boolean, nowMs: number): boolean {
    this.sweep(nowMs);
    const known = this.torrents.get(infoHash);
    const peers = known ?? new PeerSet(this.family);
    if (known === undefined && !this.torrents.set(infoHash, peers)) return false;
    peers.put(place, seed, nowMs);
    return true;
  }

  /** Some of the infohashes, and in how many seconds there are others. */
  someTorrents(nowMs: number): { readonly samples: readonly NodeId[]; readonly of: number; readonly intervalSeconds: number } {
    this.sweep(nowMs);
    if (nowMs >= this.sampleUntilMs || (this.sample.length < MOST_SAMPLES && this.sample.length < this.size)) {
      const all = [...this.torrents.keys()];
      for (let n = 0; n < Math.min(MOST_SAMPLES, all.length); n++) {
        const other = n + Math.floor(this.random.next() * (all.length - n));
        const [one, drawn] = [all[n], all[other]];
        if (one !== undefined && drawn !== undefined) [all[n], all[other]] = [drawn, one];
      }
      this.sample = all.slice(0, MOST_SAMPLES);
      this.sampleUntilMs = nowMs + SAMPLE_MS;
    }
    return { samples: this.sample, of: this.size, intervalSeconds: Math.ceil((this.sampleUntilMs - nowMs) / 1000) };
  }

  private sweep(nowMs: number): void {
    if (nowMs < this.sweepAtMs) return;
    this.sweepAtMs = nowMs + SWEEP_MS;
    for (const [infoHash, peers] of this.torrents.entries()) if (peers.expire(nowMs) === 0) this.torrents.delete(infoHash);
  }
}
