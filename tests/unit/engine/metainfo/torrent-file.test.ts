import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode, RawBencode } from '../../../../engine/bencode/encode.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { FILE_EXECUTABLE, FILE_HIDDEN, FILE_PAD, FILE_SYMLINK } from '../../../../engine/metainfo/torrent-info.js';
import { type Fields, file, folder, K16, parse, read, single } from './torrent-parts.js';

describe('what is no torrent', () => {
  test.each([
    ['', 'not-a-torrent', /empty/],
    ['<!DOCTYPE html><html>', 'not-a-torrent', /web page/],
    ['\ufeff\n  <html>', 'not-a-torrent', /web page/],
    ['magnet:?xt=urn:btih:abc', 'not-a-torrent', /magnet/],
    ['404 not found', 'not-a-torrent', /not a \.torrent/],
    ['data', 'not-a-torrent', /not a \.torrent/],
    ['\x1f\x8b\b', 'not-a-torrent', /not a \.torrent/],
    ['i1e', 'not-a-dictionary', /dictionary/],
    ['d4:infod6:lengthi1e', 'invalid-bencoding', /at byte 19/],
    ['de', 'missing-info', /info/],
    ['d4:info3:abce', 'missing-info', /info/],
    [`d4:info${'l'.repeat(200)}`, 'depth-exceeded', /nested/],
  ])('%j is refused as %s', (text, code, message) => {
    const parsed = parseTorrentFile(new Uint8Array(Buffer.from(text)));
    expect(parsed).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(message) } });
  });
  test('a file over the cap is not even scanned', () => {
    expect(parseTorrentFile(new Uint8Array(32 * 1024 * 1024 + 1))).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });
});

describe('a v1 torrent', () => {
  test('of a single file is read whole', () => {
    const { info, infoBytes } = read(single({ private: 1, source: 'here' }));
    expect(info).toMatchObject({
      version: 'v1',
      name: 'a.bin',
      pieceLength: K16,
      pieceCount: 2,
      totalSize: 20_000,
      private: true,
      source: 'here',
    });
    expect({ ...info.files, paths: [...info.files.paths] }).toEqual({
      count: 1,
      paths: ['a.bin'],
      offsets: Float64Array.of(0),
      sizes: Float64Array.of(20_000),
      flags: Uint8Array.of(0),
    });
    expect(info.infoHashV1).toBe(createHash('sha1').update(infoBytes).digest('hex'));
    expect(info.infoHashV2).toBeNull();
    expect(info.merkle).toBeNull();
  });
  test('keeps attributes, pads and links apart', () => {
    const { info } = read(
      folder([
        { ...file(9_000, 'x'), attr: 'xh' },
        { ...file(7_384, '.pad', '7384'), attr: 'p' },
        { path: ['link'], attr: 'l', 'symlink path': ['x'] },
        { ...file(1_616, 'y'), attr: 'l' },
        file(2_000, '_____padding_file_0_of others____'),
      ]),
    );
    expect([...info.files.flags]).toEqual([FILE_EXECUTABLE | FILE_HIDDEN, FILE_PAD, FILE_SYMLINK, 0, FILE_PAD]);
    expect([...info.files.offsets]).toEqual([0, 9_000, 16_384, 16_384, 18_000]);
  });
  test('is hashed as it stands, also with its keys out of order', () => {
    const raw = Buffer.from(`d4:name1:a6:lengthi5e12:piece lengthi16384e6:pieces20:${'h'.repeat(20)}e`);
    const parsed = parseTorrentFile(encode({ info: new RawBencode(raw) }));
    expect(parsed.ok && parsed.value.info.infoHashV1).toBe(createHash('sha1').update(raw).digest('hex'));
    expect(parsed.ok && Buffer.from(parsed.value.infoBytes).equals(raw)).toBe(true);
  });
  test('may have pieces of any length', () => expect(read(single({ 'piece length': 10_001 })).info.pieceCount).toBe(2));
  test('prefers the names in UTF-8, and falls back where they are unusable', () => {
    const entry = { ...file(20_000, 'old'), 'path.utf-8': ['nèw'] };
    expect([...read(folder([entry], { 'name.utf-8': 'dîr' })).info.files.paths]).toEqual(['dîr/nèw']);
    expect([...read(folder([{ ...entry, 'path.utf-8': [1] }])).info.files.paths]).toEqual(['dir/old']);
  });
  test('with a name of which nothing safe is left is named after its hash', () => {
    const { info } = read(single({ name: '..' }));
    expect(info.name).toBe(info.infoHashV1);
    expect([...info.files.paths]).toEqual([info.infoHashV1]);
  });
  test('never yields a path that leads out of its folder', () => {
    expect(read(folder([file(20_000, '..', '..', 'etc', 'passwd')], { name: '../..' })).info.files.paths.at(0)).toMatch(
      /^\.\.\.\.\/_\/_\/etc\/passwd$/,
    );
  });
  test('renames files that share a path', () => {
    expect([...read(folder([file(10_000, 'b.txt'), file(10_000, 'B.txt')])).info.files.paths]).toEqual(['dir/b.txt', 'dir/B.1.txt']);
  });

  const refusals: [string, Fields, string, string?][] = [
    ['no piece length', single({ 'piece length': undefined }), 'missing-piece-length'],
    ['a piece length over the cap', single({ 'piece length': 536_854_529 }), 'missing-piece-length'],
    ['a piece length that is text', single({ 'piece length': '16384' }), 'missing-piece-length'],
    ['no name', single({ name: undefined }), 'missing-name'],
    ['an empty name', single({ name: '' }), 'missing-name'],
    ['no length', single({ length: undefined }), 'invalid-length', 'info.length'],
    ['a length beyond 2^48', single({ length: 2 ** 48 }), 'invalid-length'],
    ['a length beyond 2^63', single({ length: 2n ** 63n }), 'invalid-length'],
    ['files beyond 2^48 together', folder([file(2 ** 47, 'a'), file(2 ** 47, 'b')]), 'invalid-length', 'info.files.1.length'],
    ['nothing but empty files', folder([file(0, 'a')]), 'invalid-length'],
    ['no files', folder([]), 'no-files'],
    ['files that are no list', folder({ a: 1 }), 'invalid-length'],
    ['a file that is no dictionary', folder([1]), 'invalid-length', 'info.files.0'],
    ['a file without a path', folder([file(1, 'a'), { length: 1 }]), 'invalid-name', 'info.files.1.path'],
    ['a path with no elements', folder([file(1)]), 'invalid-name'],
    ['a path with a number in it', folder([{ length: 1, path: ['a', 1] }]), 'invalid-name'],
    ['101 folders', folder([file(1, ...Array.from({ length: 101 }, () => 'd'))]), 'depth-exceeded'],
    ['too few hashes', single({ pieces: new Uint8Array(20) }), 'invalid-hashes'],
    ['too many hashes', single({ pieces: new Uint8Array(60) }), 'invalid-hashes'],
    ['half a hash', single({ pieces: new Uint8Array(41) }), 'invalid-hashes'],
    ['no hashes', single({ pieces: undefined }), 'missing-pieces'],
    ['more pieces than allowed', single({ length: K16 * 2_097_153 }), 'too-many-pieces'],
    ['a later version', single({ 'meta version': 3 }), 'unknown-version'],
    [
      '501 files of one name too many',
      folder(
        Array.from({ length: 502 }, () => file(1, 'a')),
        { pieces: new Uint8Array(20) },
      ),
      'too-many-duplicate-filenames',
    ],
  ];
  for (const [what, info, code, field] of refusals) {
    test(`with ${what} is refused as ${code}`, () => {
      expect(parse(info)).toMatchObject({ ok: false, error: field === undefined ? { code } : { code, field } });
    });
  }
});

describe('what stands around the info dictionary', () => {
  test('is read leniently and never refuses the torrent', () => {
    const outer: Fields = {
      announce: 5,
      'announce-list': 'x',
      comment: ['a'],
      'creation date': 'then',
      nodes: [['h'], 'x', ['h', 0]],
      'url-list': [1],
    };
    expect(read(single(), outer)).toMatchObject({
      trackers: [],
      webSeeds: [],
      comment: null,
      createdBy: null,
      creationDate: null,
      nodes: [],
    });
  });
  test('keeps tiers, drops copies and what no tracker can be', () => {
    const tiers = [
      ['http://a/x', ' udp://b:1 ', 'http://a/x'],
      ['file:///etc/passwd', 'dht://x'],
      ['wss://c', 'udp://b:1'],
    ];
    expect(read(single(), { announce: 'http://z/', 'announce-list': tiers }).trackers).toEqual([['http://a/x', 'udp://b:1'], ['wss://c']]);
    expect(read(single(), { announce: 'http://z/', 'announce-list': [[]] }).trackers).toEqual([['http://z/']]);
  });
  test('caps the trackers', () => {
    const many = [Array.from({ length: 3_000 }, (_, i) => `udp://t${i}:1`)];
    expect(read(single(), { 'announce-list': many }).trackers.flat()).toHaveLength(1_000);
  });
  test('escapes web seeds and gives a folder its slash', () => {
    const seeds = { 'url-list': ['http://h/a b', 'ftp://h/', 'HTTPS://h/%20é'] };
    expect(read(single(), seeds).webSeeds).toEqual(['http://h/a%20b', 'HTTPS://h/%20%C3%A9']);
    expect(read(folder([file(20_000, 'x')]), seeds).webSeeds).toEqual(['http://h/a%20b/', 'HTTPS://h/%20%C3%A9/']);
  });
  test('reads nodes of both families', () => {
    const nodes = [
      ['router.example', 6881],
      ['::1', 80],
      ['a b', 1],
      ['h', 65_536],
    ];
    expect(read(single(), { nodes }).nodes).toEqual(['router.example:6881', '[::1]:80']);
  });
});

test('any damage to a torrent gives a torrent or an error, never an exception', () => {
  const good = encode({ info: folder([file(10_000, 'a', 'b'), file(10_000, 'c')]), announce: 'http://a/' });
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
      const bad = good.slice();
      bad[at] = byte;
      for (const input of [bad, good.subarray(0, cut)]) {
        const parsed = parseTorrentFile(input);
        if (!parsed.ok) expect(parsed.error.message).not.toBe('');
      }
    }),
    { numRuns: 2_000 },
  );
});
