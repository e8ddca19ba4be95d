/** Endpoints as people write them: `host:port`, IPv6 in brackets. */
import type { Endpoint } from '../api/ids.js';

export const addressText = ({ host, port }: Endpoint): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** Reads `host:port`; null when it is neither. */
export function parseAddressText(text: string): Endpoint | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]{1,253})):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  return host === undefined || !(port >= 1 && port <= 65535) ? null : { host, port };
}
