import { describe, expect, test } from 'vitest';
import { FilterReader } from '../../../../engine/ip-filter/filter-reader.js';
import { finished, readList } from '../../../support/filter-lists.js';

const LIST = `# a list\nfirst:1.0.0.0-1.0.0.9\r\n\nnonsense\n2001:db8::/64\n2.0.0.0 - 2.0.0.9 , 100 , second\n3.0.0.0/8`;
const HOSTS = ['1.0.0.9', '1.0.0.10', '2001:db8::7', '2.0.0.0', '3.255.255.255', '4.0.0.0'];

describe('a filter list', () => {
  test('is the same however its bytes are split, its last line without an end included', () => {
    for (const part of [1, 2, 3, 7, 20, 1000]) {
      const read = readList(LIST, part);
      expect(read).toMatchObject({ ok: true, unreadable: 1 });
      expect(HOSTS.map((host) => read.ok && read.ranges.has(host))).toEqual([true, false, true, true, true, false]);
    }
  });

  test('without a readable line is something else, and one without lines is empty', () => {
    expect(readList('<html>\n<body>\nNot found\n')).toEqual({ ok: false, problem: 'not-a-list' });
    expect(readList(new Uint8Array(100_000))).toEqual({ ok: false, problem: 'not-a-list' });
    expect(readList('')).toMatchObject({ ok: true, ranges: { size: 0 } });
    expect(readList('# nobody\n1.2.3.4 , 200 , let through\n')).toMatchObject({ ok: true, ranges: { size: 0 } });
  });

  test.each([1, 4_000, 1 << 16])('loses a line that is too long, and no other (parts of %i bytes)', (part) => {
    const read = readList(`1.0.0.1\n${'x'.repeat(5_000)}:9.9.9.9-9.9.9.9\n2.0.0.1\n`, part);
    expect(read).toMatchObject({ ok: true, unreadable: 1, ranges: { size: 2 } });
  });

  test('is not read on when it has too many ranges or bytes', () => {
    const few = new FilterReader(2);
    expect(few.push(Buffer.from('1.0.0.1\n2.0.0.1\n'))).toBe(true);
    expect(few.push(Buffer.from('2001:db8::\n'))).toBe(false);
    expect(finished(few)).toEqual({ ok: false, problem: 'too-long' });
    const short = new FilterReader(9, 10);
    expect([short.push(Buffer.from('1.0.0.1\n')), short.push(Buffer.from('2.0.0.1\n'))]).toEqual([true, false]);
    expect(finished(short)).toEqual({ ok: false, problem: 'too-long' });
  });

  test('that is long is put in order a slice at a time', () => {
    const reader = new FilterReader();
    for (let nth = 200_000; nth > 0; nth--) reader.push(Buffer.from(`${1 + (nth >> 16)}.${(nth >> 8) & 255}.${nth & 255}.0/25\n`));
    let slices = 0;
    for (const work = reader.finish(); work.next().done !== true; ) slices++;
    expect(slices).toBeGreaterThan(12);
  });
});
