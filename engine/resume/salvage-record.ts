/**
 * What can be had of a record that is damaged: enough to start the torrent again and check its data. Whatever its checksum
 * no longer vouches for is believed only where that costs nothing but a check; never which pieces are here and never which
 * files are ours, since that decides what is deleted.
 */
import type { TorrentId } from '../api/ids.js';
import { decodePrefix } from '../bencode/decode.js';
import { encode } from '../bencode/encode.js';
import { type Scan, scan } from '../bencode/scan.js';
import { type BencodeValue, bytesToKey, isBytes } from '../bencode/value.js';
import { hashInfoV1 } from '../metainfo/info-hash.js';
import { FieldReader } from './field-reader.js';
import type { ResumeRecord, SavedMetainfo } from './record.js';
import { READ, type RecordCore } from './record-fields.js';
import { frameRemains } from './record-frame.js';
import { NO_WISHES } from './wishes-codec.js';

const LETTER_D = 0x64;
const NOTHING = new Uint8Array(0);
const NO_NUMBERS: readonly number[] = [];

/** Null where not even the torrent's hash and folder are left. */
export function salvageRecord(bytes: Uint8Array, id: string): ResumeRecord | null {
  const remains = frameRemains(bytes);
  const fields = fieldsThatAreLeft(remains.body);
  if (fields === null) return null;
  const sealed = remains.core === null ? null : scan(remains.core);
  const core = sealed?.ok && sealed.value.kind(0) === 'dictionary' ? sealed.value : fields;
  const read = <K extends keyof ResumeRecord>(key: K, instead: ResumeRecord[K], from = fields): ResumeRecord[K] => {
    const reader = new FieldReader(from, 0);
    const value = READ[key](reader);
    return reader.problem === null ? value : instead;
  };
  const infoHashV1 = read('infoHashV1', '', core);
  const savePath = read('savePath', '', core);
  if (read('id', '' as TorrentId, core) !== id || infoHashV1 === '' || savePath === '') return null;
  const metainfo = wholeMetainfo(read('metainfo', null), infoHashV1);
  const named: RecordCore = {
    id: id as TorrentId,
    infoHashV1,
    name: read('name', '', core),
    private: read('private', false, core),
    magnet: read('magnet', null, core),
    trackers: read('trackers', [], core),
    savePath,
    finalPath: read('finalPath', null, core),
    addedAt: read('addedAt', 0, core),
  };
  return {
    ...named,
    ...BLANK,
    generation: read('generation', 0),
    metainfo,
    paths: metainfo === null ? null : read('paths', null),
    intent: read('intent', 'run'),
    priorities: metainfo === null ? NOTHING : read('priorities', NOTHING),
    downloadedBytes: read('downloadedBytes', 0),
    uploadedBytes: read('uploadedBytes', 0),
    wastedBytes: read('wastedBytes', 0),
    completedAt: read('completedAt', null),
    seedingSeconds: read('seedingSeconds', 0),
    maxDownBps: read('maxDownBps', null),
    maxUpBps: read('maxUpBps', null),
    queueRank: read('queueRank', null),
    sequential: read('sequential', false),
    firstLast: read('firstLast', false),
    bannedWebSeeds: read('bannedWebSeeds', []),
    wishes: read('wishes', NO_WISHES),
  };
}

/** A torrent of which only the hash is left is looked for as a magnet is. */
export function withoutDescription(record: ResumeRecord): ResumeRecord {
  const named = record.name === '' ? '' : `&dn=${encodeURIComponent(record.name)}`;
  const magnet = record.magnet ?? `magnet:?xt=urn:btih:${record.infoHashV1}${named}`;
  return { ...record, magnet, metainfo: null, have: NOTHING, priorities: NOTHING, paths: null, mustCheck: true, clean: false };
}

const BLANK = {
  volume: null,
  moving: null,
  have: NOTHING,
  recent: NO_NUMBERS,
  unsure: NOTHING,
  mustCheck: true,
  partial: [],
  created: NOTHING,
  adopted: NOTHING,
  parted: NOTHING,
  partSlots: NO_NUMBERS,
  fileSizes: NO_NUMBERS,
  fileMtimesMs: NO_NUMBERS,
  forced: false,
  superSeed: false,
  goals: null,
  peers: [],
  clean: false,
} satisfies Partial<ResumeRecord>;

/** The description where its hash says that it is whole; one in a file of its own is judged by the store. */
function wholeMetainfo(found: SavedMetainfo | null, infoHashV1: string): SavedMetainfo | null {
  if (found === null || found.infoDigest !== undefined) return found;
  return hashInfoV1(found.infoBytes) === infoHashV1 ? found : null;
}

/** The entries of a dictionary up to where it is damaged, as one that is whole. */
function fieldsThatAreLeft(body: Uint8Array): Scan | null {
  const left = scan(encode(entriesOf(body)));
  return left.ok ? left.value : null;
}

function entriesOf(body: Uint8Array): Map<string, BencodeValue> {
  const fields = new Map<string, BencodeValue>();
  if (body[0] !== LETTER_D) return fields;
  const limits = { maxBytes: body.length };
  for (let at = 1; at < body.length; ) {
    const key = decodePrefix(body.subarray(at), limits);
    if (!key.ok || !isBytes(key.value.value)) break;
    at += key.value.usedBytes;
    const value = decodePrefix(body.subarray(at), limits);
    if (!value.ok) break;
    at += value.value.usedBytes;
    fields.set(bytesToKey(key.value.value), value.value.value);
  }
  return fields;
}
