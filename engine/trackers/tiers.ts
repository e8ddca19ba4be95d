/** The order in which a torrent's trackers are tried (BEP 12): tiers in turn, shuffled within, the one that works first in its tier. */
import type { Random } from '../base/ports.js';

export class Tiers {
  readonly #tiers: string[][] = [];

  /** Empty tiers and URLs that were there before are left out; spaces around a URL are dropped. */
  constructor(tiers: readonly (readonly string[])[], random: Random) {
    const seen = new Set<string>();
    for (const tier of tiers) {
      const urls: string[] = [];
      for (const text of tier) {
        const url = text.trim();
        if (url === '' || seen.has(url)) continue;
        seen.add(url);
        urls.push(url);
      }
      if (urls.length > 0) this.#tiers.push(shuffled(urls, random));
    }
  }

  /** All URLs in the order in which they are to be tried. */
  order(): readonly string[] {
    return this.#tiers.flat();
  }

  /** 1-based tier of a URL; 0 where it is not in the list. */
  tierOf(url: string): number {
    return this.#tiers.findIndex((tier) => tier.includes(url)) + 1;
  }

  /** Moves a tracker that works to the front of its tier. */
  promote(url: string): void {
    const tier = this.#tiers.find((urls) => urls.includes(url));
    if (!tier) return;
    tier.splice(tier.indexOf(url), 1);
    tier.unshift(url);
  }

  /** Adds a tracker in a tier of its own, the last. Returns false where it was there already. */
  add(text: string): boolean {
    const url = text.trim();
    if (url === '' || this.tierOf(url) > 0) return false;
    this.#tiers.push([url]);
    return true;
  }
}

function shuffled(items: readonly string[], random: Random): string[] {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.next() * (at + 1));
    const moved = out[at] ?? '';
    out[at] = out[other] ?? '';
    out[other] = moved;
  }
  return out;
}
