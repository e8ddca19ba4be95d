import { describe, expect, test } from 'vitest';
import { formatIp } from '../../../../engine/base/ip-address.js';
import { FilterLine } from '../../../../engine/ip-filter/filter-line.js';

const bytesOf = (words: Uint32Array) =>
  Uint8Array.from([...words].flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]));

/** `first - last`, or what else the line is. */
function read(text: string): string {
  const line = new FilterLine();
  const bytes = Buffer.from(`#before${text}1.2.3.4`); // its neighbours in the buffer are none of its business
  const kind = line.read(bytes, 7, bytes.length - 7);
  return kind === 'range' ? `${formatIp(bytesOf(line.first))} - ${formatIp(bytesOf(line.last))}` : kind;
}

describe('a line of a filter list', () => {
  test.each([
    ['P2P', 'Some name:1.2.3.4-1.2.3.255', '1.2.3.4 - 1.2.3.255'],
    ['P2P with colons in the name', 'a: b:c:1.2.3.4-5.6.7.8\r', '1.2.3.4 - 5.6.7.8'],
    ['P2P named after an address', '9.9.9.9 (x):1.2.3.4-1.2.3.4', '1.2.3.4 - 1.2.3.4'],
    ['P2P without a name', ':1.2.3.4-1.2.3.5', '1.2.3.4 - 1.2.3.5'],
    ['P2P with a name that is not UTF-8', 'n\u00e9e:1.2.3.4-1.2.3.5', '1.2.3.4 - 1.2.3.5'],
    ['DAT', '001.002.003.004 - 001.002.003.255 , 100 , Some name', '1.2.3.4 - 1.2.3.255'],
    ['DAT, of the highest level that blocks', '1.2.3.4-1.2.3.5,127,x', '1.2.3.4 - 1.2.3.5'],
    ['DAT, without a name', '008.009.010.099 - 008.009.010.100 , 000', '8.9.10.99 - 8.9.10.100'],
    ['CIDR', '1.2.3.0/24', '1.2.3.0 - 1.2.3.255'],
    ['CIDR, of an address inside', '1.2.3.77/25', '1.2.3.0 - 1.2.3.127'],
    ['CIDR, all', '0.0.0.0/0', '0.0.0.0 - 255.255.255.255'],
    ['CIDR, one', '255.255.255.255/32', '255.255.255.255 - 255.255.255.255'],
    ['CIDR with a remark', '\t1.2.3.0/24 ; SBL1', '1.2.3.0 - 1.2.3.255'],
    ['one address', '  200.1.2.3  ', '200.1.2.3 - 200.1.2.3'],
    ['a range alone', '1.2.3.4 - 1.2.3.5 # why', '1.2.3.4 - 1.2.3.5'],
    ['CIDR of IPv6', '2001:db8::/32', '2001:db8:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['CIDR of IPv6, not at a word', '2001:db8:ffff::1/37', '2001:db8:f800:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['one address of IPv6', 'fe80::1', 'fe80::1 - fe80::1'],
    ['a range of IPv6', '2001:DB8::1 - 2001:db8::ff', '2001:db8::1 - 2001:db8::ff'],
    ['IPv6 that ends like IPv4', '64:ff9b::1.2.3.4', '64:ff9b::102:304 - 64:ff9b::102:304'],
    ['IPv6 of a level', '2001:db8::1 - 2001:db8::2 , 100 , x', '2001:db8::1 - 2001:db8::2'],
    ['IPv4 in clothes of IPv6', '::ffff:1.2.3.0/120', '1.2.3.0 - 1.2.3.255'],
  ])('is %s', (_what, line, range) => {
    expect(read(line)).toBe(range);
  });

  test.each([
    '',
    ' \t\r',
    '# 1.2.3.4',
    '// 1.2.3.4',
    '; 1.2.3.4',
    '1.2.3.4 - 1.2.3.5 , 128 , let through',
    '2001:db8::1 , 200 , let through',
  ])('that says %j filters nothing', (line) => {
    expect(read(line)).toBe('nothing');
  });

  test.each([
    'a name alone',
    'name:',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.0001',
    '1.2.3.4-',
    '1.2.3.5-1.2.3.4',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/-1',
    '1.2.3.4 , x',
    '1.2.3.4 , 12345 , x',
    '1.2.3.4 and more',
    '2001:db8::/129',
    '2001:db8::2-2001:db8::1',
    '2001:db8:::1.2.3.4',
    '2001:db8::1-1.2.3.4',
    `${':'.repeat(300)}`,
    '<html>',
  ])('that says %j is passed over', (line) => {
    expect(read(line)).toBe('unreadable');
  });
});
