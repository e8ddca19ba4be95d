/** The chosen entry of the Add dialog: where it goes, whether there is room, which files are wanted. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { baseName, shortPath } from '../../../i18n/format/path.js';
import { formatSize, sizeOfSize } from '../../../i18n/format/size.js';
import { foreign, visibleText } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Checkbox } from '../../components/checkbox.js';
import { Icon } from '../../components/icon.js';
import { SearchField } from '../../components/search-field.js';
import { Text } from '../../components/text.js';
import { fileFilter } from '../../format/file-tree.js';
import { add, browseFolder, setAllWanted, setStartNow, setWanted } from '../../stores/add.js';
import { type AddItem, isLong, wantedOf } from '../../stores/add-item.js';
import { shell } from '../../stores/shell.js';
import { torrents } from '../../stores/torrents.js';
import { AddList } from './add-list.js';
import { AddTree } from './add-tree.js';

export function ItemPanel({ item, needed }: { readonly item: AddItem; readonly needed: number }) {
  if (item.state === 'duplicate' || item.state === 'invalid') {
    return (
      <main className="main add">
        <div>
          <h2>
            <Text className="cut">{item.name}</Text>
          </h2>
        </div>
        <p className={item.state === 'invalid' ? 'note danger' : 'note'} data-testid={`add-${item.state}`}>
          <Icon name={item.state === 'invalid' ? 'alert' : 'copy'} />
          <span>{item.state === 'invalid' ? visibleText(item.message ?? t('adding.invalid')) : t('errors.duplicate')}</span>
        </p>
      </main>
    );
  }
  return (
    <main className="main add">
      <div>
        <h2>
          <Text className="cut">{item.name}</Text>
        </h2>
        <Summary item={item} />
      </div>
      <Place needed={needed} />
      {item.state === 'fetching' ? (
        <div className="waiting-files" data-testid="add-fetching">
          <Icon name="link" className="is-down" />
          <p>{t('adding.fetchingLong')}</p>
        </div>
      ) : (
        <Files key={item.key} item={item} />
      )}
      <Options />
    </main>
  );
}

function Summary({ item }: { readonly item: AddItem }) {
  const row = useStore(torrents, (s) => (item.id === null || s.revision < 0 ? undefined : s.rows.get(item.id)));
  const wanted = wantedOf(item);
  const words =
    item.state === 'fetching'
      ? t('adding.fetchingFrom', { peers: row?.why.kind === 'fetching-details' ? row.why.peers : 0 })
      : wanted.files === item.fileCount
        ? t('adding.sizeAndFiles', { size: formatSize(item.totalBytes), count: item.fileCount })
        : t('adding.chosen', { size: sizeOfSize(wanted.bytes, item.totalBytes), wanted: wanted.files, total: item.fileCount });
  return (
    <p className="muted small-text" data-testid="add-summary">
      {words}
    </p>
  );
}

/** The folder, and a bar of what is free: what stays, then what this needs. */
function Place({ needed }: { readonly needed: number }) {
  const { savePath, freeBytes } = useStore(add);
  const home = useStore(shell, (s) => s.info?.homePath ?? '');
  const tight = freeBytes !== null && needed > freeBytes;
  return (
    <div className="form">
      <span className="muted">{t('adding.saveTo')}</span>
      <span className="field path" title={visibleText(savePath)}>
        <Icon name="folder" className="muted" />
        <Text ltr className="grow cut">
          {shortPath(savePath, home)}
        </Text>
      </span>
      <Button look="line" data-testid="btn-browse" onClick={() => void browseFolder()}>
        {t('adding.browse')}
      </Button>
      {freeBytes !== null && needed > 0 && !tight ? <Room free={freeBytes} needed={needed} /> : null}
      {tight ? (
        <p className="note hint" data-testid="add-no-room">
          <Icon name="alert" />
          <span>
            {t('adding.tooLittle', { needed: formatSize(needed), free: formatSize(freeBytes), where: foreign(baseName(savePath)) })}
          </span>
        </p>
      ) : (
        <span className="hint" data-testid="add-room">
          {freeBytes === null
            ? t('adding.roomUnknown')
            : needed === 0
              ? t('adding.roomFree', { free: formatSize(freeBytes) })
              : t('adding.room', { free: formatSize(freeBytes), needed: formatSize(needed), left: formatSize(freeBytes - needed) })}
        </span>
      )}
    </div>
  );
}

function Room({ free, needed }: { readonly free: number; readonly needed: number }) {
  const share = free <= 0 ? 0 : Math.min(1, needed / free);
  return (
    <div className="room" aria-hidden="true">
      <i style={{ width: `${Math.max(needed > 0 ? 0.5 : 0, share * 100)}%` }} />
    </div>
  );
}

function Files({ item }: { readonly item: AddItem }) {
  const [text, setText] = useState('');
  const matches = useMemo(() => fileFilter(item.files, text), [item.files, text]);
  const long = isLong(item);
  const setAll = (wanted: boolean): void => {
    if (matches === null) setAllWanted(item.key, wanted);
    else
      setWanted(
        item.key,
        item.files.filter((_, at) => matches(at)),
        wanted,
      );
  };
  return (
    <>
      <div className="pick">
        {long ? null : (
          <SearchField
            value={text}
            hint={t('files.filterHint')}
            label={t('files.filterHint')}
            testId="field-add-files"
            onChange={setText}
          />
        )}
        <span className="grow" />
        <Button small data-testid="btn-add-all" onClick={() => setAll(true)}>
          {t('files.all')}
        </Button>
        <Button small data-testid="btn-add-none" onClick={() => setAll(false)}>
          {t('files.none')}
        </Button>
      </div>
      {long ? <AddList item={item} /> : <AddTree item={item} matches={matches} />}
    </>
  );
}

function Options() {
  const { startNow } = useStore(add);
  return (
    <div className="opts">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the box is inside */}
      <label>
        <Checkbox checked={startNow} data-testid="check-start" onChange={setStartNow} />
        {t('adding.startNow')}
      </label>
    </div>
  );
}
