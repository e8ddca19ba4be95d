/** The one place where error codes become words. What happened, what it means; the fix is a button beside it. */
import type { ErrorView } from '../../electron/contract/index.js';
import { t } from '../i18n/messages.js';
import { baseName } from './path.js';
import { formatSize } from './size.js';
import { visibleText } from './visible-text.js';

/** The short sentence for a row or a toast. */
export function errorWords(error: ErrorView): string {
  const words = t.errors;
  const fact = (key: string): string => visibleText(String(error.facts[key] ?? ''));
  const where = error.facts.path === undefined ? '' : visibleText(baseName(String(error.facts.path)));
  switch (error.code) {
    case 'torrent-invalid':
      return words.torrentInvalid(fact('reason') || visibleText(error.message));
    case 'torrent-too-large':
      return words.torrentTooLarge;
    case 'torrent-v2-only':
      return words.torrentV2Only;
    case 'magnet-invalid':
      return words.magnetInvalid;
    case 'duplicate':
      return t.alreadyInList;
    case 'path-unusable':
      return words.pathUnusable(where);
    case 'path-outside-root':
      return words.pathOutsideRoot;
    case 'data-missing':
      return words.dataMissing;
    case 'data-mismatch':
      return words.dataMismatch;
    case 'disk-full':
      return words.diskFull(where, neededOf(error));
    case 'disk-failed':
      return words.diskFailed(where);
    case 'disk-stalled':
      return words.diskStalled(where);
    case 'port-unavailable':
      return words.portUnavailable(fact('port'));
    case 'tracker-failed':
      return words.trackerFailed(fact('reason'));
    case 'metadata-unavailable':
      return words.metadataUnavailable;
    case 'state-unreadable':
      return words.stateUnreadable;
    case 'network-failed':
      return words.networkFailed(fact('host'));
    case 'internal':
      return words.internal;
    default:
      return visibleText(error.message) || words.internal;
  }
}

/** How much more is needed, where the engine says so. */
function neededOf(error: ErrorView): string {
  const bytes = error.facts.neededBytes;
  return typeof bytes === 'number' && bytes > 0 ? formatSize(bytes) : '';
}

/** The longer sentence for the banner: the short one and what it means for everything else. */
export function errorBanner(error: ErrorView): string {
  const words = t.errors;
  const first = errorWords(error);
  if (error.code === 'disk-full' || error.code === 'disk-failed' || error.code === 'disk-stalled') return words.andOthersContinue(first);
  if (error.code === 'data-missing') return words.andFindOrDownload(first);
  return first;
}

/** The ways out that a row can offer for an error; `resume` tries again, `recheck` looks at the files anew. */
export function errorFixes(error: ErrorView): readonly ('resume' | 'recheck' | 'show')[] {
  switch (error.code) {
    case 'data-missing':
    case 'data-mismatch':
      return ['recheck', 'resume'];
    case 'disk-full':
      return ['show', 'resume'];
    default:
      return ['resume'];
  }
}
