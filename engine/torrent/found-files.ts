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

/** There are files to be made that the record, which an orderly end left, does not name. */
export function namesMissing({ files, layout, seen, storage }: TorrentContent): boolean {
  const named = storage.adoptedFiles();
  const made = storage.createdFiles();
  for (let file = 0; seen !== null && file < files.count; file++) {
    if ((seen.sizes[file] ?? -1) < 0 && !layout.isPad(file) && !hasBit(named, file) && !hasBit(made, file)) return true;
  }
  return false;
}

/** A piece of the file is good. */
function holdsGood({ have, layout }: TorrentContent, file: number): boolean {
  const { end, first } = layout.piecesOfFile(file);
  return have.next(first, end) >= 0;
}

/** Another file is where one of ours belongs: ours makes way with `nameBeside`. False: that is settled already, or about to be. */
export function mustMakeWay({ files, makingWay, savePath }: TorrentContent, file: number, path: string): boolean {
  if (makingWay.has(file) || !path.endsWith(files.paths.at(file)) || !path.startsWith(savePath)) return false;
  makingWay.add(file);
  return true;
}

/**
 * Gives the files that make way names beside the others, when no write is under way that was asked for before. Where nothing has such a
 * name yet, a record can say from then on that what comes to be there is ours.
 */
export function nameBeside(content: TorrentContent): Promise<readonly Renamed[]> {
  const { makingWay, storage } = content;
  const renamed: Renamed[] = [];
  const places = () => {
    for (const file of makingWay) {
      const { paths } = content.files;
      const from = paths.at(file);
      const to = freeName(from, (candidate) => paths.mentions(candidate));
      content.setPaths(paths.with(file, to));
      renamed.push({ file, from, to });
    }
    makingWay.clear();
    return content.placement.places;
  };
  return new Promise((resolve) =>
    storage.rearrange({ bring: () => [], places }, () =>
      storage.stat((found) => {
        if (!('failed' in found) && content.seen !== null) {
          const sizes = Float64Array.from(content.seen.sizes);
          for (const { file } of renamed) sizes[file] = found.sizes[file] ?? -1;
          content.seen = { ...content.seen, sizes };
        }
        resolve(renamed);
      }),
    ),
  );
}

export interface Renamed {
  readonly file: number;
  readonly from: string;
  readonly to: string;
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
