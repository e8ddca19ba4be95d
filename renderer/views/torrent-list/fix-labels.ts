/** What the ways out of a fault are called on their buttons. */
import { t } from '../../../i18n/runtime/words.js';
import type { Fix } from '../../stores/actions.js';

export function fixLabel(fix: Fix): string {
  if (fix === 'resume') return t('list.retry');
  return fix === 'recheck' ? t('list.checkAgain') : t('common.showFolder');
}
