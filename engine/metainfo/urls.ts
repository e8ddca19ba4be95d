/** Addresses out of torrents and magnets: what is kept, in which form. Nothing is contacted or judged here. */
import { MAX_TRACKERS, MAX_URL_CHARS, MAX_WEB_SEEDS } from './limits.js';

const TRACKER = /^(?:https?|udp|wss?):\/\/[^/\s]/i;
const WEB_SEED = /^https?:\/\/[^/\s]/i;

/** Trimmed, known schemes only, each once, empty tiers dropped, capped. */
export function cleanTrackers(tiers: readonly (readonly string[])[]): string[][] {
  const seen = new Set<string>();
  const kept: string[][] = [];
  for (const tier of tiers) {
    const urls: string[] = [];
    for (const untrimmed of tier) {
      const url = untrimmed.trim();
      if (!TRACKER.test(url) || url.length > MAX_URL_CHARS || seen.has(url) || seen.size >= MAX_TRACKERS) continue;
      seen.add(url);
      urls.push(url);
    }
    if (urls.length > 0) kept.push(urls);
  }
  return kept;
}

/** The same for web seeds; what a URL may not hold is escaped, and a folder's URL ends with a slash (BEP 19). */
export function cleanWebSeeds(urls: readonly string[], isFolder: boolean): string[] {
  const kept = new Set<string>();
  for (const untrimmed of urls) {
    const url = escaped(untrimmed.trim());
    if (!WEB_SEED.test(url) || url.length > MAX_URL_CHARS || kept.size >= MAX_WEB_SEEDS) continue;
    kept.add(isFolder && !url.endsWith('/') ? `${url}/` : url);
  }
  return [...kept];
}

/** `host:port`, an IPv6 address in brackets; null for what cannot be one. */
export function endpointText(host: string, port: number): string | null {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return null;
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (bare.includes(':')) return /^[0-9a-f:.]{2,45}$/i.test(bare) ? `[${bare}]:${port}` : null;
  return /^[\w.-]{1,253}$/.test(bare) ? `${bare}:${port}` : null;
}

/** Reads `host:port` or `[v6]:port`; the same text in its one form, or null. */
export function readEndpointText(text: string): string | null {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text.trim());
  return match === null ? null : endpointText(match[1] ?? match[2] ?? '', Number(match[3]));
}

/** Half a character, which no URL can carry, becomes U+FFFD. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** What a URL may not hold is escaped; the rest, escapes included, stays as it is. */
const escaped = (url: string): string => wellFormed(url).replace(/[^!#-;=?-[\]_a-z~]/gu, (character) => encodeURIComponent(character));
