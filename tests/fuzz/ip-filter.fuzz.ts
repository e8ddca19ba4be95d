/** A filter list. The first byte chooses the split: however the bytes come, the same ranges and the same complaints. */
import { readList } from '../support/filter-lists.js';

const HOSTS = ['1.2.3.4', '10.0.0.1', '0.0.0.0', '255.255.255.255', '2001:db8::1', '::', 'fe80::1'];

function told(bytes: Uint8Array, part: number): string {
  const read = readList(bytes, part);
  return read.ok ? JSON.stringify([read.ranges.size, read.unreadable, HOSTS.map((host) => read.ranges.has(host))]) : read.problem;
}

export function fuzz(data: Uint8Array): void {
  const [split = 0] = data;
  const bytes = data.subarray(1);
  const whole = told(bytes, Math.max(1, bytes.length));
  if (whole !== told(bytes, 1 + (split % 61))) throw new Error('the split changes the outcome');
}

export const seeds: readonly Uint8Array[] = [
  '\x05name:1.2.3.0-1.2.3.255\nother:9.0.0.0-9.0.0.1\r\n',
  '\x00001.002.003.004 - 001.002.003.255 , 100 , name\n10.0.0.0 - 10.0.0.255 , 200 , let through\n',
  '\x201.2.3.0/24\n2001:db8::/32 # remark\n::ffff:1.2.3.4\nfe80::1 - fe80::ff\n\n// end',
  `\x30${'x'.repeat(4_200)}\n1.2.3.4`,
].map((text) => Buffer.from(text, 'latin1'));
