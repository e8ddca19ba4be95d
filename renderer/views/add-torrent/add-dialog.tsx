/** The Add dialog: what to add on the left when there is more than one, the chosen one on the right. */
import { useStore } from 'zustand';
import { formatSize } from '../../../i18n/format/size.js';
import { visibleText } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Icon, type IconName } from '../../components/icon.js';
import { Text } from '../../components/text.js';
import { add, cancelAdd, confirmAdd, showItem, skipItem } from '../../stores/add.js';
import { type AddItem, isAddable, wantedOf } from '../../stores/add-item.js';
import { torrents } from '../../stores/torrents.js';
import { ItemPanel } from './item-panel.js';

export function AddDialog() {
  const { items, current, freeBytes } = useStore(add);
  const item = items.find((each) => each.key === current) ?? items[0];
  if (item === undefined) return null;
  const addable = items.filter(isAddable);
  const needed = addable.reduce((sum, each) => sum + wantedOf(each).bytes, 0);
  const tight = freeBytes !== null && needed > freeBytes;
  return (
    <Dialog title={t('adding.title', { count: items.length })} closeLabel={t('common.cancel')} testId="dialog-add" onClose={cancelAdd}>
      <div className="body">
        {items.length > 1 ? <Queue items={items} current={item.key} /> : null}
        <ItemPanel item={item} needed={needed} />
      </div>
      <footer className="foot">
        {items.length > 1 ? (
          <Button data-testid="btn-add-skip" onClick={() => skipItem(item.key)}>
            {t('adding.skipThis')}
          </Button>
        ) : null}
        <span className="grow" />
        <Button look="line" data-testid="btn-add-cancel" onClick={cancelAdd}>
          {t('common.cancel')}
        </Button>
        <Button
          look="primary"
          disabled={addable.length === 0}
          data-autofocus
          data-testid="btn-add-confirm"
          onClick={() => void confirmAdd()}
        >
          {tight ? t('adding.addAnyway') : t('adding.addCount', { count: addable.length })}
        </Button>
      </footer>
    </Dialog>
  );
}

const LOOK: Readonly<Record<AddItem['state'], readonly [IconName, string]>> = {
  ready: ['done', 'is-down'],
  fetching: ['link', 'muted'],
  duplicate: ['copy', 'is-warn'],
  invalid: ['alert', 'is-danger'],
};

function Queue({ items, current }: { readonly items: readonly AddItem[]; readonly current: number }) {
  return (
    <nav className="queue" aria-label={t('adding.toAdd')}>
      {items.map((item) => {
        const [icon, tone] = LOOK[item.state];
        return (
          <button
            key={item.key}
            type="button"
            aria-current={item.key === current ? 'true' : undefined}
            data-testid="add-item"
            onClick={() => showItem(item.key)}
          >
            <Icon name={icon} className={tone} />
            <Text className="cut">{item.name}</Text>
            <small>
              <ItemNote item={item} />
            </small>
          </button>
        );
      })}
    </nav>
  );
}

function ItemNote({ item }: { readonly item: AddItem }) {
  const row = useStore(torrents, (s) =>
    item.id === null || item.state !== 'fetching' || s.revision < 0 ? undefined : s.rows.get(item.id),
  );
  switch (item.state) {
    case 'ready':
      return t('adding.sizeAndFiles', { size: formatSize(item.totalBytes), count: item.fileCount });
    case 'fetching':
      return t('adding.fetchingFrom', { peers: row?.why.kind === 'fetching-details' ? row.why.peers : 0 });
    case 'duplicate':
      return t('adding.duplicate');
    case 'invalid':
      return visibleText(item.message ?? t('adding.invalid'));
  }
}
