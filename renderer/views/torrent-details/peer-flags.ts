/** A peer's flags as letters, how it is connected, and both in words for tooltips. Pure. */
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
  if (peer.encryption === 'rc4') found.push(['E', flags.encrypted]);
  if (peer.encryption === 'handshake') found.push(['e', flags.encryptedHandshake]);
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

/** `TCP`, `TCP · RC4` */
export function connectionText({ encryption, transport }: PeerRow): string {
  const { encryptions, transports } = t.peers;
  return encryption === 'none' ? transports[transport] : `${transports[transport]} · ${encryptions[encryption]}`;
}

/** For the tooltip; nothing about a web server. */
export function connectionWords({ encryption, transport }: PeerRow): string | undefined {
  const { encryptionWords, transports } = t.peers;
  return transport === 'webseed' ? undefined : `${transports[transport]}: ${encryptionWords[encryption]}`;
}
