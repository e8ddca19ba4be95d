/** What a torrent can be found by, in lower case: worked out once, and again when its name, label, place or trackers change. */
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';

interface Entry {
  readonly name: string;
  readonly label: string | null;
  readonly savePath: string;
  readonly trackers: readonly string[];
  readonly text: string;
}

const entries = new Map<TorrentId, Entry>();

export function haystackOf(row: TorrentRow): string {
  const { name, label, savePath, trackers } = row;
  const known = entries.get(row.id);
  if (known !== undefined && known.name === name && known.label === label && known.savePath === savePath && known.trackers === trackers) {
    return known.text;
  }
  const hashes = `${row.infoHashV1 ?? ''}\n${row.infoHashV2 ?? ''}`;
  const text = `${name}\n${label ?? ''}\n${savePath}\n${trackers.join('\n')}\n${hashes}`.toLowerCase();
  entries.set(row.id, { name, label, savePath, trackers, text });
  return text;
}

/** A torrent has gone. */
export const forgetHaystack = (id: TorrentId): boolean => entries.delete(id);
