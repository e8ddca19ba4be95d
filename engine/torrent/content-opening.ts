/** Opens a torrent's content against what lies on the disk; what is believed of it counts only where the files look untouched. */
import type { ErrorView } from '../api/errors.js';
import { bytesForBits, setBit } from '../storage/bits.js';
import { doubt } from './content-doubts.js';
import type { DataBasis } from './data-basis.js';
import { type Evidence, judgeFiles } from './file-evidence.js';
import { placeFiles } from './place-files.js';
import type { TorrentContent } from './torrent-content.js';

export type OpenOutcome =
  | { readonly kind: 'ready' }
  | { readonly kind: 'must-check' }
  | { readonly kind: 'failed'; readonly error: ErrorView };

/**
 * Looks at the disk: can what is believed be trusted, or is there something to check? `basis` is null for a new torrent. `onKnown`: nothing
 * is to be checked, and whose the files are is clear.
 */
export function openContent(
  content: TorrentContent,
  basis: DataBasis | null,
  onKnown: () => void,
  answer: (outcome: OpenOutcome) => void,
): void {
  content.storage.stat((seen) => {
    if ('failed' in seen) return answer({ kind: 'failed', error: seen.failed });
    content.noteLooks(seen);
    const { files, have, kept, layout, placement, savePath, storage } = content;
    const present = seen.sizes.some((size, file) => size > 0 && !layout.isPad(file));
    if (basis === null || basis.mustCheck) {
      if (!present && basis?.hadData) return answer({ kind: 'failed', error: gone(savePath, null) });
      if (present) return answer({ kind: 'must-check' });
      content.forgetData();
    } else {
      const evidence = judgeFiles(files, have, layout, basis.looks, seen, (file) => placement.isParted(file));
      const lost = evidence.gone[0];
      if (lost !== undefined) {
        const all = evidence.gone.length === evidence.holding.length;
        return answer({ kind: 'failed', error: gone(savePath, all ? null : files.paths.at(lost), evidence.gone.length) });
      }
      if (!present) kept.clear();
      if (!have.isFull) storage.adopt(bitsOf(evidence.holding, files.count));
      // what lay in the part file goes with it; a look at each says what is still there
      const parts = seen.partBytes < 0 ? placement.partPieces().filter((piece) => have.has(piece)) : [];
      doubt(content, [...doubtful(content, basis, evidence), ...parts]);
    }
    makeFiles(content, onKnown, answer);
  });
}

/**
 * Gives files their places, makes folders and empty files; then the swarm may begin. `onKnown` comes when places are settled, so that the
 * record that is saved then knows them, but before files come out of the part file.
 */
export function makeFiles(content: TorrentContent, onKnown: () => void, answer: (outcome: OpenOutcome) => void): void {
  const brings = content.placement.wantedFromParts(content.priorities).length > 0;
  if (brings) onKnown();
  placeFiles(content, (placed) => {
    if (placed.kind === 'failed') return answer(placed);
    if (!brings) onKnown();
    if (content.seen !== null && isAllThere(content, content.seen.sizes)) return answer({ kind: 'ready' });
    prepare(content, answer);
  });
}

function prepare({ files, priorities, storage }: TorrentContent, answer: (outcome: OpenOutcome) => void): void {
  const wanted = new Uint8Array(files.count);
  for (let file = 0; file < wanted.length; file++) wanted[file] = (priorities[file] ?? 0) > 0 ? 1 : 0;
  storage.prepare(wanted, (done) => answer(done.kind === 'failed' ? done : { kind: 'ready' }));
}

/** Pieces to look at, those that came last first. */
function doubtful({ geometry, have, layout }: TorrentContent, { recent, unsure }: DataBasis, { changed }: Evidence): number[] {
  const pieces = new Set(recent);
  for (let piece = 0; piece < unsure.length * 8 && piece < geometry.pieceCount; piece++) {
    if (((unsure[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0) pieces.add(piece);
  }
  for (const file of changed) {
    const { first, end } = layout.piecesOfFile(file);
    for (let piece = first; piece < end; piece++) if (have.has(piece)) pieces.add(piece);
  }
  return [...pieces];
}

function bitsOf(set: readonly number[], count: number): Uint8Array {
  const bits = new Uint8Array(bytesForBits(count));
  for (const file of set) setBit(bits, file);
  return bits;
}

/** Every wanted file exists, so that nothing has to be made. */
function isAllThere({ files, layout, priorities }: TorrentContent, sizes: ArrayLike<number>): boolean {
  let any = false;
  for (let file = 0; file < files.count; file++) {
    if ((sizes[file] ?? -1) >= 0) any = true;
    else if (!layout.isPad(file) && (priorities[file] ?? 0) !== 0) return false;
  }
  return any;
}

/** `file`: the first one that is gone, where others are there. */
const gone = (root: string, file: string | null, files = 0): ErrorView =>
  file === null
    ? {
        code: 'data-missing',
        message: `The files of this torrent are not in ${root}. Bring the drive or the files back, then resume.`,
        facts: { path: root, what: 'all' },
      }
    : {
        code: 'data-missing',
        message: `Files of this torrent were moved or deleted: ${file}${files > 1 ? ` and ${files - 1} more` : ''}. Bring them back and resume, or recheck to download them again.`,
        facts: { path: `${root}/${file}`, what: 'some', files },
      };
