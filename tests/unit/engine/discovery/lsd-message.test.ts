import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeLsd, encodeLsd, LSD_GROUPS, MOST_LSD_BYTES, MOST_LSD_TORRENTS } from '../../../../engine/discovery/lsd-message.js';

const [IPV4, IPV6] = LSD_GROUPS;
const HASH = '0123456789abcdef0123456789abcdef01234567';
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('a message of local discovery', () => {
  test('is laid out as BEP 14 says, for each group', () => {
    expect(Buffer.from(encodeLsd(IPV4, { port: 6881, infoHashes: [HASH], cookie: 'abc' })).toString()).toBe(
      `BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6881\r\nInfohash: ${HASH}\r\ncookie: abc\r\n\r\n\r\n`,
    );
    expect(Buffer.from(encodeLsd(IPV6, { port: 1, infoHashes: [HASH], cookie: null })).toString()).toContain(
      'Host: [ff15::efc0:988f]:6771\r\n',
    );
  });

  test('is the same when it is read again, and always fits a datagram', () => {
    const hash = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((data) => Buffer.from(data).toString('hex'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 65_535 }),
        fc.uniqueArray(hash, { minLength: 1, maxLength: 40 }),
        fc.option(hash.map((text) => text.slice(0, 16))),
        (port, infoHashes, cookie) => {
          const encoded = encodeLsd(IPV6, { port, infoHashes, cookie });
          expect(encoded.length).toBeLessThanOrEqual(MOST_LSD_BYTES);
          expect(decodeLsd(encoded)).toEqual({ port, infoHashes: infoHashes.slice(0, MOST_LSD_TORRENTS), cookie });
        },
      ),
    );
  });

  test('may be written in other cases, and have headers that nobody knows', () => {
    const text = `BT-SEARCH * HTTP/1.1\r\nHOST: x\r\nPORT:6881\r\nINFOHASH:${HASH.toUpperCase()}\r\nX-Other: 1\r\n\r\n`;
    expect(decodeLsd(bytes(text))).toEqual({ port: 6881, infoHashes: [HASH], cookie: null });
  });

  test.each([
    ['another method', `M-SEARCH * HTTP/1.1\r\nPort: 6881\r\nInfohash: ${HASH}\r\n\r\n`],
    ['no port', `BT-SEARCH * HTTP/1.1\r\nInfohash: ${HASH}\r\n\r\n`],
    ['port 0', `BT-SEARCH * HTTP/1.1\r\nPort: 0\r\nInfohash: ${HASH}\r\n\r\n`],
    ['a port that is none', `BT-SEARCH * HTTP/1.1\r\nPort: 70000\r\nInfohash: ${HASH}\r\n\r\n`],
    ['no torrent', 'BT-SEARCH * HTTP/1.1\r\nPort: 6881\r\n\r\n'],
    ['a hash cut short', `BT-SEARCH * HTTP/1.1\r\nPort: 6881\r\nInfohash: ${HASH.slice(1)}\r\n\r\n`],
    ['nothing', ''],
  ])('is none with %s', (_what, text) => {
    expect(decodeLsd(bytes(text))).toBeNull();
  });
});
