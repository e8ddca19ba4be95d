/**
 * What a web seed is asked for at once: blocks in a row, over several pieces, so that one request carries much
 * (BEP 19). Where to begin is the picker's choice, so that rarest first, order and deadlines hold for web seeds too;
 * the pieces around it come along as long as nobody has begun them.
 */
import type { PickPeer } from '../picker/pick-peer.js';
import type { PiecePicker } from '../picker/piece-picker.js';

/**
 * As PiecePicker.pick, in the order in which the blocks lie. `windowPieces`: the torrent is cut into windows of so many
 * pieces, and a run stays in the window in which it begins: two seeds then rarely cut up each other's runs.
 */
export function pickRun(
  picker: PiecePicker,
  peer: PickPeer,
  max: number,
  out: Int32Array,
  windowPieces: number,
  mayRepeat: boolean,
): number {
  let count = picker.pick(peer, 1, out, false);
  if (count > 0) {
    const around = piecesAround(picker, out[0] ?? 0, windowPieces);
    count += picker.pickAmong(peer, around, max - 1, out.subarray(2));
  } else if (mayRepeat) {
    count = picker.pick(peer, max, out, true);
  }
  sortPairs(out, count);
  return count;
}

/** The piece itself, those after it, and those before it: as far as they are wanted and untouched. */
function piecesAround(picker: PiecePicker, piece: number, windowPieces: number): number[] {
  const isNew = (other: number) => picker.isWanted(other) && !picker.have.has(other) && picker.openPiece(other) === undefined;
  const start = piece - (piece % windowPieces);
  const end = Math.min(start + windowPieces, picker.pieceCount);
  const found = [piece];
  for (let after = piece + 1; after < end && isNew(after); after++) found.push(after);
  for (let before = piece - 1; before >= start && isNew(before); before--) found.push(before);
  return found;
}

/** More than a piece has blocks. */
const BLOCKS = 2 ** 16;
const BY_NUMBER = new Float64Array(2048);

function sortPairs(pairs: Int32Array, count: number): void {
  const numbers = count <= BY_NUMBER.length ? BY_NUMBER.subarray(0, count) : new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = (pairs[i * 2] ?? 0) * BLOCKS + (pairs[i * 2 + 1] ?? 0);
  numbers.sort();
  for (let i = 0; i < count; i++) {
    const number = numbers[i] ?? 0;
    pairs[i * 2] = Math.floor(number / BLOCKS);
    pairs[i * 2 + 1] = number % BLOCKS;
  }
}
