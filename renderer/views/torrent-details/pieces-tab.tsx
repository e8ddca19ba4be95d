/** The Pieces tab: the map, its legend (which is the text version), and a line about the piece under the cursor. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { PreviewFile, TorrentRow } from '../../../electron/contract/index.js';
import { formatList, formatNumber } from '../../../i18n/format/number.js';
import { baseName } from '../../../i18n/format/path.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button, IconButton } from '../../components/button.js';
import type { MapMode } from '../../components/map-cells.js';
import { type MapGeometry, nextZoom, type Zoom } from '../../components/map-geometry.js';
import { PieceMap } from '../../components/piece-map.js';
import { Segments } from '../../components/segments.js';
import { details } from '../../stores/details.js';
import { countPieces, type PieceCounts, type PiecesData } from '../../stores/pieces-data.js';
import { fetchFilesOfPiece } from '../../stores/torrent-files.js';
import { pieceLine } from './piece-line.js';

export function PiecesTab({ row }: { readonly row: TorrentRow }) {
  const pieces = useStore(details, (s) => s.pieces);
  if (row.sizeBytes === null) return <p className="nothing big">{t('pieces.empty')}</p>;
  return pieces === null || pieces.pieceCount === 0 ? null : <MapWithLegend pieces={pieces} row={row} />;
}

function MapWithLegend({ pieces, row }: { readonly pieces: PiecesData; readonly row: TorrentRow }) {
  const [mode, setMode] = useState<MapMode>('progress');
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [cursor, setCursor] = useState<number | null>(null);
  const [map, setMap] = useState<MapGeometry | null>(null);
  const onGeometry = useCallback((next: MapGeometry) => setMap(next), []);
  const counts = useMemo(() => countPieces(pieces), [pieces]);
  const perCell = map?.piecesPerCell ?? 1;
  const at = cursor === null ? null : Math.min(cursor, pieces.pieceCount - 1);
  const line = at === null ? null : pieceLine(pieces, at - (at % perCell), perCell);
  const atLargest = map !== null && map.piecesPerCell === 1 && map.cell === 12;
  return (
    <>
      <div className="bar">
        <Segments<MapMode>
          value={mode}
          label={t('pieces.mode')}
          options={[
            ['progress', t('pieces.progress')],
            ['availability', t('pieces.availability')],
          ]}
          onChange={setMode}
        />
        <span className="sep" />
        {mode === 'progress' ? <ProgressLegend counts={counts} /> : <AvailabilityLegend />}
        <span className="grow" />
        <IconButton
          icon="minus"
          label={t('pieces.smaller')}
          small
          disabled={zoom === 'fit'}
          onClick={() => map !== null && setZoom(nextZoom(map, false))}
        />
        <IconButton
          icon="plus"
          label={t('pieces.larger')}
          small
          disabled={atLargest}
          onClick={() => map !== null && setZoom(nextZoom(map, true))}
        />
        <Button small aria-pressed={zoom === 'fit'} onClick={() => setZoom('fit')}>
          {t('pieces.fit')}
        </Button>
      </div>
      <div className="stack map-stack">
        <PieceMap
          data={pieces}
          mode={mode}
          anyPeers={counts.anyPeers}
          zoom={zoom}
          cursor={at}
          label={line === null ? t('pieces.map') : t('pieces.mapAt', { piece: line.title, state: line.text })}
          onCursor={setCursor}
          onGeometry={onGeometry}
        >
          <div className="piece-line" aria-live="off" data-testid="piece-line">
            {line === null ? (
              <span className="muted">{summary(counts, pieces.pieceCount)}</span>
            ) : (
              <>
                <b>{line.title}</b> <span className="muted">{line.text}</span>
                <span className="grow" />
                {at === null ? null : <FilesAt row={row} piece={at} />}
              </>
            )}
          </div>
        </PieceMap>
      </div>
    </>
  );
}

const summary = (counts: PieceCounts, total: number): string => t('pieces.heldOf', { have: counts.have, total: total });

function ProgressLegend({ counts }: { readonly counts: PieceCounts }) {
  const entries = [
    ['have', t('pieces.have'), counts.have],
    ['fill', t('pieces.filling'), counts.filling],
    ['miss', t('pieces.missing'), counts.missing],
    ['none', t('pieces.nobody'), counts.nobody],
  ] as const;
  return (
    <span className="legend" data-testid="map-legend">
      {entries.map(([swatch, name, count]) => (
        <span key={swatch} className="key">
          <i className={`sw-${swatch}`} />
          {name} <b data-testid={`count-${swatch}`}>{formatNumber(count)}</b>
        </span>
      ))}
    </span>
  );
}

/** Steps of availability: from, and to where it is more than one. */
const STEPS = [[1], [2], [3, 4], [5, 9], [10, 19], [20, null]] as const;

function stepWords([from, to]: readonly [number, (number | null)?]): string {
  if (to === undefined) return formatNumber(from);
  return to === null ? t('pieces.orMore', { from }) : t('pieces.fromTo', { from, to });
}

function AvailabilityLegend() {
  return (
    <span className="legend">
      <span className="subtle">{t('pieces.peersWithIt')}</span>
      <span className="key">
        <i className="sw-none" />
        {formatNumber(0)}
      </span>
      {STEPS.map((step, i) => (
        <span key={step[0]} className="key">
          <i className={`sw-avail-${i + 1}`} />
          {stepWords(step)}
        </span>
      ))}
    </span>
  );
}

const LISTED = 2;

/** The files that hold bytes of the piece. What was shown last stays until the answer is here. */
function FilesAt({ row, piece }: { readonly row: TorrentRow; readonly piece: number }) {
  const [found, setFound] = useState<{ readonly total: number; readonly files: readonly PreviewFile[] } | null>(null);
  useEffect(() => {
    let gone = false;
    void fetchFilesOfPiece(row.id, piece).then((answer) => !gone && setFound(answer));
    return () => {
      gone = true;
    };
  }, [row.id, piece]);
  if (found === null || found.total === 0) return null;
  const text = formatList(found.files.slice(0, LISTED).map((file) => foreign(baseName(file.path))));
  return (
    <span className="cut muted">{found.total > LISTED ? t('pieces.moreFiles', { first: text, count: found.total - LISTED }) : text}</span>
  );
}
