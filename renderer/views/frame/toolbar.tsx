/** The toolbar: add, pause, remove, filter, speeds, and the menu with everything else. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { t } from '../../../i18n/runtime/words.js';
import { Button, IconButton } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Menu, MenuItem } from '../../components/menu.js';
import { SearchField } from '../../components/search-field.js';
import { canPause, canResume } from '../../format/status-words.js';
import { openFileDialog, pasteLink } from '../../stores/actions.js';
import { filters, setFilterText } from '../../stores/filters.js';
import { noteMenu, order } from '../../stores/order.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { selectedRows, selection } from '../../stores/selection.js';
import { say } from '../../stores/spoken.js';
import { runOnTorrents } from '../../stores/torrent-commands.js';
import { torrents } from '../../stores/torrents.js';
import { shortcut } from './keys.js';
import { Meter } from './meter.js';
import { MoreMenu } from './more-menu.js';

export function Toolbar() {
  const { sidebarVisible } = useStore(preferences, (s) => s.preferences);
  return (
    <header className={sidebarVisible ? 'toolbar' : 'toolbar no-side'} role="toolbar" aria-label={t('toolbar.label')}>
      <div className="lead">
        <IconButton
          icon="sidebar"
          label={t('toolbar.sidebar')}
          shortcut={shortcut('toggle-sidebar')}
          aria-pressed={sidebarVisible}
          data-testid="btn-sidebar"
          onClick={() => changePreferences({ sidebarVisible: !sidebarVisible })}
        />
      </div>
      <AddButton />
      <SelectionButtons />
      <span className="grow" />
      <Filter />
      <span className="grow" />
      <Meter />
      <MoreMenu />
    </header>
  );
}

function AddButton() {
  return (
    <span className="split">
      <Button
        look="primary"
        icon="plus"
        data-testid="btn-add"
        title={t('toolbar.withShortcut', { name: t('toolbar.openFile'), shortcut: shortcut('open-file') })}
        onClick={openFileDialog}
      >
        {t('common.add')}
      </Button>
      <Menu
        align="start"
        onOpenChange={noteMenu}
        trigger={
          <button type="button" className="btn primary" aria-label={t('toolbar.moreWaysToAdd')} data-testid="btn-add-more">
            <Icon name="chevron" />
          </button>
        }
      >
        <MenuItem shortcut={shortcut('open-file')} testId="menu-open-file" onSelect={openFileDialog}>
          {t('toolbar.openFile')}
        </MenuItem>
        <MenuItem shortcut={shortcut('paste-link')} testId="menu-paste-link" onSelect={pasteLink}>
          {t('toolbar.pasteLink')}
        </MenuItem>
      </Menu>
    </span>
  );
}

function SelectionButtons() {
  useStore(selection, (s) => s.selected);
  useStore(torrents, (s) => s.revision);
  const rows = selectedRows();
  const pausable = rows.some(canPause);
  const resumable = rows.some(canResume);
  return (
    <>
      {resumable && !pausable ? (
        <IconButton
          icon="play"
          label={t('toolbar.resume')}
          shortcut={shortcut('pause-resume')}
          data-testid="btn-resume"
          onClick={() => runOnTorrents('resume', rows)}
        />
      ) : (
        <IconButton
          icon="pause"
          label={t('toolbar.pause')}
          shortcut={shortcut('pause-resume')}
          disabled={!pausable}
          data-testid="btn-pause"
          onClick={() => runOnTorrents('pause', rows)}
        />
      )}
      <IconButton
        icon="trash"
        label={t('toolbar.remove')}
        shortcut={shortcut('remove')}
        disabled={rows.length === 0}
        data-testid="btn-remove"
        onClick={() => runOnTorrents('remove', rows)}
      />
      {rows.length > 1 ? <span className="count muted">{t('details.selected', { count: rows.length })}</span> : null}
    </>
  );
}

function Filter() {
  const { text } = useStore(filters);
  const input = useRef<HTMLInputElement>(null);
  useResultCount(text);
  useEffect(() => {
    const focus = (): void => {
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('shoal:find', focus);
    return () => window.removeEventListener('shoal:find', focus);
  }, []);
  return (
    <SearchField
      inputRef={input}
      value={text}
      hint={t('toolbar.filterHint')}
      label={t('toolbar.filter')}
      shortcut={shortcut('find')}
      testId="field-filter"
      onChange={setFilterText}
    />
  );
}

const TYPING_MS = 500;

/** Tells a screen reader how many torrents match, once the typing rests. */
function useResultCount(text: string): void {
  const before = useRef(text);
  useEffect(() => {
    if (text === before.current) return;
    before.current = text;
    const timer = setTimeout(() => say(t('list.results', { count: order.getState().ids.length })), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
}
