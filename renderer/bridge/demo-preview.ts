/** What the demo can open: its samples by number, one broken file, and any magnet link. */
import { makeFiles } from './demo-files.js';
import { sampleAt } from './demo-samples.js';
import type { ErrorView, InfoHashV1, OpenTarget, PreviewFile, TorrentPreview, TorrentRow } from './demo-types.js';

/** An error that the demo's bridge turns into an answer. */
export class DemoError extends Error {
  constructor(readonly view: ErrorView) {
    super(view.message);
  }
}

/** A preview holds no more files than this. */
const MOST_FILES = 5000;
/** The sample whose twin in the list counts as a duplicate. */
const DUPLICATE = 21;

export function previewFile(bytes: Uint8Array, rows: readonly TorrentRow[]): TorrentPreview {
  const n = demoNumber(bytes);
  if (Number.isNaN(n)) throw new DemoError({ code: 'torrent-invalid', message: '', facts: { reason: 'it is a web page' } });
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
  return makeFiles(sample.name, sample.size || 2e9).map(({ index, path, sizeBytes }) => ({ index, path, sizeBytes }));
}

const hashOf = (n: number): InfoHashV1 => n.toString(16).padStart(40, '0') as InfoHashV1;

export function previewMagnet(uri: string, rows: readonly TorrentRow[]): TorrentPreview {
  const name = magnetName(uri);
  return { ...unknown(name), duplicateOf: rows.find((row) => row.name === name)?.id ?? null };
}

/** A target as the shell would push it; `demo:N` is a sample, `magnet` a link. */
export function targetOf(what: string, name = what): OpenTarget {
  if (what === 'magnet') return { kind: 'magnet', uri: 'magnet:?xt=urn:btih:00&dn=Caminandes%204' };
  return { kind: 'torrent', fileName: name, bytes: new TextEncoder().encode(what) };
}

/** The number of a sample; NaN for what is no torrent. */
export const demoNumber = (bytes: Uint8Array): number => Number(/^demo:(\d+)$/.exec(new TextDecoder().decode(bytes))?.[1] ?? Number.NaN);
export const magnetName = (uri: string): string => new URLSearchParams(uri.split('?')[1] ?? '').get('dn') ?? uri;

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
