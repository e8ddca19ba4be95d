/** The Peers tab: who is connected, how, and what goes to and fro. */
import { type FormEvent, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { BanRow, PeerRow, TorrentRow } from '../../../electron/contract/index.js';
import { Button } from '../../components/button.js';
import { PieceStrip } from '../../components/piece-strip.js';
import { Rate } from '../../components/quantity.js';
import { Table, type TableColumn } from '../../components/table.js';
import { Text } from '../../components/text.js';
import { formatDuration } from '../../format/duration.js';
import { formatPercent } from '../../format/share.js';
import { formatNumber } from '../../i18n/locale.js';
import { t } from '../../i18n/messages.js';
import { addPeers } from '../../stores/actions.js';
import { details } from '../../stores/details.js';
import { connectionText, connectionWords, flagLetters, flagWords } from './peer-flags.js';

const COLUMNS: readonly TableColumn<PeerRow>[] = [
  {
    id: 'address',
    label: t.peers.columns.address,
    track: 'minmax(96px, 1.4fr)',
    cell: (peer) => <Text className="cut">{peer.address}</Text>,
    sort: (a, b) => (a.address < b.address ? -1 : 1),
  },
  {
    id: 'client',
    label: t.peers.columns.client,
    track: 'minmax(48px, 1fr)',
    cell: (peer) => (
      <Text className="cut muted" title={peer.client}>
        {peer.client}
      </Text>
    ),
    sort: (a, b) => a.client.localeCompare(b.client),
  },
  {
    id: 'connection',
    label: t.peers.columns.connection,
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
    label: t.peers.columns.flags,
    track: '64px',
    cell: (peer) => (
      <span className="muted" title={flagWords(peer)}>
        {flagLetters(peer)}
      </span>
    ),
  },
  {
    id: 'progress',
    label: t.peers.columns.progress,
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
    label: t.peers.columns.down,
    track: '84px',
    numeric: true,
    cell: (peer) => <Rate bps={peer.downBps} />,
    sort: (a, b) => a.downBps - b.downBps,
  },
  {
    id: 'up',
    label: t.peers.columns.up,
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
    const by = COLUMNS.find((column) => column.id === sort.column)?.sort;
    const sorted = [...(peers?.rows ?? [])].sort((a, b) => by?.(a, b) || a.key - b.key);
    return sort.descending ? sorted.reverse() : sorted;
  }, [peers, sort]);
  if (peers === null) return null;
  return (
    <>
      <div className="bar">
        <span>
          <b>{formatNumber(peers.rows.length)}</b>{' '}
          <span className="muted">
            {t.peers.connected} {formatNumber(Math.max(peers.known, peers.rows.length))} {t.peers.known}
          </span>
        </span>
        <span className="grow" />
        <AddPeer row={row} />
      </div>
      <Table
        columns={COLUMNS}
        rows={rows}
        label={t.peers.label}
        empty={t.peers.empty}
        keyOf={(peer) => peer.key}
        sort={sort}
        onSort={(column) =>
          setSort((old) => ({ column, descending: old.column === column ? !old.descending : !TEXT_COLUMNS.has(column) }))
        }
      />
      <Bans bans={peers.bans} />
    </>
  );
}

/** Who was banned, and why: silence about it would be a riddle. */
function Bans({ bans }: { readonly bans: readonly BanRow[] }) {
  if (bans.length === 0) return null;
  const now = Date.now(); // told anew with every change of the tab
  return (
    <div className="bans" data-testid="bans">
      <span className="subtle">{t.peers.bans(bans.length)}</span>
      <ul>
        {bans.map((ban) => (
          <li key={ban.address} className="muted">
            <Text>{t.peers.ban(ban.address, ban.reason, formatDuration(Math.max(0, (now - ban.at) / 1000)))}</Text>
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
        {t.peers.addPeer}
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
          placeholder={t.peers.addPeerHint}
          aria-label={t.peers.addPeerHint}
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
        {t.peers.addPeer}
      </button>
    </form>
  );
}
