/** The one place where error codes become words. What happened, what it means; the fix is a button beside it. */
import type { ErrorView } from '../../engine/api/errors.js';
import { t } from '../runtime/words.js';
import { baseName } from './path.js';
import { formatSize } from './size.js';
import { foreign, visibleText } from './visible-text.js';

/** The short sentence for a row or a toast. */
export function errorWords(error: ErrorView): string {
  const fact = (key: string): string => String(error.facts[key] ?? '');
  const where = baseName(fact('path'));
  switch (error.code) {
    case 'torrent-invalid':
      return invalidWords(fact('reason') || error.message);
    case 'torrent-too-large':
      return t('errors.torrentTooLarge');
    case 'torrent-v2-only':
      return t('errors.torrentV2Only');
    case 'magnet-invalid':
      return t('errors.magnetInvalid');
    case 'duplicate':
      return t('errors.duplicate');
    case 'torrent-unknown':
      return t('errors.torrentUnknown');
    case 'path-unusable':
      return where === '' ? t('errors.folderUnusable') : t('errors.pathUnusable', { where: foreign(where) });
    case 'path-outside-root':
      return t('errors.pathOutsideRoot');
    case 'data-missing':
      return t('errors.dataMissing');
    case 'data-mismatch':
      return t('errors.dataMismatch');
    case 'disk-full':
      return fullWords(where, error.facts.neededBytes);
    case 'disk-failed':
      return where === '' ? t('errors.diskFailed') : t('errors.diskFailedAt', { where: foreign(where) });
    case 'disk-stalled':
      return where === '' ? t('errors.diskStalled') : t('errors.diskStalledAt', { where: foreign(where) });
    case 'port-unavailable':
      return t('errors.portUnavailable', { port: fact('port') });
    case 'address-unusable':
      return t('errors.addressUnusable', { address: foreign(fact('address')) });
    case 'tracker-failed':
      return fact('reason') === '' ? t('errors.trackerSilent') : t('errors.trackerRefused', { reason: foreign(fact('reason')) });
    case 'metadata-unavailable':
      return t('errors.metadataUnavailable');
    case 'state-unreadable':
      return t('errors.stateUnreadable');
    case 'profile-in-use':
      return t('errors.profileInUse');
    case 'network-failed':
      return fact('host') === '' ? t('errors.networkFailed') : t('errors.hostFailed', { host: foreign(fact('host')) });
    case 'ip-filter-failed':
      return t(Number(error.facts.kept) > 0 ? 'errors.ipFilterFailedKept' : 'errors.ipFilterFailed', {
        place: foreign(fact('place')),
        reason: foreign(fact('reason')),
      });
    case 'cancelled':
      return t('errors.cancelled');
    case 'arguments-invalid':
    case 'internal':
      return t('errors.internal');
    default:
      return visibleText((error as ErrorView).message) || t('errors.internal'); // a code of a newer engine
  }
}

const invalidWords = (reason: string): string =>
  reason === '' ? t('errors.torrentInvalid') : t('errors.torrentInvalidBecause', { reason: foreign(reason) });

/** How much more is needed, and where, as far as the engine says so. */
function fullWords(where: string, neededBytes: string | number | undefined): string {
  const needed = typeof neededBytes === 'number' && neededBytes > 0 ? formatSize(neededBytes) : null;
  if (where === '') return needed === null ? t('errors.diskFull') : t('errors.diskFullNeeds', { needed });
  return needed === null
    ? t('errors.diskFullIn', { where: foreign(where) })
    : t('errors.diskFullInNeeds', { where: foreign(where), needed });
}

/** The longer sentence for the banner: the short one and what it means for everything else. */
export function errorBanner(error: ErrorView): string {
  const problem = errorWords(error);
  if (error.code === 'disk-full' || error.code === 'disk-failed' || error.code === 'disk-stalled')
    return t('errors.andOthersContinue', { problem });
  if (error.code === 'data-missing') return t('errors.andFindOrDownload', { problem });
  return problem;
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
