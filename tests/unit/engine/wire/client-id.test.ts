import { describe, expect, it } from 'vitest';
import { clientName, makePeerId } from '../../../../engine/wire/client-id.js';
import { seededRandom } from '../../../support/seeded-random.js';

const name = (text: string) => clientName(Uint8Array.from(text.padEnd(20, 'x').slice(0, 20), (char) => char.charCodeAt(0)));

describe('client names', () => {
  it.each([
    ['-qB4620-', 'qBittorrent 4.6.2'],
    ['-TR3000-', 'Transmission 3.00'],
    ['-TR2940-', 'Transmission 2.94'],
    ['-TR4050-', 'Transmission 4.0.5'],
    ['-LT20A0-', 'libtorrent 2.0.10'],
    ['-lt0D80-', 'rTorrent 0.13.8'],
    ['-UT355W-', 'µTorrent 3.5.5'],
    ['-DE211s-', 'Deluge 2.1.1'],
    ['-WW0201-', 'WebTorrent 2.1'],
    ['-SH0100-', 'Shoal 0.1.0'],
    ['-XY1234-', 'XY 1.2.3.4'],
    ['-BC0171-', 'BitComet 0.1.7.1'],
    ['-AZ5760-', 'Vuze 5.7.6'],
    ['S58B-----', 'Shadow 5.8.11'],
    ['T03I-----', 'BitTornado 0.3.18'],
    ['A310------', 'ABC 3.1.0'],
    ['Z12------', 'Unknown'],
    ['M4-20-8-', 'BitTorrent 4.20.8'],
    ['M7-9-2--', 'BitTorrent 7.9.2'],
    ['A2-1-36-0-', 'aria2 1.36.0'],
    ['OP1234', 'Opera'],
    ['random garbage', 'Unknown'],
    ['\x00\x01\x02', 'Unknown'],
    ['-\x1b[31m1-', 'Unknown'],
  ])('reads %j as %j', (id, expected) => {
    expect(name(id)).toBe(expected);
  });

  it('contains no control character, whatever the peer id', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      for (const at of [0, 1, 3, 6, 7]) {
        const id = Uint8Array.from('-qB4620-abcdefghijkl', (char) => char.charCodeAt(0));
        id[at] = byte;
        expect(clientName(id)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }
    }
  });

  it('names ourselves in the peer id and fills it with random bytes', () => {
    const id = makePeerId(seededRandom(1));
    expect(id).toHaveLength(20);
    expect(Buffer.from(id.subarray(0, 8)).toString()).toBe('-SH0100-');
    expect(makePeerId(seededRandom(2))).not.toEqual(id);
  });
});
