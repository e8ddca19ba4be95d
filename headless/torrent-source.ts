/** FILE or MAGNET of the command line: read, parsed, and ready for the engine. */
import type { TorrentSource } from '../engine/api/commands.js';
import type { CommandHost } from './command-host.js';
import type { Magnet, Metainfo } from './engine-door.js';
import { CommandFailure } from './failure.js';

export type ReadSource =
  | { readonly kind: 'file'; readonly metainfo: Metainfo; readonly source: TorrentSource }
  | { readonly kind: 'magnet'; readonly magnet: Magnet; readonly source: TorrentSource };

/** More than the engine takes: it refuses what is too large with its own words, and this only keeps a wrong file out of memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** A magnet link, or a bare info-hash: 40 hex digits, 32 in base 32, 64 hex digits for v2. */
export const isMagnet = (word: string): boolean => /^magnet:/i.test(word) || /^(?:[0-9a-f]{40}|[a-z2-7]{32}|[0-9a-f]{64})$/i.test(word);

/** Throws CommandFailure with the reason when it is no torrent. */
export async function readSource(word: string, host: CommandHost): Promise<ReadSource> {
  if (isMagnet(word)) {
    const parsed = host.engine.parseMagnetOrHash(word);
    if (!parsed.ok) throw new CommandFailure(`this magnet link cannot be used: ${parsed.error.message}`);
    return { kind: 'magnet', magnet: parsed.value, source: { kind: 'magnet', uri: linkOf(word, parsed.value) } };
  }
  return readTorrentFile(word, host);
}

/** What the engine is given is always a link, also for a bare info-hash. BEP 9, "magnet URI format"; BEP 52 for btmh (0x12 0x20 = SHA-256). */
function linkOf(word: string, magnet: Magnet): string {
  if (/^magnet:/i.test(word)) return word;
  return magnet.infoHashV1 === null ? `magnet:?xt=urn:btmh:1220${magnet.infoHashV2}` : `magnet:?xt=urn:btih:${magnet.infoHashV1}`;
}

/** The same for a command that takes a file only. */
export async function readTorrentFile(path: string, host: CommandHost): Promise<Extract<ReadSource, { kind: 'file' }>> {
  const bytes = await host.readFile(host.resolvePath(path), MAX_FILE_BYTES);
  const parsed = host.engine.parseTorrentFile(bytes);
  if (!parsed.ok) throw new CommandFailure(`${path} is not a valid torrent: ${parsed.error.message}`);
  return { kind: 'file', metainfo: parsed.value, source: { kind: 'file', bytes } };
}

/** The info-hash that names this torrent's own folder inside a state folder. */
export function stateFolderName(read: ReadSource): string {
  const hashes = read.kind === 'file' ? read.metainfo.info : read.magnet;
  return hashes.infoHashV1 ?? hashes.infoHashV2 ?? 'unknown';
}

/** The torrent's name, or its info-hash while the name is not known. */
export const sourceName = (read: ReadSource): string =>
  read.kind === 'file' ? read.metainfo.info.name : (read.magnet.name ?? stateFolderName(read));
