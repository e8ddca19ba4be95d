/** Everything that can be wrong with a .torrent or an info dictionary, each with a plain sentence made where it is found. */
import type { DecodeError, Result } from '../base/result.js';
import { err } from '../base/result.js';

export type MetainfoErrorCode =
  /** A web page, a picture, an empty download: not a .torrent at all. */
  | 'not-a-torrent'
  | 'too-large'
  /** Not well-formed; for v2 also keys out of order (BEP 52 demands canonical form). */
  | 'invalid-bencoding'
  | 'depth-exceeded'
  | 'not-a-dictionary'
  /** A key is there twice, so that two readers could see two different torrents. */
  | 'duplicate-key'
  | 'missing-info'
  | 'unknown-version'
  | 'missing-name'
  /** A file has no usable path. */
  | 'invalid-name'
  /** Absent or outside what is allowed. */
  | 'missing-piece-length'
  | 'missing-pieces'
  /** Another number of hashes than pieces. */
  | 'invalid-hashes'
  | 'invalid-length'
  | 'no-files'
  | 'too-many-pieces'
  | 'too-many-duplicate-filenames'
  | 'invalid-pad-file'
  | 'missing-file-tree'
  | 'invalid-file-tree'
  | 'missing-pieces-root'
  | 'invalid-piece-layer'
  /** The v1 and the v2 description of a hybrid disagree. */
  | 'inconsistent-files'
  /** The bytes are not those that were asked for. */
  | 'wrong-hash'
  /** The worker that reads big torrents died or did not answer. */
  | 'reader-failed';

export type MetainfoError = DecodeError & { readonly code: MetainfoErrorCode };

export function refuse(code: MetainfoErrorCode, message: string, field?: string): Result<never, MetainfoError> {
  return err(field === undefined ? { code, message } : { code, message, field });
}
