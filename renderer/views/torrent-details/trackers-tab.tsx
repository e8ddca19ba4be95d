/** The Trackers tab: what each tracker said, and when it is asked next. A tracker that does not answer heals itself: gold, never red. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { DhtRow, TorrentRow, TrackerRow } from '../../../electron/contract/index.js';
import { formatDuration } from '../../../i18n/format/duration.js';
import { formatNumber } from '../../../i18n/format/number.js';
import { visibleText } from '../../../i18n/format/visible-text.js';
import { rich, t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { richText, STRONG } from '../../components/rich-text.js';
import { Table, type TableColumn } from '../../components/table.js';
import { Text } from '../../components/text.js';
import { wallNow } from '../../format/wall-clock.js';
import { runOn } from '../../stores/actions.js';
import { details } from '../../stores/details.js';

const some = (value: number | null): string => (value === null || value === 0 ? '–' : formatNumber(value));

/** The next announce or retry of a tracker; null when none is due. */
const nextAt = (tracker: TrackerRow): number | null => (tracker.status.kind === 'failed' ? tracker.status.retryAt : tracker.nextAnnounceAt);

const inTime = (at: number | null, now: number): string => (at === null ? '–' : formatDuration(Math.max(0, (at - now) / 1000)));

function Status({ tracker }: { readonly tracker: TrackerRow }) {
  const { status } = tracker;
  if (status.kind !== 'failed') return <span className={status.kind === 'working' ? '' : 'subtle'}>{t(`trackers.${status.kind}`)}</span>;
  return (
    <span className="chip warn" title={visibleText(status.text)}>
      <Icon name="clock" />
      {status.refused ? t('trackers.refused') : t('trackers.notAnswering')}
    </span>
  );
}

const noteOf = (tracker: TrackerRow): string => (tracker.status.kind === 'failed' ? tracker.status.text : (tracker.warning ?? ''));

function columns(now: number): readonly TableColumn<TrackerRow>[] {
  return [
    { id: 'tier', label: t('trackers.columns.tier'), track: '32px', cell: (tracker) => <span className="subtle">{tracker.tier}</span> },
    {
      id: 'source',
      label: t('trackers.columns.source'),
      track: 'minmax(120px, 1fr)',
      cell: (tracker) => (
        <>
          <Text ltr>{tracker.url}</Text>
          <Text className="subtle note-text">{noteOf(tracker)}</Text>
        </>
      ),
    },
    { id: 'status', label: t('trackers.columns.status'), track: '128px', cell: (tracker) => <Status tracker={tracker} /> },
    { id: 'seeds', label: t('trackers.columns.seeds'), track: '60px', numeric: true, cell: (tracker) => some(tracker.seeds) },
    { id: 'leeches', label: t('trackers.columns.leeches'), track: '60px', numeric: true, cell: (tracker) => some(tracker.leeches) },
    { id: 'received', label: t('trackers.columns.received'), track: '70px', numeric: true, cell: (tracker) => some(tracker.peersReceived) },
    {
      id: 'next',
      label: t('trackers.columns.next'),
      track: '90px',
      numeric: true,
      cell: (tracker) => <span className="subtle">{inTime(nextAt(tracker), now)}</span>,
    },
  ];
}

export function TrackersTab({ row }: { readonly row: TorrentRow }) {
  const trackers = useStore(details, (s) => s.trackers);
  const dht = useStore(details, (s) => s.dht);
  const exchanged = useStore(details, (s) => s.exchanged);
  const now = useSeconds();
  if (trackers === null) return null;
  const due = trackers.map(nextAt).filter((at) => at !== null);
  return (
    <>
      <div className="bar">
        <span className="muted">
          {due.length === 0
            ? t('trackers.noneSoon')
            : richText(rich('trackers.nextIn', STRONG, { duration: inTime(Math.min(...due), now) }))}
        </span>
        {dht !== null && <Dht dht={dht} now={now} />}
        {exchanged !== null && <span className="subtle note-text">{t('trackers.exchanged', { count: exchanged })}</span>}
        <span className="grow" />
        <Button
          look="line"
          small
          disabled={trackers.length === 0 && dht === null}
          data-testid="btn-announce"
          onClick={() => void runOn('torrents.announce', [row.id])}
        >
          {t('trackers.announceNow')}
        </Button>
      </div>
      <Table
        columns={columns(now)}
        rows={trackers}
        label={t('trackers.label')}
        empty={t('trackers.empty')}
        keyOf={(tracker) => `${tracker.tier} ${tracker.url}`}
      />
    </>
  );
}

/** What the DHT does for the torrent; how many there are, as its nodes say, where the pointer rests. */
function Dht({ dht, now }: { readonly dht: DhtRow; readonly now: number }) {
  const { leeches, nextSearchAt, peersReceived, seeds, status } = dht;
  const words =
    status.kind === 'done'
      ? t('trackers.dht.found', { count: peersReceived, duration: inTime(nextSearchAt, now) })
      : t(`trackers.dht.${status.kind}`);
  return (
    <span
      className="subtle note-text"
      data-testid="dht-line"
      title={t('trackers.dht.figures', { seeds: some(seeds), leeches: some(leeches) })}
    >
      {words}
    </span>
  );
}

/** The time, once a second. */
function useSeconds(): number {
  const [now, setNow] = useState(wallNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(wallNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
