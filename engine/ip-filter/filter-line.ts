/**
 * One line of a filter list, in any of the formats that lists come in:
 *
 *   P2P   Some name:1.2.3.4-1.2.3.255
 *   DAT   001.002.003.004 - 001.002.003.255 , 100 , Some name       (a level above 127 lets them through)
 *   CIDR  1.2.3.0/24, 2001:db8::/32; also a single address, and a range of either family
 *
 * Lists have millions of IPv4 lines, so those are read byte by byte and without making anything.
 */
import { parseIp } from '../base/ip-address.js';
import { compareWords, networkEnd, unmapped, V4_WORDS, V6_WORDS, wordsOf } from './address-words.js';

/** `range`: it is in `first` and `last`. `nothing`: empty, a remark, or a range that is let through. */
export type LineKind = 'range' | 'nothing' | 'unreadable';

const MOST_BLOCKED_LEVEL = 127;
const MOST_TEXT_BYTES = 256;
const V6_BYTES = 16;
const V6_BITS = 128;
const V6_RANGE = /^([0-9a-f:.]+)(?:\s*-\s*([0-9a-f:.]+)|\/(\d{1,3}))?/i;

const code = (letter: string): number => letter.charCodeAt(0);
const [ZERO, NINE, DOT, DASH, SLASH, COMMA, COLON, HASH, SEMICOLON] = ['0', '9', '.', '-', '/', ',', ':', '#', ';'].map(code) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
/** Space, tab and what ends a line. */
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;

export class FilterLine {
  /** Valid until the next line is read. */
  first: Uint32Array;
  last: Uint32Array;
  private readonly first4 = new Uint32Array(V4_WORDS);
  private readonly last4 = new Uint32Array(V4_WORDS);
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;

  constructor() {
    this.first = this.first4;
    this.last = this.last4;
  }

  /** Reads the bytes from `from` to `end`, which are one line without its end. */
  read(bytes: Uint8Array, from: number, end: number): LineKind {
    this.bytes = bytes;
    this.end = end;
    this.at = from;
    this.skipBlanks();
    const begin = this.at;
    if (this.isRemark()) return 'nothing';
    const plain = this.readV4();
    if (plain !== 'unreadable') return plain;
    this.at = begin;
    if (this.looksLikeV6()) return this.readV6(begin);
    let colon = end - 1;
    while (colon >= begin && bytes[colon] !== COLON) colon--;
    if (colon < begin) return 'unreadable';
    this.at = colon + 1; // the name may have colons, an IPv4 range has none
    return this.readV4();
  }

  private get here(): number {
    return this.at < this.end ? (this.bytes[this.at] as number) : 0;
  }
  private skipBlanks(): void {
    while (this.at < this.end && isBlank(this.bytes[this.at] as number)) this.at++;
  }
  /** Nothing more on this line, or nothing that counts. */
  private isRemark(): boolean {
    const { at, bytes, end, here } = this;
    return at === end || here === HASH || here === SEMICOLON || (here === SLASH && at + 1 < end && bytes[at + 1] === SLASH);
  }

  /** A range of IPv4, from here to the end of the line. */
  private readV4(): LineKind {
    this.skipBlanks();
    const first = this.address4();
    if (first < 0) return 'unreadable';
    this.skipBlanks();
    this.first4[0] = first;
    this.last4[0] = first;
    if (this.here === DASH) {
      this.at++;
      this.skipBlanks();
      const last = this.address4();
      if (last < first) return 'unreadable';
      this.last4[0] = last;
    } else if (this.here === SLASH) {
      this.at++;
      const bits = this.number(2);
      if (bits < 0 || bits > 32) return 'unreadable';
      const rest = bits === 0 ? 0xffffffff : 2 ** (32 - bits) - 1;
      this.first4[0] = (first & ~rest) >>> 0;
      this.last4[0] = (first | rest) >>> 0;
    }
    this.first = this.first4;
    this.last = this.last4;
    return this.tail();
  }

  /** What may follow a range: nothing, a remark, or the level and the name of the DAT format. */
  private tail(): LineKind {
    this.skipBlanks();
    if (this.isRemark()) return 'range';
    if (this.here !== COMMA) return 'unreadable';
    this.at++;
    this.skipBlanks();
    const level = this.number(4);
    if (level < 0) return 'unreadable';
    return level > MOST_BLOCKED_LEVEL ? 'nothing' : 'range';
  }

  /** An IPv4 address here, zeros in front allowed; -1: there is none. */
  private address4(): number {
    let address = 0;
    for (let part = 0; part < 4; part++) {
      if (part > 0) {
        if (this.here !== DOT) return -1;
        this.at++;
      }
      const value = this.number(3);
      if (value < 0 || value > 255) return -1;
      address = address * 256 + value;
    }
    return address;
  }
  /** A number of at most so many digits; -1: there is none, or a longer one. */
  private number(mostDigits: number): number {
    let value = 0;
    let digits = 0;
    while (isDigit(this.here)) {
      if (++digits > mostDigits) return -1;
      value = value * 10 + this.here - ZERO;
      this.at++;
    }
    return digits === 0 ? -1 : value;
  }

  /** Two colons among hex digits at the very beginning. */
  private looksLikeV6(): boolean {
    let colons = 0;
    for (let at = this.at; at < this.end && colons < 2; at++) {
      const byte = this.bytes[at] as number;
      const letter = byte | 0x20;
      if (byte === COLON) colons++;
      else if (!isDigit(byte) && !(letter >= 0x61 && letter <= 0x66)) return false;
    }
    return colons === 2;
  }

  private readV6(begin: number): LineKind {
    const { bytes, end } = this;
    if (end - begin > MOST_TEXT_BYTES) return 'unreadable';
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + begin, end - begin).toString('latin1');
    const [whole = '', from = '', to, size] = V6_RANGE.exec(text) ?? [];
    const [first, last] = [parseIp(from), parseIp(to ?? from)];
    const bits = Number(size ?? V6_BITS);
    if (first?.length !== V6_BYTES || last?.length !== V6_BYTES || bits > V6_BITS) return 'unreadable';
    const [low, high] = [networkEnd(wordsOf(first), bits, 'first'), networkEnd(wordsOf(last), bits, 'last')];
    if (compareWords(low, 0, high, 0, V6_WORDS) > 0) return 'unreadable';
    this.takeV6(low, high);
    this.at = begin + whole.length;
    return this.tail();
  }

  /** What is IPv4 in IPv6's clothes becomes IPv4, as the addresses that are looked up do. */
  private takeV6(low: Uint32Array, high: Uint32Array): void {
    const [a, b] = [unmapped(low), unmapped(high)];
    const both = a.length === b.length;
    this.first = both ? a : low;
    this.last = both ? b : high;
  }
}
