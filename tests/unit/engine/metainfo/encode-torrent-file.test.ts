import { describe, expect, test } from 'vitest';
import { encode } from '../../../../engine/bencode/encode.js';
import { encodeTorrentFile } from '../../../../engine/metainfo/encode-torrent-file.js';
import { pieceLayersOf } from '../../../../engine/metainfo/piece-layers.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { read, single, v2Torrent } from './torrent-parts.js';

describe('encodeTorrentFile', () => {
  test('writes what is read back to the same, around the same info bytes', () => {
    const { info, layers } = v2Torrent({ a: 100_000 }, 65_536);
    const outer = {
      'announce-list': [['http://a/'], ['udp://b:1', 'http://c/']],
      comment: 'ü',
      'created by': 'me',
      'creation date': 1_700_000_000,
    };
    const first = read(info, { ...outer, nodes: [['::1', 5]], 'piece layers': layers, 'url-list': ['http://s/x/'] });
    const again = parseTorrentFile(encodeTorrentFile({ ...first, pieceLayers: pieceLayersOf(first.info) }), { pathRules: 'posix' });
    expect(again).toEqual({ ok: true, value: first });
  });
  test('leaves out what is not there', () => {
    const infoBytes = encode(single());
    expect(Buffer.from(encodeTorrentFile({ infoBytes }))).toEqual(Buffer.concat([Buffer.from('d4:info'), infoBytes, Buffer.from('e')]));
  });
});
