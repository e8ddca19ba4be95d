import { describe, expect, test } from 'vitest';
import { previewMagnet, previewMetainfo } from '../../../../engine/metainfo/preview.js';
import { file, folder, read, single } from './torrent-parts.js';

describe('previews', () => {
  test('of a torrent leave out pads and count only what is downloaded', () => {
    const padded = read(folder([file(10_000, 'a'), { ...file(6_384, 'p'), attr: 'p' }, file(3_616, 'b')]), { comment: 'hi' });
    expect(previewMetainfo(padded)).toMatchObject({
      name: 'dir',
      totalBytes: 13_616,
      comment: 'hi',
      files: [
        { index: 0, path: 'dir/a', sizeBytes: 10_000 },
        { index: 2, path: 'dir/b', sizeBytes: 3_616 },
      ],
    });
  });
  test('of a magnet say null for what only the details tell', () => {
    const { infoHashV1, infoHashV2 } = read(single()).info;
    const magnet = { infoHashV1, infoHashV2, name: null, trackers: ['udp://t:1'], webSeeds: [], peers: [], select: null };
    expect(previewMagnet(magnet)).toMatchObject({
      name: infoHashV1,
      trackers: [['udp://t:1']],
      totalBytes: null,
      files: null,
      private: null,
    });
  });
});
