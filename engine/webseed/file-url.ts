/** Where a web seed keeps a file (BEP 19): its URL as it is for the one file of a torrent, else a folder's with the file's path. */

/**
 * `urlPath`: escaped, the torrent's name first, as metainfo/url-paths gives it. `folder`: the torrent is a folder.
 * null: no URL can name the file.
 */
export function fileUrl(base: string, urlPath: string, folder: boolean): string | null {
  if (!folder && !base.endsWith('/')) return base;
  if (urlPath === '') return null;
  return base.endsWith('/') ? base + urlPath : `${base}/${urlPath}`;
}
