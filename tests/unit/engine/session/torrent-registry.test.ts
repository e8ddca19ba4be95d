import { expect, test } from 'vitest';
import { hiddenName } from '../../../../engine/mse/secrets.js';
import { TorrentRegistry } from '../../../../engine/session/torrent-registry.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';

const hashOf = (n: number): Uint8Array => new Uint8Array(Buffer.from(n.toString(16).padStart(40, '0'), 'hex'));
const torrent = (n: number) => ({ id: `${n}`, init: { infoHashV1: Buffer.from(hashOf(n)).toString('hex') } }) as unknown as Torrent;

test('finds a torrent among thousands by its hidden name, until it is removed', () => {
  const registry = new TorrentRegistry();
  const torrents = Array.from({ length: 3000 }, (_, n) => torrent(n));
  for (const each of torrents) registry.add(each);
  for (const n of [0, 1, 2999]) expect(registry.byHiddenName(hiddenName(hashOf(n)))).toEqual(hashOf(n));
  expect(registry.byHiddenName(hashOf(1))).toBeNull();
  const [, removed] = torrents;
  if (removed !== undefined) registry.delete(removed);
  expect(registry.byHiddenName(hiddenName(hashOf(1)))).toBeNull();
  expect(registry.byHiddenName(hiddenName(hashOf(2)))).toEqual(hashOf(2));
});
