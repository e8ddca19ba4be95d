/** The Overview: how far, how long, why not faster, the wide strip, and the facts. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { OverviewView, TorrentRow } from '../../../electron/contract/index.js';
import { formatDate, formatDateLong } from '../../../i18n/format/date.js';
import { formatDuration } from '../../../i18n/format/duration.js';
import { formatNumber } from '../../../i18n/format/number.js';
import { shortHash, shortPath } from '../../../i18n/format/path.js';
import { formatPercent, formatRatio, ratioOf, shareOf } from '../../../i18n/format/share.js';
import { formatBinarySize, formatRate, formatSize, sizeOfSize } from '../../../i18n/format/size.js';
import { visibleText } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { WideStrip } from '../../components/piece-strip.js';
import { Text } from '../../components/text.js';
import { isComplete, isResting, stateWord } from '../../format/status-words.js';
import { wallNow } from '../../format/wall-clock.js';
import { whySentence } from '../../format/why-sentence.js';
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
        {known ? <span>{isComplete(row) ? formatSize(row.wantedBytes) : sizeOfSize(row.doneBytes, row.wantedBytes)}</span> : null}
        {time === null ? null : <span className="muted">{time}</span>}
        {lost > 0 ? <span className="muted">{t('overview.nobodyHas', { pieces: lost })}</span> : null}
        {note === null ? null : (
          <span className="muted cut why" title={note} data-testid="why">
            {note}
          </span>
        )}
        <span className="grow" />
        <Text ltr className="muted cut path" title={visibleText(row.savePath)}>
          {shortPath(row.savePath, home)}
        </Text>
        <Button look="line" small data-testid="btn-show-folder" onClick={() => showInFolder(row.id)}>
          {t('common.showFolder')}
        </Button>
      </div>
      <WideStrip
        buckets={overview?.strip ?? row.strip}
        share={share}
        resting={isResting(row.status)}
        nobody={lost > 0 ? (overview?.nobody ?? null) : null}
        label={t('overview.stripLabel', { percent })}
      />
      <Facts row={row} overview={overview} />
    </div>
  );
}

/** The time left, or the state in a word where no sentence says more. */
function timeWords(row: TorrentRow, explained: boolean): string | null {
  if (row.status.kind === 'needs-attention') return t('overview.stopped');
  if (row.status.kind === 'downloading' && row.etaSeconds !== null) return t('time.left', { duration: formatDuration(row.etaSeconds) });
  return explained ? null : stateWord(row);
}

function Facts({ row, overview }: { readonly row: TorrentRow; readonly overview: OverviewView | null }) {
  const hash = row.infoHashV1 ?? row.infoHashV2;
  const ratio = formatRatio(ratioOf(row.uploadedBytes, row.downloadedBytes, row.doneBytes));
  const some = (value: string | null | undefined): string => value ?? '–';
  return (
    <div className="facts">
      <Group title={t('overview.transfer')}>
        <Fact name={t('common.down')}>{formatRate(row.downBps)}</Fact>
        <Fact name={t('common.up')}>{formatRate(row.upBps)}</Fact>
        <Fact name={t('overview.connected')}>
          {overview === null
            ? '–'
            : t('common.of', { part: formatNumber(overview.connectedPeers), whole: formatNumber(overview.knownPeers) })}
        </Fact>
        <Fact name={t('overview.copies')}>{overview?.availability == null ? '–' : formatNumber(overview.availability, 2)}</Fact>
        <Fact name={t('overview.limits')}>{limitWords(overview)}</Fact>
      </Group>
      <Group title={t('overview.sharing')}>
        <Fact name={t('overview.ratio')}>{ratio}</Fact>
        <Fact name={t('overview.uploaded')}>{formatSize(row.uploadedBytes)}</Fact>
        <Fact name={t('overview.downloaded')}>{formatSize(row.downloadedBytes)}</Fact>
        <Fact name={t('overview.wasted')}>{formatSize(row.wastedBytes)}</Fact>
        {row.superSeed ? <Fact name={t('overview.superSeed')}>{t('common.on')}</Fact> : null}
      </Group>
      <Group title={t('overview.contents')}>
        <Fact name={t('overview.files')}>
          {overview === null || overview.fileCount === 0
            ? '–'
            : t('common.of', { part: formatNumber(overview.wantedFileCount), whole: formatNumber(overview.fileCount) })}
        </Fact>
        <Fact name={t('overview.pieces')}>
          {overview === null || overview.pieceCount === 0
            ? '–'
            : t('overview.piecesOf', { pieces: overview.pieceCount, length: formatBinarySize(overview.pieceLength) })}
        </Fact>
        <Fact name={t('overview.format')}>{overview?.version == null ? '–' : t(`overview.formats.${overview.version}`)}</Fact>
        <Fact name={t('overview.private')}>{row.private ? t('common.yes') : t('common.no')}</Fact>
        {row.sequential || row.firstLast ? <Fact name={t('overview.order')}>{orderWords(row)}</Fact> : null}
      </Group>
      <Group title={t('overview.about')}>
        <Fact name={t('overview.added')}>{formatDateLong(row.addedAt, wallNow())}</Fact>
        {row.completedAt === null ? (
          <Fact name={t('overview.created')}>{overview?.createdAt == null ? '–' : formatDate(overview.createdAt)}</Fact>
        ) : (
          <Fact name={t('overview.completed')}>{formatDateLong(row.completedAt, wallNow())}</Fact>
        )}
        <Fact name={t('overview.comment')}>
          <Text className="cut" title={some(overview?.comment)}>
            {some(overview?.comment)}
          </Text>
        </Fact>
        <Fact name={t('overview.hash')}>
          {hash === null ? '–' : <bdi dir="ltr">{shortHash(hash)}</bdi>}
          {hash === null ? null : (
            <button type="button" className="link" data-testid="btn-copy-hash" onClick={() => copyText(hash, t('notices.copiedHash'))}>
              {t('common.copy')}
            </button>
          )}
        </Fact>
      </Group>
    </div>
  );
}

function orderWords({ firstLast, sequential }: TorrentRow): string {
  return sequential && firstLast
    ? t('overview.orders.both')
    : sequential
      ? t('overview.orders.sequential')
      : t('overview.orders.firstLast');
}

function limitWords(overview: OverviewView | null): string {
  if (overview === null || (overview.maxDownBps === null && overview.maxUpBps === null)) return t('common.none');
  const word = (bps: number | null): string => (bps === null ? t('overview.noLimit') : formatRate(bps));
  return t('overview.limitPair', { down: word(overview.maxDownBps), up: word(overview.maxUpBps) });
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
