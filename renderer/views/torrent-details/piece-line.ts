/** The line of text about the piece, or the pieces of the cell, under the map's cursor. Pure. */
import { formatList } from '../../../i18n/format/number.js';
import { t } from '../../../i18n/runtime/words.js';
import type { PiecesData } from '../../stores/pieces-data.js';

const BLOCK = 16 * 1024;

export interface PieceLine {
  readonly title: string;
  readonly text: string;
}

/** `first` is the first piece of the cell, `count` how many it stands for. */
export function pieceLine(pieces: PiecesData, first: number, count: number): PieceLine {
  const last = Math.min(pieces.pieceCount, first + count) - 1;
  if (last > first) return cellLine(pieces, first, last);
  const state = pieces.state[first] ?? 0;
  const peers = t('pieces.peers', { count: pieces.availability[first] ?? 0 });
  const blocks = Math.max(1, Math.ceil(pieces.pieceLength / BLOCK));
  const word =
    state === 15
      ? t('pieces.held')
      : state === 0
        ? t('pieces.waiting')
        : t('pieces.blocks', { done: Math.max(1, Math.round((state / 15) * blocks)), total: blocks });
  return { title: t('pieces.piece', { index: first }), text: formatList([word, peers]) };
}

function cellLine(pieces: PiecesData, first: number, last: number): PieceLine {
  let held = 0;
  let rarest = 255;
  for (let i = first; i <= last; i++) {
    if (pieces.state[i] === 15) held++;
    else rarest = Math.min(rarest, pieces.availability[i] ?? 0);
  }
  const total = last - first + 1;
  const parts = [t('pieces.heldOf', { have: held, total: total })];
  if (held < total) parts.push(t('pieces.rarest', { count: rarest }));
  return { title: t('pieces.pieceRange', { first, last }), text: formatList(parts) };
}
