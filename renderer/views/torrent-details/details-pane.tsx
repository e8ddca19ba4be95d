/** The details pane: seven tabs over one torrent; only the open tab is asked for. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { DetailsTab, TorrentRow } from '../../../electron/contract/index.js';
import { errorBanner } from '../../../i18n/format/error-words.js';
import { t } from '../../../i18n/runtime/words.js';
import { IconButton } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { readingKey } from '../../components/reading-direction.js';
import { Splitter } from '../../components/splitter.js';
import { StatusIcon, statusTone } from '../../components/status-icon.js';
import { Text } from '../../components/text.js';
import { wholeStateWord } from '../../format/status-words.js';
import { DETAILS_TABS, requestDetails } from '../../stores/details.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { selectedRows, selection } from '../../stores/selection.js';
import { torrents } from '../../stores/torrents.js';
import { Fixes } from '../torrent-list/fixes.js';
import { FilesTab } from './files-tab.js';
import { LogTab } from './log-tab.js';
import { OverviewTab } from './overview-tab.js';
import { PeersTab } from './peers-tab.js';
import { PiecesTab } from './pieces-tab.js';
import { SeveralTab } from './several-tab.js';
import { SpeedTab } from './speed-tab.js';
import { TrackersTab } from './trackers-tab.js';

const LEAST = { height: 180, width: 320 } as const;
const BANNER = 36;

interface DetailsPaneProps {
  /** Below the list or beside it, and how much it may take there, CSS pixels. */
  readonly side: 'bottom' | 'end';
  readonly most: number;
}

export function DetailsPane({ side, most }: DetailsPaneProps) {
  const { detailsHeight, detailsWidth, detailsTab } = useStore(preferences, (s) => s.preferences);
  useStore(selection, (s) => s.selected);
  useStore(torrents, (s) => s.revision);
  const tab = DETAILS_TABS.find((each) => each === detailsTab) ?? 'overview';
  const rows = selectedRows();
  const row = rows.length === 1 ? rows[0] : undefined;
  const id = row?.id ?? null;

  // the files tab asks by itself, for the range it shows
  useEffect(() => {
    if (id === null) requestDetails(null);
    else if (tab !== 'files') requestDetails({ id, tab });
  }, [id, tab]);
  useEffect(() => () => requestDetails(null), []);

  const fault = row?.status.kind === 'needs-attention' ? row.status.error : null;
  const below = side === 'bottom';
  const least = below ? LEAST.height : LEAST.width;
  const max = Math.max(least, most);
  const size = Math.min(max, Math.max(least, below ? detailsHeight : detailsWidth));
  return (
    <section
      className={below ? 'pane' : 'pane beside'}
      aria-label={t('details.label')}
      style={below ? { height: Math.min(max, fault === null ? size : size + BANNER) } : { width: size }}
      data-testid="details"
    >
      <Splitter
        label={below ? t('details.resize') : t('details.resizeWidth')}
        side={side}
        value={size}
        min={least}
        max={max}
        onChange={(next) => changePreferences(below ? { detailsHeight: next } : { detailsWidth: next })}
      />
      <Tabs tab={tab} row={row} side={side} />
      {row !== undefined && fault !== null ? (
        <div className="banner" data-testid="banner">
          <Icon name="alert" />
          <span className="grow cut">{errorBanner(fault)}</span>
          <Fixes row={row} error={fault} />
        </div>
      ) : null}
      <div className="tab" role="tabpanel" id="details-panel" aria-labelledby={`tab-${tab}`} key={id ?? 'none'}>
        {row === undefined ? <NoOne rows={rows} tab={tab} /> : <Panel tab={tab} row={row} />}
      </div>
    </section>
  );
}

interface TabsProps extends Pick<DetailsPaneProps, 'side'> {
  readonly tab: DetailsTab;
  readonly row: TorrentRow | undefined;
}

function Tabs({ tab, row, side }: TabsProps) {
  const bar = useRef<HTMLDivElement>(null);
  const show = (next: DetailsTab): void => changePreferences({ detailsTab: next });
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = DETAILS_TABS.indexOf(tab);
    const last = DETAILS_TABS.length - 1;
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    };
    const next = DETAILS_TABS[to[readingKey(event.key)] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    show(next);
    bar.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div className="tabs">
      <div ref={bar} className="tablist" role="tablist" aria-label={t('details.label')} onKeyDown={onKeyDown}>
        {DETAILS_TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-selected={each === tab}
            aria-controls="details-panel"
            tabIndex={each === tab ? 0 : -1}
            data-testid={`tab-${each}`}
            onClick={() => show(each)}
          >
            {t(`details.tabs.${each}`)}
          </button>
        ))}
      </div>
      <span className="who grow">
        {row === undefined ? null : (
          <>
            <Text className="cut">{row.name}</Text>
            <span className={`state-word ${statusTone(row.status.kind)}`}>
              <StatusIcon kind={row.status.kind} />
              {wholeStateWord(row)}
            </span>
          </>
        )}
      </span>
      <IconButton
        icon={side === 'bottom' ? 'beside' : 'below'}
        label={side === 'bottom' ? t('details.beside') : t('details.below')}
        small
        data-testid="btn-details-side"
        onClick={() => changePreferences({ detailsSide: side === 'bottom' ? 'end' : 'bottom' })}
      />
      <IconButton
        icon="close"
        label={t('details.close')}
        small
        data-testid="btn-close-details"
        onClick={() => changePreferences({ detailsVisible: false })}
      />
    </div>
  );
}

function NoOne({ rows, tab }: { readonly rows: readonly TorrentRow[]; readonly tab: DetailsTab }) {
  if (rows.length < 2) return <p className="nothing big">{t('details.selectTorrent')}</p>;
  return <SeveralTab rows={rows} note={tab === 'overview' ? null : t('details.onlyOne')} />;
}

function Panel({ tab, row }: { readonly tab: DetailsTab; readonly row: TorrentRow }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab row={row} />;
    case 'files':
      return <FilesTab row={row} />;
    case 'peers':
      return <PeersTab row={row} />;
    case 'pieces':
      return <PiecesTab row={row} />;
    case 'trackers':
      return <TrackersTab row={row} />;
    case 'speed':
      return <SpeedTab row={row} />;
    case 'log':
      return <LogTab />;
  }
}
