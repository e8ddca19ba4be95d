/** Peers read from a message are few, can be dialled, and are the same when written and read again. */
import { scopeOf } from '../../engine/base/ip-address.js';
import { encode } from '../../engine/bencode/encode.js';
import { decodePex, encodePex, MOST_PEX_READ } from '../../engine/wire/extended/ut-pex.js';

export function fuzz(data: Uint8Array): void {
  const decoded = decodePex(data);
  if (!decoded.ok) return;
  const { added, dropped } = decoded.value;
  if (added.length > MOST_PEX_READ || dropped.length > MOST_PEX_READ) throw new Error('more peers than the cap');
  for (const { host, port } of [...added.map(({ endpoint }) => endpoint), ...dropped]) {
    if (scopeOf(host) === 'unusable' || port < 1 || port > 65_535) throw new Error(`nobody can be at ${host}:${port}`);
  }
  for (const { flags } of added) if (!Number.isInteger(flags) || flags < 0 || flags > 255) throw new Error(`flags ${flags}`);
  for (let from = 0; from < added.length; from += 50) {
    const part = added.slice(from, from + 50);
    const again = decodePex(encodePex({ added: part, dropped: [] }));
    const sorted = (list: typeof part) =>
      list
        .map((peer) => JSON.stringify(peer))
        .sort()
        .join();
    if (!again.ok || sorted([...again.value.added]) !== sorted(part)) throw new Error('not the same when read again');
  }
}

export const seeds: readonly Uint8Array[] = [
  encodePex({
    added: [
      { endpoint: { host: '203.0.113.5', port: 6881 }, flags: 2 },
      { endpoint: { host: '2001:db8::1', port: 51413 }, flags: 16 },
    ],
    dropped: [{ host: '203.0.113.6', port: 1 }],
  }),
  encode({ added: new Uint8Array(12), 'added.f': new Uint8Array(1), added6: new Uint8Array(36).fill(0x20), 'added6.f': '' }),
  encode({ added: [], dropped: {} }),
  new Uint8Array(0),
];
