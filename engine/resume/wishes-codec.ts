/** What a person made of a torrent, inside its record. What is as it comes is left out. */
import type { TorrentPriority } from '../api/torrent-view.js';
import type { BencodeInput } from '../bencode/encode.js';
import type { FieldReader } from './field-reader.js';
import type { SavedWishes } from './record.js';

const PRIORITIES: readonly TorrentPriority[] = ['low', 'normal', 'high'];

export const NO_WISHES: SavedWishes = Object.freeze({ label: null, priority: 'normal', name: null });

/** Undefined where there is nothing to remember. */
export function encodeWishes({ label, priority, name }: SavedWishes): Record<string, BencodeInput | undefined> | undefined {
  if (label === null && name === null && priority === 'normal') return undefined;
  return { label: label ?? undefined, priority: priority === 'normal' ? undefined : priority, name: name ?? undefined };
}

export function decodeWishes(from: FieldReader): SavedWishes {
  return {
    label: from.textOrNull('label'),
    name: from.textOrNull('name'),
    priority: from.optional('priority', () => from.oneOf('priority', PRIORITIES)) ?? 'normal',
  };
}
