/** Reads an answer (BEP 5, 32, 33, 42, 44, 51). Which fields an answer has is up to the question; each that is there must be right. */
import type { Endpoint } from '../api/ids.js';
import { readUint16 } from '../base/big-endian.js';
import { COMPACT_IPV4_BYTES, COMPACT_IPV6_BYTES } from '../base/compact-address.js';
import { formatIp } from '../base/ip-address.js';
import { NO_TOKEN } from '../bencode/scan.js';
import { type Contact, decodeContacts } from './contact.js';
import type { FieldScan } from './field-scan.js';
import { type Answer, FILTER_BYTES, KEY_BYTES, MAX_DATAGRAM_BYTES, MAX_VALUE_BYTES, SIGNATURE_BYTES } from './krpc.js';
import { ID_BYTES, type NodeId, nodeIdOf } from './node-id.js';
import { type Family, type Place, readPlace } from './place.js';

/** Tokens are given back in each announce: a long one would make us send much. */
const MAX_TOKEN_BYTES = 64;
const MOST_PEERS = 300;
const MOST_SAMPLES_READ = 100;
/** BEP 51 allows six hours. */
const MOST_INTERVAL_SECONDS = 21_600;

export function readAnswer(transaction: string, from: FieldScan): Answer {
  const body = from.inner('r');
  return {
    kind: 'answer',
    transaction,
    id: body.id('id'),
    seenAs: readSeenAs(from),
    nodes: readContacts(body, 'nodes', 4),
    nodes6: readContacts(body, 'nodes6', 6),
    token: body.optionalBytes('token', 0, MAX_TOKEN_BYTES),
    peers: readPeers(body),
    seedFilter: body.optionalBytes('BFsd', FILTER_BYTES, FILTER_BYTES),
    peerFilter: body.optionalBytes('BFpe', FILTER_BYTES, FILTER_BYTES),
    value: readValue(body),
    key: body.optionalBytes('k', KEY_BYTES, KEY_BYTES),
    signature: body.optionalBytes('sig', SIGNATURE_BYTES, SIGNATURE_BYTES),
    seq: body.optionalSequence('seq'),
    samples: readSamples(body),
    sampledOf: body.optionalInteger('num', 0, Number.MAX_SAFE_INTEGER),
    intervalSeconds: body.optionalInteger('interval', 0, MOST_INTERVAL_SECONDS),
  };
}

/** With its port (BEP 42), or as some send it without. */
function readSeenAs(from: FieldScan): Endpoint | null {
  const bytes = from.optionalBytes('ip', 4, COMPACT_IPV6_BYTES);
  if (bytes === undefined) return null;
  if (bytes.length === 4 || bytes.length === 16) return { host: formatIp(bytes), port: 0 };
  if (bytes.length !== COMPACT_IPV4_BYTES && bytes.length !== COMPACT_IPV6_BYTES) return from.wrong('ip', 'an address');
  return { host: formatIp(bytes.subarray(0, -2)), port: readUint16(bytes, bytes.length - 2) };
}

function readContacts(body: FieldScan, key: string, family: Family): Contact[] | undefined {
  const bytes = body.optionalBytes(key, 0, MAX_DATAGRAM_BYTES);
  if (bytes === undefined) return undefined;
  return decodeContacts(bytes, family) ?? body.wrong(key, 'a list of nodes') ?? [];
}

/** Those at addresses where nobody can be are left out. */
function readPeers(body: FieldScan): Place[] | undefined {
  if (!body.has('values')) return undefined;
  return body.strings('values', MOST_PEERS).flatMap((bytes) => {
    if (bytes.length !== COMPACT_IPV4_BYTES && bytes.length !== COMPACT_IPV6_BYTES) body.wrong('values', 'a list of addresses');
    return readPlace(bytes) ?? [];
  });
}

function readValue(body: FieldScan): Uint8Array | undefined {
  const token = body.token('v');
  if (token === NO_TOKEN) return undefined;
  const raw = body.scan.raw(token);
  return raw.length <= MAX_VALUE_BYTES ? raw.slice() : (body.wrong('v', 'short enough') ?? undefined);
}

function readSamples(body: FieldScan): NodeId[] | undefined {
  const bytes = body.optionalBytes('samples', 0, MAX_DATAGRAM_BYTES);
  if (bytes === undefined) return undefined;
  if (bytes.length % ID_BYTES !== 0) return body.wrong('samples', 'a list of infohashes') ?? [];
  const out: NodeId[] = [];
  for (let at = 0; at < bytes.length && out.length < MOST_SAMPLES_READ; at += ID_BYTES)
    out.push(nodeIdOf(bytes.subarray(at, at + ID_BYTES)));
  return out;
}
