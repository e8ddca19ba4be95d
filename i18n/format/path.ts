/** Paths as people read them. Display only. */

/** The last part of a path with either separator; the whole path when there is none. */
export function baseName(path: string): string {
  const trimmed = path.replace(/[/\\]+$/, '');
  const cut = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
  return cut < 0 ? trimmed : trimmed.slice(cut + 1) || trimmed;
}

/** `~/Downloads` for a path inside the home folder. */
export function shortPath(path: string, homePath: string): string {
  if (homePath === '' || !path.startsWith(homePath)) return path;
  const rest = path.slice(homePath.length);
  return rest === '' || rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path;
}

/** `3f9c2a…e81b` */
export function shortHash(hash: string): string {
  return hash.length > 12 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : hash;
}

/** The folder of a file inside its torrent, which is named above the list already; empty at the top. */
export function folderInTorrent(path: string): string {
  const first = path.indexOf('/');
  const last = path.lastIndexOf('/');
  return first === last ? '' : path.slice(first + 1, last);
}
