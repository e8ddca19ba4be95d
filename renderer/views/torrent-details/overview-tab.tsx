/** The Overview: how far, how long, why not faster, the wide strip, and the facts. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { OverviewView, TorrentRow } from '../../../electron/contract/index.js';
import { Button } from '../../components/button.js';
import { WideStrip } from '../../components/piece-strip.js';
import { Text } from '../../components/text.js';
import { formatDate, formatDateLong } from '../../format/date.js';
import { formatDuration } from '../../format/duration.js';
import { shortHash, shortPath } from '../../format/path.js';
import { formatPercent, formatRatio, ratioOf, shareOf } from '../../format/share.js';
import { formatBinarySize, formatRate, formatSize, sizeOfSize } from '../../format/size.js';
import { isComplete, isResting, stateWord } from '../../format/status-words.js';
import { whySentence } from '../../format/why-sentence.js';
import { formatNumber } from '../../i18n/locale.js';
import { t } from '../../i18n/messages.js';
import { copyText, showInFolder } from '../../stores/actions.js';
import { details } from '../../stores/details.js';
import { shell } from '../../stores/shell.js';

export function OverviewTab({ row }: { readonly row: TorrentRow }) {
  const overview = useStore(details, (s) => s.overview);
  const home = useStore(shell, (s) => s.info?.homePath ?? '');
  const known = row.sizeBytes !== null;
  const share = known ? shareOf(row.doneBytes, row.wantedBytes) : null;
  const why = whySentence(row.why);
  const lost = overview !== null && overview.connectedPeers > 0 ? overview.nobodyHasPieces : 0;
  const percent = share === null ? '–' : formatPercent(share);
  const note = (row.why.kind === 'nobody-has' && lost > 0) || row.status.kind === 'needs-attention' ? null : why; // said already
  const time = timeWords(row, note !== null);
  return (
    <div className="over">
      <div className="head">
        {known ? <b>{percent}</b> : null}
        {known ? <span>{isComplete(row) ? formatSize(row.wantedBytes) : sizeOfSize(row.doneBytes, row.wantedBytes, t.of)}</span> : null}
        {time === null ? null : <span className="muted">{time}</span>}
        {lost > 0 ? <span className="muted">{t.overview.nobodyHas(lost)}</span> : null}
        {note === null ? null : (
          <span className="muted cut why" title={note} data-testid="why">
            {note}
          </span>
        )}
        <span className="grow" />
        <Text className="muted cut path" title={row.savePath}>
          {shortPath(row.savePath, home)}
        </Text>
        <Button look="line" small data-testid="btn-show-folder" onClick={() => showInFolder(row.id)}>
          {t.showFolder}
        </Button>
      </div>
      <WideStrip
        buckets={overview?.strip ?? row.strip}
        share={share}
        resting={isResting(row.status)}
        nobody={lost > 0 ? (overview?.nobody ?? null) : null}
        label={t.overview.stripLabel(percent)}
      />
      <Facts row={row} overview={overview} />
    </div>
  );
}

/** The time left, or the state in a word where no sentence says more. */
function timeWords(row: TorrentRow, explained: boolean): string | null {
  if (row.status.kind === 'needs-attention') return t.overview.stopped;
  if (row.status.kind === 'downloading' && row.etaSeconds !== null) return t.timeLeft(formatDuration(row.etaSeconds));
  return explained ? null : stateWord(row);
}

function Facts({ row, overview }: { readonly row: TorrentRow; readonly overview: OverviewView | null }) {
  const words = t.overview;
  const hash = row.infoHashV1 ?? row.infoHashV2;
  const ratio = formatRatio(ratioOf(row.uploadedBytes, row.downloadedBytes, row.doneBytes));
  const some = (value: string | null | undefined): string => value ?? '–';
  return (
    <div className="facts">
      <Group title={words.transfer}>
        <Fact name={t.down}>{formatRate(row.downBps)}</Fact>
        <Fact name={t.up}>{formatRate(row.upBps)}</Fact>
        <Fact name={words.connected}>
          {overview === null ? '–' : t.of(formatNumber(overview.connectedPeers), formatNumber(overview.knownPeers))}
        </Fact>
        <Fact name={words.copies}>{overview?.availability == null ? '–' : formatNumber(overview.availability, 2)}</Fact>
        <Fact name={words.limits}>{limitWords(overview)}</Fact>
      </Group>
      <Group title={words.sharing}>
        <Fact name={words.ratio}>{ratio}</Fact>
        <Fact name={words.uploaded}>{formatSize(row.uploadedBytes)}</Fact>
        <Fact name={words.downloaded}>{formatSize(row.downloadedBytes)}</Fact>
        <Fact name={words.wasted}>{formatSize(row.wastedBytes)}</Fact>
        {row.superSeed ? <Fact name={words.superSeed}>{words.on}</Fact> : null}
      </Group>
      <Group title={words.contents}>
        <Fact name={words.files}>
          {overview === null || overview.fileCount === 0
            ? '–'
            : t.of(formatNumber(overview.wantedFileCount), formatNumber(overview.fileCount))}
        </Fact>
        <Fact name={words.pieces}>
          {overview === null || overview.pieceCount === 0
            ? '–'
            : words.piecesOf(overview.pieceCount, formatBinarySize(overview.pieceLength))}
        </Fact>
        <Fact name={words.format}>{overview?.version == null ? '–' : words.formats[overview.version]}</Fact>
        <Fact name={words.private}>{row.private ? words.yes : words.no}</Fact>
        {row.sequential || row.firstLast ? <Fact name={words.order}>{orderWords(row)}</Fact> : null}
      </Group>
      <Group title={words.about}>
        <Fact name={words.added}>{formatDateLong(row.addedAt, Date.now())}</Fact>
        {row.completedAt === null ? (
          <Fact name={words.created}>{overview?.createdAt == null ? '–' : formatDate(overview.createdAt)}</Fact>
        ) : (
          <Fact name={words.completed}>{formatDateLong(row.completedAt, Date.now())}</Fact>
        )}
        <Fact name={words.comment}>
          <Text className="cut" title={some(overview?.comment)}>
            {some(overview?.comment)}
          </Text>
        </Fact>
        <Fact name={words.hash}>
          {hash === null ? '–' : shortHash(hash)}
          {hash === null ? null : (
            <button type="button" className="link" data-testid="btn-copy-hash" onClick={() => copyText(hash, t.toasts.copiedHash)}>
              {t.copy}
            </button>
          )}
        </Fact>
      </Group>
    </div>
  );
}

function orderWords({ firstLast, sequential }: TorrentRow): string {
  const { orders } = t.overview;
  return sequential && firstLast ? orders.both : sequential ? orders.sequential : orders.firstLast;
}

function limitWords(overview: OverviewView | null): string {
  if (overview === null || (overview.maxDownBps === null && overview.maxUpBps === null)) return t.overview.noLimits;
  const word = (bps: number | null): string => (bps === null ? t.none : formatRate(bps));
  return t.overview.limitPair(word(overview.maxDownBps), word(overview.maxUpBps));
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="cut">{children}</dd>
    </>
  );
}
