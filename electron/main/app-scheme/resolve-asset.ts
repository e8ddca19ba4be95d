/**
 * From an `app://bundle/...` address to a file of the page, or null. Invariant: what is returned lies inside
 * `root`. Chromium normalises addresses before we see them; we do not rely on it.
 */
import path from 'node:path';

export const APP_SCHEME = 'app';
export const APP_HOST = 'bundle';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Address of the page. */
export const PAGE_URL = `${APP_ORIGIN}/index.html`;

/** Separators of any system, drive and stream marks, and C0: none occurs in a name of ours. */
const FOREIGN = /[\\:\u0000-\u001f\u007f]/;

/** The file that an address names, or null when it names none of ours. Only containment: the file may not exist. */
export function resolveAsset(root: string, url: string): string | null {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null;
  const encoded = url.slice(APP_ORIGIN.length + 1).split(/[?#]/, 1)[0] ?? '';
  let decoded: string;
  try {
    decoded = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  const names = decoded === '' ? ['index.html'] : decoded.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..' || FOREIGN.test(name))) return null;
  const file = path.join(root, ...names);
  const inside = path.relative(root, file);
  return inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside) ? null : file;
}
