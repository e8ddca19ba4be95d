/**
 * What the main thread and the worker that reads big descriptions say to each other. All that is long is typed arrays
 * over shared memory, so that nothing is taken apart file by file on either side of the crossing.
 */
import type { InfoHashV1 } from '../api/ids.js';
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import { FilePaths, type FilePathTable } from './file-paths.js';
import type { MetainfoError } from './metainfo-error.js';
import { readInfoOf } from './metainfo-reader.js';
import { parseTorrentFile } from './torrent-file.js';
import type { FileTable, Metainfo, TorrentInfo } from './torrent-info.js';

export type MetainfoOrder =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'info'; readonly bytes: Uint8Array; readonly expected: InfoHashV1 | null };

/** As an object looks behind the crossing: without its class. */
type Crossed<T extends { readonly files: FileTable }> = Omit<T, 'files'> & {
  readonly files: Omit<FileTable, 'paths'> & { readonly paths: FilePathTable };
};
export type CrossedInfo = Crossed<TorrentInfo>;
export type CrossedMetainfo = Omit<Metainfo, 'info'> & { readonly info: CrossedInfo };

export type MetainfoReport =
  | { readonly kind: 'file'; readonly read: Result<CrossedMetainfo, MetainfoError> }
  | { readonly kind: 'info'; readonly read: Result<CrossedInfo, MetainfoError> };

/** The worker's whole work. */
export function carryOut(order: MetainfoOrder): MetainfoReport {
  if (order.kind === 'file') return { kind: 'file', read: parseTorrentFile(order.bytes) };
  return { kind: 'info', read: readInfoOf(order.bytes, order.expected) };
}

export function arrivedInfo(read: Result<CrossedInfo, MetainfoError>): Result<TorrentInfo, MetainfoError> {
  return read.ok ? ok(infoOf(read.value)) : read;
}
export function arrivedFile(read: Result<CrossedMetainfo, MetainfoError>): Result<Metainfo, MetainfoError> {
  return read.ok ? ok({ ...read.value, info: infoOf(read.value.info) }) : read;
}

const infoOf = (info: CrossedInfo): TorrentInfo => ({ ...info, files: { ...info.files, paths: new FilePaths(info.files.paths) } });
