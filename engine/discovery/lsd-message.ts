/** Local service discovery: the message (BEP 14). Hostile text: capped before it is read, and what is not exactly this is null. */

/** The groups of BEP 14. */
export const LSD_GROUPS = [
  { family: 4, host: '239.192.152.143', port: 6771 },
  { family: 6, host: 'ff15::efc0:988f', port: 6771 },
] as const;
export type LsdGroup = (typeof LSD_GROUPS)[number];

/** One datagram that no link has to cut up. */
export const MOST_LSD_BYTES = 1_400;
/** Torrents named in one message: as many as fit. */
export const MOST_LSD_TORRENTS = 24;
/** A cookie says which messages are our own; others' may be as long as this. */
const MOST_COOKIE_CHARS = 64;

export interface LsdMessage {
  /** Where its sender listens. */
  readonly port: number;
  /** v1 info-hashes in hexadecimal, lower case. */
  readonly infoHashes: readonly string[];
  /** Null where there is none. */
  readonly cookie: string | null;
}

/** At most MOST_LSD_TORRENTS info-hashes of 40 hexadecimal digits. */
export function encodeLsd(group: LsdGroup, { port, infoHashes, cookie }: LsdMessage): Uint8Array {
  const host = group.family === 6 ? `[${group.host}]` : group.host;
  const lines = [
    'BT-SEARCH * HTTP/1.1',
    `Host: ${host}:${group.port}`,
    `Port: ${port}`,
    ...infoHashes.slice(0, MOST_LSD_TORRENTS).map((infoHash) => `Infohash: ${infoHash}`),
    ...(cookie === null ? [] : [`cookie: ${cookie}`]),
  ];
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n\r\n`);
}

/** Null for anything that is not such a message. */
export function decodeLsd(bytes: Uint8Array): LsdMessage | null {
  if (bytes.length > MOST_LSD_BYTES) return null;
  const [first, ...lines] = new TextDecoder('latin1').decode(bytes).split('\r\n');
  if (first !== 'BT-SEARCH * HTTP/1.1') return null;
  let port = 0;
  let cookie: string | null = null;
  const infoHashes = new Set<string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const value = line.slice(colon + 1).trim();
    switch (line.slice(0, colon).toLowerCase()) {
      case 'port':
        port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
        break;
      case 'infohash':
        if (/^[0-9a-f]{40}$/i.test(value) && infoHashes.size < MOST_LSD_TORRENTS) infoHashes.add(value.toLowerCase());
        break;
      case 'cookie':
        cookie = value.slice(0, MOST_COOKIE_CHARS);
        break;
    }
  }
  return port < 1 || port > 65_535 || infoHashes.size === 0 ? null : { port, infoHashes: [...infoHashes], cookie };
}
