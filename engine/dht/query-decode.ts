/** Reads what a query asks for (BEP 5, 32, 33, 44, 51). Wrong fields are noted in the scan; what is given then counts for nothing. */
import { NO_TOKEN } from '../bencode/scan.js';
import type { FieldScan } from './field-scan.js';
import { type Ask, type Item, KEY_BYTES, MAX_DATAGRAM_BYTES, type MutableItem, SIGNATURE_BYTES, type Want } from './krpc.js';

const MAX_TOKEN_BYTES = 64;
const MOST_WANTS = 4;

export function readAsk(method: string, from: FieldScan): Ask {
  switch (method) {
    case 'ping':
      return { method };
    case 'find_node':
    case 'sample_infohashes':
      return { method, target: from.id('target'), want: readWant(from) };
    case 'get_peers':
      return { method, target: from.id('info_hash'), want: readWant(from), scrape: from.flag('scrape'), noSeed: from.flag('noseed') };
    case 'announce_peer': {
      const port = from.flag('implied_port') ? null : from.integer('port', 1, 65_535);
      return { method, target: from.id('info_hash'), token: readToken(from), port, seed: from.flag('seed') };
    }
    case 'get':
      return { method, target: from.id('target'), want: readWant(from), seq: from.optionalSequence('seq') ?? null };
    case 'put':
      return { method, token: readToken(from), item: readItem(from), cas: from.optionalSequence('cas') ?? null };
    default: {
      const key = from.has('target') ? 'target' : from.has('info_hash') ? 'info_hash' : null;
      return { method: 'unknown', target: key === null ? null : from.id(key), want: readWant(from) };
    }
  }
}

const readToken = (from: FieldScan): Uint8Array => from.bytes('token', 1, MAX_TOKEN_BYTES);

/** BEP 32: families we do not know are passed over. */
function readWant(from: FieldScan): Want {
  if (!from.has('want')) return null;
  const wants = from.strings('want', MOST_WANTS).map((name) => Buffer.from(name).toString('latin1'));
  return { ipv4: wants.includes('n4'), ipv6: wants.includes('n6') };
}

/** Sizes of value and salt are judged by whoever stores it: their errors have codes of their own (BEP 44). */
function readItem(from: FieldScan): Item {
  const token = from.token('v');
  if (token === NO_TOKEN) from.wrong('v', 'there');
  const value = token === NO_TOKEN ? new Uint8Array(0) : from.scan.raw(token).slice();
  return from.has('k') ? readMutable(value, from) : { kind: 'immutable', value };
}

function readMutable(value: Uint8Array, from: FieldScan): MutableItem {
  const seq = from.optionalSequence('seq');
  if (seq === undefined) from.wrong('seq', 'a sequence number');
  return {
    kind: 'mutable',
    value,
    key: from.bytes('k', KEY_BYTES, KEY_BYTES),
    salt: from.optionalBytes('salt', 0, MAX_DATAGRAM_BYTES) ?? new Uint8Array(0),
    seq: seq ?? 0n,
    signature: from.bytes('sig', SIGNATURE_BYTES, SIGNATURE_BYTES),
  };
}
