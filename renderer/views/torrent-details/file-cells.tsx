/** The cells that files and folders share, in the tree and in the long list. */
import type { FilePriority, FileRow } from '../../../electron/contract/index.js';
import { formatPercent, shareOf } from '../../../i18n/format/share.js';
import { t } from '../../../i18n/runtime/words.js';
import type { IconName } from '../../components/icon.js';
import { PieceStrip } from '../../components/piece-strip.js';
import { sliceBuckets } from '../../components/strip-geometry.js';

export const FILE_TRACKS = '16px minmax(180px, 1fr) 148px 72px 72px';

const FILMS = /\.(mp4|mkv|webm|avi|mov|m4v|mpe?g|wmv|flv|ogv|ts)$/i;

export const fileIcon = (name: string): IconName => (FILMS.test(name) ? 'film' : 'file');

/** Several files as one: their span of pieces, sizes and common priority. */
export interface FileSum {
  readonly sizeBytes: number;
  readonly doneBytes: number;
  readonly firstPiece: number;
  readonly lastPiece: number;
  readonly priority: FilePriority | 'mixed';
  /** Wanted: all, none, or some. */
  readonly wanted: boolean | 'mixed';
}

export function sumFiles(files: readonly FileRow[]): FileSum {
  const first = files[0];
  const wanted = files.filter((file) => file.priority !== 'skip').length;
  return {
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    doneBytes: files.reduce((sum, file) => sum + file.doneBytes, 0),
    firstPiece: files.reduce((least, file) => Math.min(least, file.firstPiece), first?.firstPiece ?? 0),
    lastPiece: files.reduce((most, file) => Math.max(most, file.lastPiece), first?.lastPiece ?? 0),
    priority: first !== undefined && files.every((file) => file.priority === first.priority) ? first.priority : 'mixed',
    wanted: wanted === 0 ? false : wanted === files.length ? true : 'mixed',
  };
}

const NONE = new Uint8Array(0);

/** Progress of a part of the torrent: its slice of the torrent's strip where that says something. */
export function FileProgress({
  sum,
  strip,
  pieceCount,
}: {
  readonly sum: FileSum;
  readonly strip: Uint8Array;
  readonly pieceCount: number;
}) {
  const share = shareOf(sum.doneBytes, sum.sizeBytes);
  const buckets = share === 0 ? NONE : (sliceBuckets(strip, sum.firstPiece, sum.lastPiece, pieceCount) ?? NONE);
  return (
    <span className="prog">
      <PieceStrip buckets={buckets} share={share} resting={sum.wanted === false} width={88} />
      <span>{formatPercent(share, 0)}</span>
    </span>
  );
}

export function Priority({ priority }: { readonly priority: FileSum['priority'] }) {
  return (
    <span className={priority === 'high' ? undefined : 'subtle'}>{priority === 'mixed' ? '' : t(`files.priorities.${priority}`)}</span>
  );
}
