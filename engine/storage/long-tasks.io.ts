/** The jobs of a worker that may take long: each advances by steps and ends with one answer. */
import { ANSWER_BAD, ANSWER_DONE, ANSWER_MISSING } from './disk-protocol.js';
import { READ_BYTES, RunHasher } from './run-hasher.io.js';
import type { SpanFiles } from './span-files.io.js';
import { BlockHasher, HASH_BYTES, type WorkerTorrent } from './worker-torrent.js';

export interface TaskAnswer {
  readonly code: number;
  readonly bytes: Uint8Array | null;
}

export interface LongTask {
  readonly id: number;
  /** Works off about `maxBytes`; null while there is more to do. Throws what reading throws. */
  step(maxBytes: number): TaskAnswer | null;
}

/** One buffer for all tasks of a worker: a step never leaves anything in it. */
let shared: Uint8Array | null = null;
function buffer(): Uint8Array {
  shared ??= new Uint8Array(READ_BYTES);
  return shared;
}

const MISSING: TaskAnswer = { code: ANSWER_MISSING, bytes: null };

/** Outcome of each piece of a run: 0 missing, 1 bad, 2 good. */
export function checkTask(id: number, torrent: WorkerTorrent, first: number, count: number, files: SpanFiles): LongTask {
  const outcomes = new Uint8Array(count);
  const run = new RunHasher(files, torrent, first, count, buffer(), (piece, digest) => {
    outcomes[piece - first] = digest === null ? 0 : torrent.isHashOf(piece, digest) ? 2 : 1;
  });
  return whole(id, torrent, run, () => ({ code: ANSWER_DONE, bytes: outcomes }));
}

/** The SHA-1 of each piece of a run; missing when a file is shorter than it was. */
export function hashTask(id: number, torrent: WorkerTorrent, first: number, count: number, files: SpanFiles): LongTask {
  const hashes = new Uint8Array(count * HASH_BYTES);
  let missing = false;
  const run = new RunHasher(files, torrent, first, count, buffer(), (piece, digest) => {
    if (digest === null) missing = true;
    else hashes.set(digest, (piece - first) * HASH_BYTES);
  });
  return whole(id, torrent, run, () => (missing ? MISSING : { code: ANSWER_DONE, bytes: hashes }));
}

/** Good, missing, or bad with the hash of every block, for which a bad piece is read once more. */
export function verifyTask(id: number, torrent: WorkerTorrent, piece: number, files: SpanFiles): LongTask {
  let verdict: 'good' | 'bad' | 'missing' = 'missing';
  const judge = new RunHasher(files, torrent, piece, 1, buffer(), (_piece, digest) => {
    if (digest !== null) verdict = torrent.isHashOf(piece, digest) ? 'good' : 'bad';
  });
  const blocks = new BlockHasher(torrent.geometry.pieceBytes(piece));
  let again: RunHasher | null = null;
  return {
    id,
    step(maxBytes) {
      if (torrent.dropped) return MISSING;
      if (!judge.done) judge.step(maxBytes);
      if (!judge.done) return null;
      if (verdict !== 'bad') return verdict === 'good' ? { code: ANSWER_DONE, bytes: null } : MISSING;
      again ??= new RunHasher(
        files,
        torrent,
        piece,
        1,
        buffer(),
        () => undefined,
        (view) => blocks.update(view),
      );
      again.step(maxBytes);
      return again.done ? { code: ANSWER_BAD, bytes: blocks.digest() } : null;
    },
  };
}

/** As a verification; a good piece is then written once more, so that the next sync covers it: the last one failed. */
export function rewriteTask(id: number, torrent: WorkerTorrent, piece: number, files: SpanFiles): LongTask {
  const judge = verifyTask(id, torrent, piece, files);
  const start = torrent.geometry.pieceOffset(piece);
  const end = start + torrent.geometry.pieceBytes(piece);
  let at = -1;
  return {
    id,
    step(maxBytes) {
      if (at < 0) {
        const verdict = judge.step(maxBytes);
        if (verdict?.code !== ANSWER_DONE) return verdict;
        at = start;
        return null;
      }
      for (const limit = Math.min(end, at + maxBytes); at < limit; ) {
        const view = buffer().subarray(0, Math.min(READ_BYTES, limit - at));
        files.read(torrent, at, [view]);
        files.write(torrent, at, [view]);
        at += view.length;
      }
      return at < end ? null : { code: ANSWER_DONE, bytes: null };
    },
  };
}

function whole(id: number, torrent: WorkerTorrent, run: RunHasher, answer: () => TaskAnswer): LongTask {
  return {
    id,
    step(maxBytes) {
      // The main thread has let go of the torrent and drops this answer.
      if (torrent.dropped) return MISSING;
      run.step(maxBytes);
      return run.done ? answer() : null;
    },
  };
}
