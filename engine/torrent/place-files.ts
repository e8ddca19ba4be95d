/** Gives a torrent's files places as its priorities say: those that nobody wants get none, and those that are wanted again come out of the part file. */
import { hasBit } from '../storage/bits.js';
import type { DoneAnswer, Rearrangement } from '../storage/storage.js';
import type { TorrentContent } from './torrent-content.js';

/** Answers when files are where they belong; at once where nothing changes. */
export function placeFiles(content: TorrentContent, answer: (outcome: DoneAnswer) => void): void {
  const { placement, storage } = content;
  const { priorities } = content;
  if (placement.wantedFromParts(priorities).length === 0 && priorities.every((priority) => priority > 0)) return answer({ kind: 'done' });
  let brought: readonly number[] = [];
  const work: Rearrangement = {
    bring: () => {
      brought = placement.wantedFromParts(content.priorities);
      return brought;
    },
    places: () => {
      const made = storage.createdFiles();
      const seen = content.seen?.sizes;
      placement.settle(content.priorities, (file) => (seen?.[file] ?? -1) >= 0 || hasBit(made, file), brought);
      return placement.places;
    },
  };
  content.gate.pass(() => storage.rearrange(work, answer));
}
