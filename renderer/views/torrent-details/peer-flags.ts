/** A peer's flags as letters, and in words for the tooltip. Pure. */
import type { PeerRow } from '../../../electron/contract/index.js';
import { t } from '../../i18n/messages.js';

type Flag = readonly [letter: string, words: string];

function flagsOf(peer: PeerRow): readonly Flag[] {
  const { flags } = t.peers;
  const found: Flag[] = [];
  if (peer.weInterested) found.push(peer.weChoked ? ['d', flags.chokedUs] : ['D', flags.downloading]);
  if (peer.theyInterested) found.push(peer.theyChoked ? ['u', flags.chokedThem] : ['U', flags.uploading]);
  if (peer.optimistic) found.push(['O', flags.optimistic]);
  if (peer.snubbed) found.push(['S', flags.snubbed]);
  if (peer.incoming) found.push(['I', flags.incoming]);
  if (peer.encrypted) found.push(['E', flags.encrypted]);
  return found;
}

/** `D U E` */
export function flagLetters(peer: PeerRow): string {
  return flagsOf(peer)
    .map(([letter]) => letter)
    .join(' ');
}

/** One line a flag. */
export function flagWords(peer: PeerRow): string {
  return flagsOf(peer)
    .map(([letter, words]) => `${letter}: ${words}`)
    .join('\n');
}
