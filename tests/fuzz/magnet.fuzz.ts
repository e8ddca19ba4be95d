/** Magnet links: what is accepted has a hash, stays within its caps, and is written to a link that reads the same. */
import { isDeepStrictEqual } from 'node:util';
import { formatMagnet, parseMagnet, parseMagnetOrHash } from '../../engine/metainfo/magnet.js';

const V1 = '0123456789abcdef0123456789abcdef01234567';
const V2 = `${V1}0123456789abcdef01234567`;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

export const seeds: readonly Uint8Array[] = [
  bytes(`magnet:?xt=urn:btih:${V1}&dn=a+b%20c&tr=udp://t:1&tr.1=http://u/&ws=http://s/a%20b&x.pe=1.2.3.4:5&so=0,2,4-6`),
  bytes(`magnet:?xt=urn:btmh:1220${V2}&x.pe=[::1]:5`),
  bytes('magnet:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH'),
  bytes(V1),
  bytes('magnet:?xt=urn:btih:&so=5-1,99999999&dn=%ff'),
];

export function fuzz(data: Uint8Array): void {
  const text = Buffer.from(data.buffer, data.byteOffset, data.length).toString('utf8');
  parseMagnetOrHash(text);
  const parsed = parseMagnet(text);
  if (!parsed.ok) return;
  const magnet = parsed.value;
  if (magnet.infoHashV1 === null && magnet.infoHashV2 === null) throw new Error('a magnet without a hash');
  if (magnet.trackers.length > 200 || magnet.peers.length > 200 || magnet.webSeeds.length > 100) throw new Error('over a cap');
  if (magnet.name !== null && /[/\\\p{Cc}]/u.test(magnet.name)) throw new Error('an unsafe name');
  const link = formatMagnet(magnet);
  if (link.length > 65_536) return;
  const again = parseMagnet(link);
  if (!again.ok || !isDeepStrictEqual(again.value, magnet)) throw new Error(`changes on the way: ${link}`);
}
