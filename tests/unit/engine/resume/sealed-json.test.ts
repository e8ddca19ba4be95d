import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealJson, unsealJson } from '../../../../engine/resume/sealed-json.js';

const same = (value: unknown) => value;

describe('sealed JSON', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(unsealJson(sealJson(value, 1), [same])).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same value or an error, whatever bit of it is flipped', () => {
    const value = { listenPort: 6881, downloadFolder: '/home/someone', dht: true, schema: 3 };
    const text = sealJson(value, 1);
    for (let bit = 0; bit < text.length * 8; bit++) {
      const bytes = Buffer.from(text);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let read: unknown = null;
      try {
        read = unsealJson(bytes.toString('utf8'), [same]);
      } catch {
        continue;
      }
      expect(read).toEqual(value);
    }
  });

  it('takes the bare value of older versions through every migration', () => {
    const steps = [(value: unknown) => ({ ...(value as object), one: 1 }), (value: unknown) => ({ ...(value as object), two: 2 })];
    expect(unsealJson('{"a": 0}', steps)).toEqual({ a: 0, one: 1, two: 2 });
    expect(unsealJson(sealJson({ a: 0 }, 1), steps)).toEqual({ a: 0, two: 2 });
    expect(() => unsealJson(sealJson({ a: 0 }, 3), steps)).toThrow('newer version');
  });

  it('refuses what is no object', () => {
    for (const text of ['', '1', 'null', '"x"', '{', '{"schema":1}', '{"schema":1,"sha256":"x","value":{}}']) {
      expect(() => unsealJson(text, [same])).toThrow();
    }
  });
});
