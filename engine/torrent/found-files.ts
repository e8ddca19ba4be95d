/**
 * Files that were there before the torrent. Those in which a good piece was found are taken for the torrent's and may be
 * completed, and so are those that hold nothing; any other one is somebody else's. It is never changed: ours gets another name.
 */
import type { TorrentId } from '../api/ids.js';
import type { EngineEvent } from '../api/view-messages.js';
import { freeName } from '../metainfo/free-name.js';
import { bytesForBits, hasBit, setBit } from '../storage/bits.js';
import type { TorrentContent } from './torrent-content.js';

/** After everything was hashed: answers when it is clear which files may be completed. */
export function adoptFound(content: TorrentContent, isRebuilt: boolean, answer: () => void): void {
  const { files, have, layout, seen, storage } = content;
  const good = new Uint8Array(bytesForBits(files.count));
  const blank: number[] = [];
  for (let file = 0; file < files.count; file++) {
    const size = seen?.sizes[file] ?? -1;
    if (size < 0 || layout.isPad(file)) continue;
    if (holdsGood(content, file)) setBit(good, file);
    else if (size <= (files.sizes[file] ?? 0)) blank.push(file);
  }
  // a record that was rebuilt or brought here says of a file that it is ours: only what is in it can prove that
  if (isRebuilt) storage.keepCreated(good);
  storage.adopt(good);
  if (blank.length === 0 || have.isFull) return answer();
  storage.findBlank(blank, (found) => {
    if (!('failed' in found)) {
      const bits = new Uint8Array(bytesForBits(files.count));
      for (const file of found.blank) setBit(bits, file);
      storage.adopt(bits);
    }
    answer();
  });
}

/** Bit per file that it did not make and may write to: those it took for its own, and those that were not there when it looked. */
export function mayBeWritten({ files, layout, seen, storage }: TorrentContent): Uint8Array {
  const bits = storage.adoptedFiles();
  const made = storage.createdFiles();
  for (let file = 0; seen !== null && file < files.count; file++) {
    if ((seen.sizes[file] ?? -1) < 0 && !hasBit(made, file) && !layout.isPad(file)) setBit(bits, file);
  }
  return bits;
}

/** A piece of the file is good. */
function holdsGood({ have, layout }: TorrentContent, file: number): boolean {
  const { end, first } = layout.piecesOfFile(file);
  return have.next(first, end) >= 0;
}

/** Another file is where one of ours belongs: ours gets a name beside it. Null: that was settled already. */
export function nameBeside(content: TorrentContent, file: number, path: string): string | null {
  const { files, savePath } = content;
  const relative = files.paths.at(file);
  if (!path.endsWith(relative) || !path.startsWith(savePath)) return null;
  const name = freeName(relative, (candidate) => files.paths.mentions(candidate));
  content.setPaths(files.paths.with(file, name));
  return name;
}

/** What was found when a torrent was added over data that was there. */
export function existingData(
  torrent: { readonly id: TorrentId; readonly name: string },
  { have, pieceCount, wanted }: TorrentContent,
): Extract<EngineEvent, { kind: 'existing-data' }> {
  let toFetch = 0;
  for (let piece = 0; piece < pieceCount; piece++) if ((wanted.pieces[piece] ?? 0) > 0 && !have.has(piece)) toFetch++;
  return { kind: 'existing-data', id: torrent.id, name: torrent.name, goodPieces: have.count, pieces: pieceCount, toFetch };
}
