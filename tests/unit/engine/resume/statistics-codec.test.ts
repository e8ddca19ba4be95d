import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllTime } from '../../../../engine/api/statistics.js';
import { encode } from '../../../../engine/bencode/encode.js';
import { decodeStatistics, encodeStatistics } from '../../../../engine/resume/statistics-codec.js';

const SAMPLE: AllTime = {
  downloadedBytes: 2 ** 45,
  uploadedBytes: 3,
  wastedBytes: 0,
  activeSeconds: 77,
  sessions: 4,
  since: 1_700_000_000_000,
};
const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const sealed = (body: Uint8Array) => Buffer.concat([Buffer.from('SHOALSUM'), createHash('sha256').update(body).digest(), body]);
const codeOf = (bytes: Uint8Array) => {
  const decoded = decodeStatistics(bytes);
  return decoded.ok ? 'ok' : decoded.error.code;
};

describe('statistics as bytes', () => {
  it('come back as they were', () => {
    const any = fc.record({
      downloadedBytes: whole,
      uploadedBytes: whole,
      wastedBytes: whole,
      activeSeconds: whole,
      sessions: whole,
      since: whole,
    });
    fc.assert(
      fc.property(any, (value) => {
        expect(decodeStatistics(encodeStatistics(value))).toEqual({ ok: true, value });
      }),
    );
  });
  it('can always be written', () => {
    const odd = { ...SAMPLE, activeSeconds: 1.6, uploadedBytes: Number.NaN, wastedBytes: -4 };
    expect(decodeStatistics(encodeStatistics(odd))).toMatchObject({
      ok: true,
      value: { activeSeconds: 2, uploadedBytes: 0, wastedBytes: 0 },
    });
  });
  it('are refused when cut off, damaged, or of a newer version', () => {
    const bytes = encodeStatistics(SAMPLE);
    for (let length = 0; length < bytes.length; length++) expect(codeOf(bytes.subarray(0, length))).not.toBe('ok');
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(codeOf(damaged)).not.toBe('ok');
    }
    expect(codeOf(sealed(encode({ schema: 2 })))).toBe('schema-newer');
    expect(codeOf(sealed(encode({ schema: 1, ...SAMPLE, more: 1 })))).toBe('unknown-field');
    expect(codeOf(new Uint8Array(10_000))).toBe('not-statistics');
  });
});
