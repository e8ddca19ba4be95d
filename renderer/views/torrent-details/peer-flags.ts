/** A peer's flags as letters, how it is connected, and both in words for tooltips. Pure. */
import type { PeerRow } from '../../../electron/contract/index.js';
import { t } from '../../../i18n/runtime/words.js';

type Flag = readonly [letter: string, words: string];

function flagsOf(peer: PeerRow): readonly Flag[] {
  const found: Flag[] = [];
  if (peer.weInterested) found.push(peer.weChoked ? ['d', t('peers.flags.chokedUs')] : ['D', t('peers.flags.downloading')]);
  if (peer.theyInterested) found.push(peer.theyChoked ? ['u', t('peers.flags.chokedThem')] : ['U', t('peers.flags.uploading')]);
  if (peer.optimistic) found.push(['O', t('peers.flags.optimistic')]);
  if (peer.snubbed) found.push(['S', t('peers.flags.snubbed')]);
  if (peer.incoming) found.push(['I', t('peers.flags.incoming')]);
  if (peer.encryption === 'rc4') found.push(['E', t('peers.flags.encrypted')]);
  if (peer.encryption === 'handshake') found.push(['e', t('peers.flags.encryptedHandshake')]);
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
    .map(([letter, words]) => t('peers.flag', { letter, meaning: words }))
    .join('\n');
}

/** `TCP`, `TCP · RC4` */
export function connectionText({ encryption, transport }: PeerRow): string {
  const carrier = t(`peers.transports.${transport}`);
  return encryption === 'none' ? carrier : `${carrier} · ${t(`peers.encryptions.${encryption}`)}`;
}

/** For the tooltip; nothing about a web server. */
export function connectionWords({ encryption, transport }: PeerRow): string | undefined {
  if (transport === 'webseed') return undefined;
  return t('peers.connection', { transport: t(`peers.transports.${transport}`), encryption: t(`peers.encryptionWords.${encryption}`) });
}
