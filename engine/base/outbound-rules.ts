/**
 * Which addresses a stranger's URL may make us talk to (server-side request forgery). A .torrent, a magnet or a redirect
 * must not turn this program into a way to reach a service on this machine or in its network. The rules judge the address
 * that is really dialled, never the name: a name can point anywhere and change its mind.
 */
import { CLOSENESS, parseIp, scopeOf } from './ip-address.js';

/** Longer URLs are refused: no tracker needs them. */
const MAX_URL_LENGTH = 4096;

/** Why this cannot be a tracker's URL, as a plain sentence, or null. Resolved addresses are judged by `trackerAddressAllowed`. */
export function trackerUrlProblem(text: string): string | null {
  if (text.length > MAX_URL_LENGTH) return 'The address of the tracker is too long.';
  const url = parseUrl(text);
  if (!url || url.hostname === '') return 'The address of the tracker cannot be read.';
  if (url.protocol !== 'http:' && url.protocol !== 'https:' && url.protocol !== 'udp:') {
    return `Trackers over ${url.protocol.slice(0, -1)} are not supported.`;
  }
  if (url.port === '0' || (url.protocol === 'udp:' && url.port === '')) return 'The address of the tracker has no port.';
  const host = hostOf(url);
  if (parseIp(host) && !trackerAddressAllowed(host, text)) return 'The address of the tracker is not allowed.';
  return null;
}

/**
 * Whether a tracker may be at this address. On this machine only at the path `/announce` (or `/scrape`), so that no other
 * local service can be addressed; a UDP tracker's packets cannot be mistaken for another protocol, so any path will do.
 */
export function trackerAddressAllowed(ip: string, url: string): boolean {
  const scope = scopeOf(ip);
  if (scope !== 'loopback') return scope !== 'unusable';
  const parsed = parseUrl(url);
  return parsed !== null && (parsed.protocol === 'udp:' || parsed.pathname === '/announce' || parsed.pathname === '/scrape');
}

/** Whether a web seed may be at this address: in our own network or machine only without a query. */
export function webSeedAddressAllowed(ip: string, url: string): boolean {
  const scope = scopeOf(ip);
  if (scope === 'global') return true;
  return scope !== 'unusable' && parseUrl(url)?.search === '';
}

/** For URLs that the person typed: anything that can be dialled. */
export function personalAddressAllowed(ip: string): boolean {
  return scopeOf(ip) !== 'unusable';
}

/** Whether a server at one address may send us on to another: never from the internet inwards, nor from the LAN to this machine. */
export function redirectAllowed(fromIp: string, toIp: string): boolean {
  return CLOSENESS[scopeOf(toIp)] <= CLOSENESS[scopeOf(fromIp)];
}

/** The host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/** Scheme, host and port of a URL: what may be shown and logged, since paths and queries carry passkeys. */
export function originOf(text: string): string {
  const url = parseUrl(text);
  return url ? `${url.protocol}//${url.host}` : 'an unreadable address';
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
