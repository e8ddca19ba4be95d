/** The way out that a torrent in need offers, in the banner of its details: the same as in its row. */
import type { ErrorView, TorrentRow } from '../../../electron/contract/index.js';
import { errorFixes } from '../../../i18n/format/error-words.js';
import { Button } from '../../components/button.js';
import { applyFix } from '../../stores/actions.js';
import { fixLabel } from './fix-labels.js';

export function Fixes({ row, error }: { readonly row: TorrentRow; readonly error: ErrorView }) {
  return (
    <>
      {errorFixes(error).map((fix) => (
        <Button key={fix} small data-testid={`fix-${fix}`} onClick={() => applyFix(row.id, fix)}>
          {fixLabel(fix)}
        </Button>
      ))}
    </>
  );
}
