/** What `inspect` says: the JSON object that scripts rely on, and the same as text. Unknown fields of a magnet are null. */
import { FILE_PAD } from '../engine/index.js';
import type { Magnet, Metainfo } from './engine-door.js';
import { countWords, sizeWords } from './measure-words.js';
import { plainText } from './plain-text.js';

export interface InspectedFile {
  /** The safe path that would be written, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly pad?: true;
}
export interface InspectReport {
  readonly name: string | null;
  readonly version: 'v1' | 'v2' | 'hybrid';
  readonly infoHashV1: string | null;
  readonly infoHashV2: string | null;
  readonly pieceLength: number | null;
  readonly pieceCount: number | null;
  readonly totalSize: number | null;
  readonly private: boolean | null;
  readonly files: readonly InspectedFile[] | null;
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  readonly comment?: string;
  readonly createdBy?: string;
  readonly creationDate?: number;
}

export function reportOfTorrent(metainfo: Metainfo): InspectReport {
  const { info } = metainfo;
  const files: InspectedFile[] = [...info.files.paths].map((path, index) => {
    const size = info.files.sizes[index] ?? 0;
    return ((info.files.flags[index] ?? 0) & FILE_PAD) === 0 ? { path, size } : { path, size, pad: true };
  });
  return {
    name: info.name,
    version: info.version,
    infoHashV1: info.infoHashV1,
    infoHashV2: info.infoHashV2,
    pieceLength: info.pieceLength,
    pieceCount: info.pieceCount,
    totalSize: info.totalSize,
    private: info.private,
    files,
    trackers: metainfo.trackers,
    webSeeds: metainfo.webSeeds,
    ...(metainfo.comment === null ? {} : { comment: metainfo.comment }),
    ...(metainfo.createdBy === null ? {} : { createdBy: metainfo.createdBy }),
    ...(metainfo.creationDate === null ? {} : { creationDate: metainfo.creationDate }),
  };
}

export function reportOfMagnet(magnet: Magnet): InspectReport {
  const version = magnet.infoHashV1 === null ? 'v2' : magnet.infoHashV2 === null ? 'v1' : 'hybrid';
  return {
    name: magnet.name,
    version,
    infoHashV1: magnet.infoHashV1,
    infoHashV2: magnet.infoHashV2,
    pieceLength: null,
    pieceCount: null,
    totalSize: null,
    private: null,
    files: null,
    // A magnet has no tiers: every tracker is one of its own (BEP 9 leaves it open, and so clients do).
    trackers: magnet.trackers.map((url) => [url]),
    webSeeds: magnet.webSeeds,
  };
}

/** What lies on the disk in the end: padding between the files is never written. */
function payloadSize({ files, totalSize }: InspectReport): number | null {
  if (files === null || totalSize === null) return totalSize;
  return files.reduce((sum, file) => (file.pad === true ? sum : sum + file.size), 0);
}

/** The report as lines for a person; every text of the torrent is made harmless first. */
export function reportText(report: InspectReport): string {
  const rows: (readonly [string, string])[] = [['Name', report.name ?? 'not known yet']];
  if (report.infoHashV1 !== null) rows.push(['Info-hash', report.infoHashV1]);
  if (report.infoHashV2 !== null) rows.push(['Info-hash v2', report.infoHashV2]);
  rows.push(['Version', report.version]);
  const size = payloadSize(report);
  if (size !== null) rows.push(['Size', `${sizeWords(size)} (${size} bytes)`]);
  if (report.pieceCount !== null && report.pieceLength !== null) {
    rows.push(['Pieces', `${report.pieceCount} of ${sizeWords(report.pieceLength)}`]);
  }
  if (report.private === true) rows.push(['Private', 'yes: peers come from its trackers only']);
  if (report.creationDate !== undefined) rows.push(['Created', dateWords(report.creationDate)]);
  if (report.createdBy !== undefined) rows.push(['Created by', report.createdBy]);
  if (report.comment !== undefined) rows.push(['Comment', report.comment]);
  for (const [tier, urls] of report.trackers.entries()) rows.push([tier === 0 ? 'Trackers' : '', urls.join(', ')]);
  for (const [index, url] of report.webSeeds.entries()) rows.push([index === 0 ? 'Web seeds' : '', url]);
  const width = Math.max(...rows.map(([label]) => label.length));
  const head = rows.map(([label, text]) => `${label.padEnd(width)}  ${plainText(text)}\n`).join('');
  return head + filesText(report);
}

function filesText(report: InspectReport): string {
  if (report.files === null) return '\nA magnet link does not say what it holds; its peers do.\n';
  const shown = [...report.files.entries()].filter(([, file]) => file.pad !== true);
  const sizes = shown.map(([, file]) => sizeWords(file.size));
  const sizeWidth = Math.max(0, ...sizes.map((text) => text.length));
  const indexWidth = String(report.files.length - 1).length;
  const lines = shown.map(
    ([index, file], row) => `  ${String(index).padStart(indexWidth)}  ${(sizes[row] ?? '').padStart(sizeWidth)}  ${plainText(file.path)}\n`,
  );
  return `\n${countWords(shown.length, 'file')}\n${lines.join('')}`;
}

function dateWords(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return Number.isNaN(date.getTime()) ? `${unixSeconds} s after 1970` : `${date.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}
