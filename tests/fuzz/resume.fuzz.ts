/**
 * Resume records from hostile bytes, with and without a right checksum around them: a typed error or a record that encodes
 * again. What is salvaged of them names the torrent asked for, vouches for no piece and no file, and encodes too.
 */
import { createHash } from 'node:crypto';
import { FilePaths } from '../../engine/metainfo/file-paths.js';
import { hashInfoV1 } from '../../engine/metainfo/info-hash.js';
import { frame } from '../../engine/resume/record-frame.js';
import { decodeForStart, decodeRecord, encodeRecord } from '../../engine/resume/resume-codec.js';
import { salvageRecord } from '../../engine/resume/salvage-record.js';
import { type RecordInfo, validateRecord } from '../../engine/resume/validate-record.js';
import { fullRecord, restingRecord } from '../support/resume-samples.js';

const OLD_MAGIC = Buffer.from('SHOALRES');
const HEAD_BYTES = 40;
/** Magic, checksum, length of the core and its checksum. */
const CORE_FROM = 76;

const info: RecordInfo = {
  pieceLength: 32_768,
  pieceCount: 20,
  totalSize: 20 * 32_768 - 5,
  files: {
    count: 2,
    paths: FilePaths.of(['a', 'b']),
    offsets: Float64Array.of(0, 10),
    sizes: Float64Array.of(10, 655_345),
    flags: new Uint8Array(2),
  },
};

export function fuzz(data: Uint8Array): void {
  judge(data);
  const body = data.subarray(Math.min(HEAD_BYTES, data.length));
  judge(Buffer.concat([OLD_MAGIC, createHash('sha256').update(body).digest(), body]));
  judge(frame(Buffer.from('de'), data.subarray(Math.min(CORE_FROM, data.length))));
  judge(frame(data, Buffer.from('de')));
  judgeRemains(data);
  judgeRemains(frame(data, data));
}

function judgeRemains(bytes: Uint8Array): void {
  const salvaged = salvageRecord(bytes, fullRecord.id);
  if (salvaged === null) return;
  const { adopted, created, have, id, metainfo, mustCheck, recent, unsure } = salvaged;
  if (id !== fullRecord.id || !mustCheck) throw new Error('what is left of a record is believed');
  if (have.length + recent.length + unsure.length + created.length + adopted.length > 0)
    throw new Error('a damaged record vouches for data');
  if (metainfo !== null && metainfo.infoDigest === undefined && hashInfoV1(metainfo.infoBytes) !== salvaged.infoHashV1) {
    throw new Error('a damaged description is used');
  }
  if (!decodeRecord(encodeRecord(salvaged)).ok) throw new Error('what is left does not encode');
}

function judge(bytes: Uint8Array): void {
  const decoded = decodeRecord(bytes);
  const started = decodeForStart(bytes);
  if (decoded.ok !== started.ok) throw new Error('a start reads other records than everybody else');
  if (!decoded.ok) return;
  const again = decodeRecord(encodeRecord(decoded.value));
  if (!again.ok) throw new Error(`a decoded record does not encode: ${again.error.message}`);
  if (!Buffer.from(encodeRecord(again.value)).equals(encodeRecord(decoded.value))) throw new Error('encoding is not stable');
  const fitting = validateRecord(decoded.value, info);
  if (!fitting.ok) return;
  if (fitting.value.have.length !== 3) throw new Error('a record of the wrong size was let through');
  for (const path of fitting.value.paths ?? []) if (path.split('/').includes('..')) throw new Error('a path leads outside');
}

export const seeds: readonly Uint8Array[] = [
  encodeRecord(fullRecord),
  encodeRecord(restingRecord),
  encodeRecord({ ...fullRecord, metainfo: null, paths: null, partial: [], peers: [], trackers: [], clean: false }),
];
