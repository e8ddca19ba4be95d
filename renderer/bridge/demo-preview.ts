/** What the demo can open: its samples by number, one broken file, and any magnet link. */
import { makeFiles } from './demo-data.js';
import { sampleAt } from './demo-samples.js';
import type { ErrorView, OpenTarget, TorrentPreview, TorrentRow } from './demo-types.js';

/** An error that the demo's bridge turns into an answer. */
export class DemoError extends Error {
  constructor(readonly view: ErrorView) {
    super(view.message);
  }
}

/** The sample whose twin in the list counts as a duplicate. */
const DUPLICATE = 21;

export function previewFile(bytes: Uint8Array, rows: readonly TorrentRow[]): TorrentPreview {
  const n = demoNumber(bytes);
  if (Number.isNaN(n)) throw new DemoError({ code: 'torrent-invalid', message: '', facts: { reason: 'it is a web page' } });
  const sample = sampleAt(n);
  const totalBytes = sample.size || 2e9;
  const files = makeFiles(sample.name, totalBytes).map(({ index, path, sizeBytes }) => ({ index, path, sizeBytes }));
  const twin = n === DUPLICATE ? rows.find((row) => row.name === sample.name) : undefined;
  return { ...unknown(sample.name), totalBytes, files, fileCount: files.length, duplicateOf: twin?.id ?? null };
}

export function previewMagnet(uri: string, rows: readonly TorrentRow[]): TorrentPreview {
  const name = magnetName(uri);
  return { ...unknown(name), duplicateOf: rows.find((row) => row.name === name)?.id ?? null };
}

/** A target as the shell would push it; `demo:N` is a sample, `magnet` a link. */
export function targetOf(what: string, name = what): OpenTarget {
  if (what === 'magnet') return { kind: 'magnet', uri: 'magnet:?xt=urn:btih:00&dn=Caminandes%204' };
  return { kind: 'torrent', fileName: name, bytes: new TextEncoder().encode(what) };
}

export const demoNumber = (bytes: Uint8Array): number => Number(new TextDecoder().decode(bytes).slice('demo:'.length));
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
