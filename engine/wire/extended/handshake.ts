/**
 * The extension handshake (BEP 10): which extensions each side speaks and under which ids, and a few facts about it.
 * Every field is checked and capped by itself; one that does not hold is as good as absent.
 */
import type { DecodeError, Result } from '../../base/result.js';
import { err, ok } from '../../base/result.js';
import { cleanText } from '../../base/untrusted-text.js';
import { decode } from '../../bencode/decode.js';
import { type BencodeInput, encode } from '../../bencode/encode.js';
import {
  type BencodeDictionary,
  isDictionary,
  optionalBytes,
  optionalDictionary,
  optionalInteger,
  optionalText,
} from '../../bencode/value.js';

/** Id of the handshake itself among extended messages. */
export const EXTENDED_HANDSHAKE_ID = 0;
/** A metadata size above this is not believed. */
export const MAX_METADATA_BYTES = 32 * 1024 * 1024;
const MAX_QUEUE = 65_535;
const MAX_NAME_LENGTH = 64;
const LIMITS = { maxDepth: 8, maxTokens: 2_000, maxBytes: 64 * 1024 };

/** Name on the wire of every extension we know: BEP 9, 11, 21, 54, 55. */
const EXTENSION_NAMES = {
  utMetadata: 'ut_metadata',
  utPex: 'ut_pex',
  uploadOnly: 'upload_only',
  ltDontHave: 'lt_donthave',
  utHolepunch: 'ut_holepunch',
} as const;
export type ExtensionName = keyof typeof EXTENSION_NAMES;
const KNOWN = Object.keys(EXTENSION_NAMES) as readonly ExtensionName[];

/** Ids 1..255 under which the sender wants to receive an extension; 0 turns it off; absent says nothing (BEP 10 lets a later handshake add). */
export type ExtensionIds = { readonly [name in ExtensionName]?: number };

export interface ExtendedHandshake {
  readonly ids: ExtensionIds;
  /** `v`: client name and version, cleaned. */
  readonly client: string | null;
  /** `p`: the port the sender listens on. */
  readonly listenPort: number | null;
  /** `reqq`: outstanding requests it keeps. */
  readonly maxQueue: number | null;
  /** `yourip`: our address as it sees it, 4 or 16 bytes. */
  readonly yourIp: Uint8Array | null;
  /** `metadata_size` (BEP 9). */
  readonly metadataBytes: number | null;
  /** `upload_only` (BEP 21). */
  readonly uploadOnly: boolean | null;
}

/** The payload of our handshake; null fields are left out. */
export function encodeExtendedHandshake(handshake: ExtendedHandshake): Uint8Array {
  const names: Record<string, BencodeInput> = {};
  for (const name of KNOWN) {
    const id = handshake.ids[name];
    if (id !== undefined) names[EXTENSION_NAMES[name]] = id;
  }
  return encode({
    m: names,
    v: handshake.client ?? undefined,
    p: handshake.listenPort ?? undefined,
    reqq: handshake.maxQueue ?? undefined,
    yourip: handshake.yourIp ?? undefined,
    metadata_size: handshake.metadataBytes ?? undefined,
    upload_only: handshake.uploadOnly === null ? undefined : Number(handshake.uploadOnly),
  });
}

/** Errors: bencode codes, and `extended-handshake` where the payload is no dictionary. */
export function decodeExtendedHandshake(payload: Uint8Array): Result<ExtendedHandshake, DecodeError> {
  const decoded = decode(payload, LIMITS);
  if (!decoded.ok) return decoded;
  const root = decoded.value;
  if (!isDictionary(root)) return err({ code: 'extended-handshake', message: 'The extension handshake is not a dictionary.' });
  const ip = optionalBytes(root, 'yourip');
  const queue = optionalInteger(root, 'reqq', 1);
  const uploadOnly = optionalInteger(root, 'upload_only');
  const client = cleanText(optionalText(root, 'v') ?? '', MAX_NAME_LENGTH);
  return ok({
    ids: decodeIds(optionalDictionary(root, 'm')),
    client: client === '' ? null : client,
    listenPort: optionalInteger(root, 'p', 1, 65_535),
    maxQueue: queue === null ? null : Math.min(queue, MAX_QUEUE),
    yourIp: ip && (ip.length === 4 || ip.length === 16) ? ip : null,
    metadataBytes: optionalInteger(root, 'metadata_size', 1, MAX_METADATA_BYTES),
    uploadOnly: uploadOnly === null ? null : uploadOnly !== 0,
  });
}

/** A later handshake brings an earlier one up to date: what it leaves out stays as it was (BEP 10). */
export function mergeExtendedHandshake(before: ExtendedHandshake | null, later: ExtendedHandshake): ExtendedHandshake {
  if (before === null) return later;
  return {
    ids: { ...before.ids, ...later.ids },
    client: later.client ?? before.client,
    listenPort: later.listenPort ?? before.listenPort,
    maxQueue: later.maxQueue ?? before.maxQueue,
    yourIp: later.yourIp ?? before.yourIp,
    metadataBytes: later.metadataBytes ?? before.metadataBytes,
    uploadOnly: later.uploadOnly ?? before.uploadOnly,
  };
}

function decodeIds(names: BencodeDictionary | null): ExtensionIds {
  const ids: { [name in ExtensionName]?: number } = {};
  for (const name of KNOWN) {
    const id = names && optionalInteger(names, EXTENSION_NAMES[name], 0, 255);
    if (id !== null) ids[name] = id;
  }
  return ids;
}
