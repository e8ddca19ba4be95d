/** The way out that a torrent in need offers: the same buttons in its row and in the banner of its details. */
import type { ErrorView, TorrentRow } from '../../../electron/contract/index.js';
import { errorFixes } from '../../../i18n/format/error-words.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { runOn, showInFolder } from '../../stores/actions.js';

export function Fixes({ row, error, plain = false }: { readonly row: TorrentRow; readonly error: ErrorView; readonly plain?: boolean }) {
  const words = { resume: t('list.retry'), recheck: t('list.checkAgain'), show: t('common.showFolder') } as const;
  const act = (fix: keyof typeof words): void => {
    if (fix === 'show') showInFolder(row.id);
    else void runOn(fix === 'resume' ? 'torrents.resume' : 'torrents.recheck', [row.id]);
  };
  return (
    <>
      {errorFixes(error).map((fix) => (
        <Button key={fix} look={plain ? 'plain' : 'line'} small data-testid={`fix-${fix}`} onClick={() => act(fix)}>
          {words[fix]}
        </Button>
      ))}
    </>
  );
}
