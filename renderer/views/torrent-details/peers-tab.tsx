/** The Peers tab: who is connected, how, and what goes to and fro. */
import { type FormEvent, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { BanRow, PeerRow, TorrentRow } from '../../../electron/contract/index.js';
import { formatAgo } from '../../../i18n/format/duration.js';
import { compareNames } from '../../../i18n/format/number.js';
import { formatPercent } from '../../../i18n/format/share.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { rich, t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { PieceStrip } from '../../components/piece-strip.js';
import { Rate } from '../../components/quantity.js';
import { richText, STRONG } from '../../components/rich-text.js';
import { Table, type TableColumn } from '../../components/table.js';
import { Text } from '../../components/text.js';
import { wallNow } from '../../format/wall-clock.js';
import { addPeers } from '../../stores/actions.js';
import { details } from '../../stores/details.js';
import { connectionText, connectionWords, flagLetters, flagWords } from './peer-flags.js';

const columns = (): readonly TableColumn<PeerRow>[] => [
  {
    id: 'address',
    label: t('peers.columns.address'),
    track: 'minmax(96px, 1.4fr)',
    cell: (peer) => (
      <Text ltr className="cut">
        {peer.address}
      </Text>
    ),
    sort: (a, b) => (a.address < b.address ? -1 : 1),
  },
  {
    id: 'client',
    label: t('peers.columns.client'),
    track: 'minmax(48px, 1fr)',
    cell: (peer) => (
      <Text className="cut muted" title={peer.client}>
        {peer.client}
      </Text>
    ),
    sort: (a, b) => compareNames(a.client, b.client),
  },
  {
    id: 'connection',
    label: t('peers.columns.connection'),
    track: '84px',
    cell: (peer) => (
      <span className="muted" title={connectionWords(peer)}>
        {connectionText(peer)}
      </span>
    ),
    sort: (a, b) => (connectionText(a) < connectionText(b) ? -1 : 1),
  },
  {
    id: 'flags',
    label: t('peers.columns.flags'),
    track: '64px',
    cell: (peer) => (
      <span className="muted" title={flagWords(peer)}>
        {flagLetters(peer)}
      </span>
    ),
  },
  {
    id: 'progress',
    label: t('peers.columns.progress'),
    track: 'minmax(118px, 140px)',
    cell: (peer) => (
      <span className="prog">
        <PieceStrip buckets={peer.strip} share={peer.progress} resting={false} width={88} />
        <span>{formatPercent(peer.progress, 0)}</span>
      </span>
    ),
    sort: (a, b) => a.progress - b.progress,
  },
  {
    id: 'down',
    label: t('peers.columns.down'),
    track: '84px',
    numeric: true,
    cell: (peer) => <Rate bps={peer.downBps} />,
    sort: (a, b) => a.downBps - b.downBps,
  },
  {
    id: 'up',
    label: t('peers.columns.up'),
    track: '84px',
    numeric: true,
    cell: (peer) => <Rate bps={peer.upBps} />,
    sort: (a, b) => a.upBps - b.upBps,
  },
];

/** Sorted from the first letter on when they are chosen. */
const TEXT_COLUMNS: ReadonlySet<string> = new Set(['address', 'client', 'connection']);

export function PeersTab({ row }: { readonly row: TorrentRow }) {
  const peers = useStore(details, (s) => s.peers);
  const [sort, setSort] = useState({ column: 'down', descending: true });
  const rows = useMemo(() => {
    const by = columns().find((column) => column.id === sort.column)?.sort;
    const sorted = [...(peers?.rows ?? [])].sort((a, b) => by?.(a, b) || a.key - b.key);
    return sort.descending ? sorted.reverse() : sorted;
  }, [peers, sort]);
  if (peers === null) return null;
  const known = Math.max(peers.known, peers.rows.length);
  return (
    <>
      <div className="bar">
        <span className="muted">{richText(rich('peers.connectedOf', STRONG, { connected: peers.rows.length, known }))}</span>
        <span className="grow" />
        <AddPeer row={row} />
      </div>
      <Table
        columns={columns()}
        rows={rows}
        label={t('peers.label')}
        empty={t('peers.empty')}
        keyOf={(peer) => peer.key}
        sort={sort}
        onSort={(column) => setSort((old) => ({ column, descending: old.column === column ? !old.descending : !TEXT_COLUMNS.has(column) }))}
      />
      <Bans bans={peers.bans} />
    </>
  );
}

/** Who was banned, and why: silence about it would be a riddle. */
function Bans({ bans }: { readonly bans: readonly BanRow[] }) {
  if (bans.length === 0) return null;
  const now = wallNow(); // told anew with every change of the tab
  return (
    <div className="bans" data-testid="bans">
      <span className="subtle">{t('peers.bans', { count: bans.length })}</span>
      <ul>
        {bans.map((ban) => (
          <li key={ban.address} className="muted">
            {t('peers.ban', { address: ban.address, reason: foreign(ban.reason), ago: formatAgo((now - ban.at) / 1000) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A button that becomes a field for an address. */
function AddPeer({ row }: { readonly row: TorrentRow }) {
  const [text, setText] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    addPeers(row.id, text ?? '');
    setText(null);
  };
  if (text === null) {
    return (
      <Button look="line" small icon="plus" data-testid="btn-add-peer" onClick={() => setText('')}>
        {t('peers.add')}
      </Button>
    );
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <span className="field small">
        <input
          // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
          autoFocus
          value={text}
          placeholder={t('peers.addHint')}
          aria-label={t('peers.addHint')}
          spellCheck={false}
          data-testid="field-peer"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              setText(null);
            }
          }}
        />
      </span>
      <button type="submit" className="btn line small">
        {t('peers.add')}
      </button>
    </form>
  );
}
