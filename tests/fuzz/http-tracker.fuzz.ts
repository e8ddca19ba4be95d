/** Whatever is accepted keeps to its bounds; the same bytes are also read as a scrape and put into URLs. */
import { scopeOf } from '../../engine/base/ip-address.js';
import { encode } from '../../engine/bencode/encode.js';
import { MAX_INTERVAL_SECONDS, MAX_PEERS, MIN_INTERVAL_SECONDS } from '../../engine/trackers/announce.js';
import { decodeAnnounceAnswer, percentEncode } from '../../engine/trackers/http-codec.js';
import { decodeScrape } from '../../engine/trackers/http-scrape.js';

export function fuzz(data: Uint8Array): void {
  const decoded = decodeAnnounceAnswer(data);
  if (decoded.ok) {
    const { intervalSeconds, minIntervalSeconds, peers, seeds, leeches, completed } = decoded.value;
    for (const seconds of [intervalSeconds, minIntervalSeconds ?? MIN_INTERVAL_SECONDS]) {
      if (!(seconds >= MIN_INTERVAL_SECONDS && seconds <= MAX_INTERVAL_SECONDS)) throw new Error(`an interval of ${seconds} s`);
    }
    if (intervalSeconds < (minIntervalSeconds ?? 0)) throw new Error('an interval below the least');
    if (peers.length > MAX_PEERS) throw new Error(`${peers.length} peers`);
    for (const { host, port } of peers) {
      if (scopeOf(host) === 'unusable' || port < 1 || port > 65_535) throw new Error(`a peer at ${host} ${port}`);
    }
    for (const count of [seeds, leeches, completed]) {
      if (count !== null && !(Number.isSafeInteger(count) && count >= 0)) throw new Error(`a count of ${count}`);
    }
  }
  decodeScrape(data, data.subarray(0, 20));
  const encoded = percentEncode(data.subarray(0, 64));
  if (!/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/.test(encoded)) throw new Error(`not safe in a URL: ${encoded}`);
}

export const seeds: readonly Uint8Array[] = [
  encode({ interval: 1_800, 'min interval': 900, complete: 1, incomplete: 2, peers: Uint8Array.of(1, 2, 3, 4, 26, 225) }),
  encode({
    interval: -1,
    peers: [
      { ip: '10.0.0.1', port: 1 },
      { ip: '::1', port: 2 },
    ],
    'external ip': Uint8Array.of(1, 2, 3, 4),
  }),
  encode({ peers6: new Uint8Array(18).fill(32), 'warning message': 'slow', 'tracker id': 'x' }),
  encode({ 'failure reason': 'unregistered torrent' }),
  encode({ files: { aaaaaaaaaaaaaaaaaaaa: { complete: 1, downloaded: 2, incomplete: 3 } } }),
];
