import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  magnetOfHash,
  requestFrom,
  requestsFromArguments,
  requestsFromTexts,
} from '../../../../../electron/main/open-requests/open-request.js';

const v1 = 'c9e15763f722f23e98a29decdfae341b98d53056';
const v2 = 'caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e';
const magnet = `magnet:?xt=urn:btih:${v1}&dn=a`;

describe('arguments', () => {
  test('are filtered for links and torrent files among everything Electron adds', () => {
    const argv = [
      '/opt/electron',
      '--no-sandbox',
      '.',
      '--inspect=0',
      magnet,
      '--x.torrent',
      'a.torrent',
      '/b/C.TORRENT',
      'notes.txt',
      '-y.torrent',
    ];
    expect(requestsFromArguments(argv, '/home/me')).toEqual([
      { kind: 'magnet', uri: magnet },
      { kind: 'file', path: path.resolve('/home/me/a.torrent') },
      { kind: 'file', path: '/b/C.TORRENT' },
    ]);
  });

  test('take MAGNET: in any case, and not a file that only contains the word', () => {
    expect(requestsFromArguments(['MAGNET:?xt=x', 'my-magnet:?.txt', 'magnet.torrent'], '/')).toEqual([
      { kind: 'magnet', uri: 'MAGNET:?xt=x' },
      { kind: 'file', path: '/magnet.torrent' },
    ]);
  });

  test('take file addresses, as some desktops pass them', () => {
    expect(requestFrom('file:///home/me/a%20b.torrent', '/')).toEqual({ kind: 'file', path: '/home/me/a b.torrent' });
    expect(requestFrom('file://host/share/a.torrent', '/')).toMatchObject({ kind: 'refused' });
  });

  test('refuse a web address in a sentence, and an endless magnet link', () => {
    expect(requestFrom('https://example.org/a.torrent', '/')).toMatchObject({ kind: 'refused', what: 'https://example.org/a.torrent' });
    expect(requestFrom(`magnet:?${'x'.repeat(70_000)}`, '/')).toMatchObject({ kind: 'refused', what: 'Magnet link' });
  });
});

describe('dropped and copied text', () => {
  test('gives every magnet link in it, once', () => {
    const html = `<a href="${magnet}">x</a> ${magnet}\nand MAGNET:?xt=urn:btmh:1220${v2}`;
    expect(requestsFromTexts([html, magnet])).toEqual([
      { kind: 'magnet', uri: magnet },
      { kind: 'magnet', uri: `MAGNET:?xt=urn:btmh:1220${v2}` },
    ]);
  });

  test('gives bare info-hashes as links', () => {
    expect(magnetOfHash(v1.toUpperCase())).toBe(`magnet:?xt=urn:btih:${v1}`);
    expect(magnetOfHash(v2)).toBe(`magnet:?xt=urn:btmh:1220${v2}`);
    expect(magnetOfHash('zhqvoy7xeltd5gfctxwn7lrudom2kmcw')).toBe('magnet:?xt=urn:btih:ZHQVOY7XELTD5GFCTXWN7LRUDOM2KMCW');
    expect(requestsFromTexts([`  ${v1}\n`])).toEqual([{ kind: 'magnet', uri: `magnet:?xt=urn:btih:${v1}` }]);
  });

  test('gives nothing for other text, and a sentence for a web address of a torrent', () => {
    expect(requestsFromTexts(['hello', v1.slice(1), `${v1}0`, 'https://example.org/'])).toEqual([]);
    expect(requestsFromTexts(['https://example.org/a.torrent'])).toMatchObject([{ kind: 'refused' }]);
  });

  test('gives at most a hundred links', () => {
    const text = Array.from({ length: 500 }, (_, i) => `magnet:?xt=${i}`).join('\n');
    expect(requestsFromTexts([text])).toHaveLength(100);
  });
});
