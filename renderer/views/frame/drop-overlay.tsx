/** The whole window takes drops: the overlay says what will happen before one lets go, and why something will not. */
import { useEffect, useState } from 'react';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { openDropped } from '../../stores/actions.js';
import { notify } from '../../stores/notices.js';
import { type DragSummary, sortDropped, summarizeDrag } from './dropped-items.js';

export function DropOverlay() {
  const [drag, setDrag] = useState<DragSummary | null>(null);
  useEffect(() => {
    let depth = 0;
    const over = (event: DragEvent): void => {
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const enter = (event: DragEvent): void => {
      event.preventDefault();
      depth++;
      if (depth === 1) setDrag(summarizeDrag([...(event.dataTransfer?.items ?? [])]));
    };
    const leave = (): void => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDrag(null);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      depth = 0;
      setDrag(null);
      takeDrop(event.dataTransfer);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (drag === null) return null;
  const refused = drag.good === 0 && drag.bad > 0;
  return (
    <div className={refused ? 'drop refused' : 'drop'} data-testid="drop-overlay">
      <div className="drop-box">
        <Icon name={refused ? 'alert' : 'plus'} className={refused ? 'is-danger' : 'is-down'} />
        <strong>
          {refused
            ? t('drop.rejectedType', { kind: (drag.badType ?? '').split('/')[0] ?? '' })
            : drag.good > 0
              ? t('drop.addCount', { count: drag.good })
              : t('drop.add')}
        </strong>
        <span className="muted">{!refused && drag.bad > 0 ? t('drop.rejectedSome', { count: drag.bad }) : t('drop.hint')}</span>
      </div>
    </div>
  );
}

function takeDrop(data: DataTransfer | null): void {
  if (data === null) return;
  const files = [...data.files];
  const { good, bad } = sortDropped(files);
  const text = files.length > 0 ? '' : data.getData('text/uri-list') || data.getData('text/plain');
  if (bad.length > 0) {
    const first = bad[0]?.name ?? '';
    notify({
      kind: 'info',
      text: bad.length === 1 ? t('drop.rejectedOne', { name: foreign(first) }) : t('drop.rejectedSome', { count: bad.length }),
    });
  } else if (files.length === 0 && text === '') notify({ kind: 'info', text: t('drop.nothing') });
  openDropped(good, text === '' ? [] : [text]);
}
