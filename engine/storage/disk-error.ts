/** System errors of payload files as the engine's own: one place that knows what an errno means for a person. */
import { EngineError, type EngineErrorCode, type ErrorView } from '../api/errors.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const UNUSABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'EISDIR',
  'ENOTDIR',
  'ENAMETOOLONG',
  'EINVAL',
  'EEXIST',
  'EBUSY',
  'EFBIG',
  'ETXTBSY',
]);

/** The error for anything thrown while working on `path`. */
export function diskError(thrown: unknown, path: string): ErrorView {
  if (thrown instanceof EngineError) return thrown.view();
  const errno = errnoOf(thrown);
  if (errno === null) return { code: 'internal', message: `Unexpected failure: ${String(thrown)}.`, facts: { path } };
  const facts = { path, errno };
  if (FULL.has(errno)) return { code: 'disk-full', message: `The disk is full: ${path}.`, facts };
  if (errno === 'ENOENT') return fileMissing(path).view();
  if (errno === 'ELOOP') return outsideRoot(path).view();
  const code: EngineErrorCode = UNUSABLE.has(errno) ? 'path-unusable' : 'disk-failed';
  const what = code === 'path-unusable' ? 'The path cannot be used' : 'The disk failed';
  return { code, message: `${what} (${errno}): ${path}.`, facts };
}

export const outsideRoot = (path: string): EngineError =>
  new EngineError('path-outside-root', `The path leads outside the chosen folder: ${path}.`, { path });

/** The folder that holds the torrent is gone: most often a drive that is not mounted, so it is never made anew. */
export const rootMissing = (root: string): EngineError =>
  new EngineError('data-missing', `The folder is missing: ${root}.`, { path: root, errno: 'ENOENT' });

export const fileMissing = (path: string): EngineError =>
  new EngineError('data-missing', `The file is missing: ${path}.`, { path, errno: 'ENOENT' });

export const shortFile = (path: string): EngineError =>
  new EngineError('data-missing', `The file is shorter than it should be: ${path}.`, { path });

/** `ENOENT` and the like, or null where the thrown thing is no system error. */
export function errnoOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  const { code } = thrown;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}
