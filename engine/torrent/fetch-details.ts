/** Reads a torrent's long details again, out of its record. The description must have the torrent's hash. */
import type { ErrorView } from '../api/errors.js';
import type { InfoHashV1, TorrentId } from '../api/ids.js';
import type { Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import type { MetainfoReader } from '../metainfo/metainfo-reader.js';
import type { ResumeRecord } from '../resume/record.js';
import type { FoundDetails } from './shelf.js';

/** Where records lie. */
export interface SavedRecords {
  /** The torrent's record as it was last saved. Rejects with a plain sentence when there is none that can be read. */
  loadRecord(id: TorrentId): Promise<ResumeRecord>;
}

export function fetchDetails(
  id: TorrentId,
  infoHashV1: InfoHashV1,
  { metainfo, saved }: { readonly saved: SavedRecords; readonly metainfo: MetainfoReader },
  answer: (found: Result<FoundDetails, ErrorView>) => void,
): void {
  saved.loadRecord(id).then(
    (record) => {
      const infoBytes = record.metainfo?.infoBytes;
      if (infoBytes === undefined) return answer(err(unreadable(id, 'It holds no description.')));
      metainfo.readInfo(infoBytes, infoHashV1, (info) => {
        if (!info.ok) return answer(err(unreadable(id, info.error.message)));
        const { pieceHashes } = info.value;
        if (pieceHashes === null) return answer(err(unreadable(id, 'It holds no piece hashes.')));
        answer(ok({ info: info.value, pieceHashes, infoBytes, record }));
      });
    },
    (thrown: unknown) => answer(err(unreadable(id, thrown instanceof Error ? thrown.message : String(thrown)))),
  );
}

/** Nothing of the data is touched by this: only what describes it is missing. */
export function unreadable(id: TorrentId, reason: string): ErrorView {
  return {
    code: 'state-unreadable',
    message: `The saved file list of this torrent could not be read: ${reason} Its data was not touched. Add its .torrent file again, or resume to try once more.`,
    facts: { id, reason },
  };
}

/** The torrent failed because its long details could not be read. */
export const isAboutDetails = ({ code }: ErrorView): boolean => code === 'state-unreadable';
