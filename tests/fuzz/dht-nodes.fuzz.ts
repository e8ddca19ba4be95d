/** Saved nodes of the DHT from hostile bytes, with and without a right checksum: a typed error, or a state that a node can begin with. */
import { Dht } from '../../engine/dht/dht.js';
import { decodeDhtNodes, encodeDhtNodes } from '../../engine/resume/dht-nodes-codec.js';
import { seededRandom } from '../support/seeded-random.js';
import { underSeal } from './sealed-bytes.js';

export const fuzz = underSeal('SHOALDHT', judge);

function judge(bytes: Uint8Array): void {
  const decoded = decodeDhtNodes(bytes);
  if (!decoded.ok) return;
  const again = decodeDhtNodes(encodeDhtNodes(decoded.value));
  if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(decoded.value)) throw new Error('what was decoded does not encode');
  const host = { send: () => undefined, hasFamily: () => true, onSeenAs: () => undefined, onChange: () => undefined };
  new Dht(host, { random: seededRandom(1), saved: decoded.value, isReadOnly: () => false }).run(0);
}

export const seeds: readonly Uint8Array[] = [
  encodeDhtNodes({ ipv4: { id: new Uint8Array(20).fill(1), nodes: new Uint8Array(52).fill(9) }, ipv6: null }),
  encodeDhtNodes({ ipv4: null, ipv6: { id: new Uint8Array(20).fill(2), nodes: new Uint8Array(38).fill(0x20) } }),
];
