/**
 * Our address as others see it, one for each family: what most of those who said it recently agree on. Trackers say it
 * (BEP 24), and peers do (`yourip`, BEP 10). Nobody has two votes, and who is on our machine or network sees a nearer
 * address than the world does, so the word of those farther away counts first.
 */
import { formatIp, parseIp, scopeOf } from '../base/ip-address.js';

/** Voters remembered for each family; the oldest are forgotten first. */
const MOST_VOTERS = 64;

type Family = 4 | 6;
const SCOPES = ['global', 'private', 'loopback'] as const;

export class ExternalAddress {
  private readonly votes = { 4: new Map<string, string>(), 6: new Map<string, string>() };
  private readonly chosen: Record<Family, string | null> = { 4: null, 6: null };
  /** Grows with each change of what `of` says. */
  version = 0;

  /** Our address of a family in canonical text; null while nobody has said. */
  of(family: Family): string | null {
    return this.chosen[family];
  }

  /** `voter` (a literal address) says that we are at `address`, 4 or 16 bytes. Nonsense is ignored. */
  vote(voter: string, address: Uint8Array): void {
    if (address.length !== 4 && address.length !== 16) return;
    const text = formatIp(address);
    const family = parseIp(text)?.length === 4 ? 4 : 6;
    if (scopeOf(text) === 'unusable') return;
    const votes = this.votes[family];
    votes.delete(voter);
    votes.set(voter, text);
    const [oldest] = votes.keys();
    if (votes.size > MOST_VOTERS && oldest !== undefined) votes.delete(oldest);
    this.count(family);
  }

  /** The same for a literal address in text. */
  voteText(voter: string, address: string): void {
    const bytes = parseIp(address);
    if (bytes !== null) this.vote(voter, bytes);
  }

  private count(family: Family): void {
    const sums = new Map<string, number>();
    for (const text of this.votes[family].values()) sums.set(text, (sums.get(text) ?? 0) + 1);
    let best: string | null = null;
    for (const scope of SCOPES) {
      for (const [text, sum] of sums) if (scopeOf(text) === scope && sum > (best === null ? 0 : (sums.get(best) ?? 0))) best = text;
      if (best !== null) break;
    }
    if (best === this.chosen[family]) return;
    this.chosen[family] = best;
    this.version++;
  }
}
