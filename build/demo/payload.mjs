// @ts-check
/** The demo's payload: 256 MiB in a small folder tree, the same bytes every time, written once. */
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { say } from '../console.mjs';

const MIB = 1_048_576;
const CHUNK_BYTES = 4 * MIB;

export const NAME = 'Coral Archive 2026';

/** Path below the torrent's name, and size. Ends are not aligned to pieces, and one file is empty. */
const FILES = /** @type {readonly (readonly [string, number])[]} */ ([
  ['film/Night dive at the wreck.mkv', 96 * MIB + 51_733],
  ['film/Morning on the reef.mkv', 71 * MIB - 4_099],
  ['sound/Hydrophone, 40 m.flac', 33 * MIB + 7],
  ...Array.from({ length: 24 }, (_, i) => /** @type {const} */ ([`photos/IMG_${4100 + i}.jpg`, 1_600_000 + i * 37_211])),
  ['notes/Dive log.txt', 48_213],
  ['notes/Read me first.txt', 1_204],
  ['notes/To be filled in.txt', 0],
]);
const TOTAL_BYTES = 256 * MIB;
const spareBytes = TOTAL_BYTES - FILES.reduce((sum, [, size]) => sum + size, 0);

/** Every file of the payload; the last takes what is left of 256 MiB. */
export const PAYLOAD = Object.freeze([...FILES, /** @type {const} */ (['photos/Panorama.tif', spareBytes])]);

/**
 * Writes the payload below the folder, leaving files that are already there.
 * @param {string} folder will contain the torrent's name
 * @returns {string} the folder to make the torrent of
 */
export function writePayload(folder) {
  const top = path.join(folder, NAME);
  const missing = PAYLOAD.filter(([name, size]) => statSync(path.join(top, name), { throwIfNoEntry: false })?.size !== size);
  if (missing.length > 0) say('Writing 256 MiB of payload.');
  for (const [name, size] of missing) {
    const file = path.join(top, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeSeeded(file, name, size);
  }
  return top;
}

/**
 * Fills a file with a key stream that depends on its name alone.
 * @param {string} file
 * @param {string} seed
 * @param {number} sizeBytes
 */
function writeSeeded(file, seed, sizeBytes) {
  const stream = createCipheriv('aes-128-ctr', createHash('sha256').update(seed).digest().subarray(0, 16), Buffer.alloc(16));
  const zeros = Buffer.alloc(Math.min(CHUNK_BYTES, sizeBytes));
  const fd = openSync(file, 'w');
  try {
    for (let at = 0; at < sizeBytes; at += CHUNK_BYTES)
      writeSync(fd, stream.update(zeros.subarray(0, Math.min(CHUNK_BYTES, sizeBytes - at))));
  } finally {
    closeSync(fd);
  }
}
