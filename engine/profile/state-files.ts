/** Which files make up a saved state: by name, so that nothing else is ever copied into a backup or out of one. */

export const TORRENTS = 'torrents';
export const SETTINGS = 'settings.json';
export const STATISTICS = 'statistics';

const RECORD = /^([0-9a-f]{16})\.resume$/;
const TORRENT_FILE = /^[0-9a-f]{16}\.(?:resume|info)$/;

/** Id of the torrent whose record a file of the torrents' folder is; null for any other file. */
export const recordId = (name: string): string | null => RECORD.exec(name)?.[1] ?? null;

/** A file of the torrents' folder that belongs to the state: a record, or the description that a record refers to. */
export const isTorrentFile = (name: string): boolean => TORRENT_FILE.test(name);

/** A path, with `/`, that a state may hold. */
export function isStatePath(path: string): boolean {
  if (path === SETTINGS || path === STATISTICS) return true;
  const [folder, name, ...rest] = path.split('/');
  return folder === TORRENTS && name !== undefined && rest.length === 0 && isTorrentFile(name);
}
