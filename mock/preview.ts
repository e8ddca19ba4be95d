/** What can be opened: a sample by its number (`demo:7`), anything that begins like a torrent file, and any magnet link. */
import type { PreviewFile, TorrentPreview } from '../engine/api/commands.js';
import { EngineError } from '../engine/api/errors.js';
import type { InfoHashV1 } from '../engine/api/ids.js';
import type { TorrentRow } from '../engine/api/torrent-view.js';
import { makeFiles } from './files.js';
import { SAMPLES, sampleAt } from './samples.js';

/** A preview holds no more files than this. */
const MOST_FILES = 5000;
/** The sample whose twin in the list counts as a duplicate. */
const DUPLICATE = 21;
/** How a bencoded dictionary begins. */
const DICTIONARY = 0x64;
const SAMPLE = /^demo:(\d+)$/;

export function previewFile(bytes: Uint8Array, rows: readonly TorrentRow[]): TorrentPreview {
  const n = sampleNumber(bytes);
  if (Number.isNaN(n)) throw new EngineError('torrent-invalid', 'it is a web page', { reason: 'it is a web page' });
  const sample = sampleAt(n);
  const totalBytes = sample.size || 2e9;
  const files = filesOf(n);
  const twin = n === DUPLICATE ? rows.find((row) => row.name === sample.name) : undefined;
  return {
    ...unknown(sample.name),
    infoHashV1: hashOf(n),
    totalBytes,
    files: files.slice(0, MOST_FILES),
    fileCount: files.length,
    duplicateOf: twin?.id ?? null,
  };
}

/** Rows of a long list that was looked at before. */
export function previewFiles(infoHash: string, first: number, count: number): { readonly files: readonly PreviewFile[] } {
  return { files: filesOf(Number.parseInt(infoHash, 16)).slice(first, first + count) };
}

function filesOf(n: number): readonly PreviewFile[] {
  const sample = sampleAt(n);
  return makeFiles(sample.name, sample.size || 2e9, false).map(({ index, path, sizeBytes }) => ({ index, path, sizeBytes }));
}

const hashOf = (n: number): InfoHashV1 => n.toString(16).padStart(40, '0') as InfoHashV1;

export function previewMagnet(uri: string, rows: readonly TorrentRow[]): TorrentPreview {
  const name = magnetName(uri);
  return { ...unknown(name), duplicateOf: rows.find((row) => row.name === name)?.id ?? null };
}

/** The number of a sample; NaN for what is no torrent. A dictionary stands for the sample that its bytes add up to. */
export function sampleNumber(bytes: Uint8Array): number {
  if (bytes[0] === DICTIONARY) return bytes.reduce((sum, byte) => (sum + byte) % SAMPLES.length, 0);
  return Number(SAMPLE.exec(String.fromCharCode(...bytes.subarray(0, 20)))?.[1] ?? Number.NaN);
}

/** The name that a magnet link gives, or the link. */
export function magnetName(uri: string): string {
  const name = /[?&]dn=([^&]*)/.exec(uri)?.[1];
  try {
    return name === undefined ? uri : decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return uri;
  }
}

function unknown(name: string): TorrentPreview {
  return {
    name,
    version: null,
    infoHashV1: null,
    infoHashV2: null,
    totalBytes: null,
    pieceLength: null,
    pieceCount: null,
    private: null,
    files: null,
    fileCount: null,
    trackers: [],
    comment: null,
    duplicateOf: null,
  };
}
