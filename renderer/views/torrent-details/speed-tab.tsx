/** The Speed tab: the last minute of this torrent or of everything, four samples a second. */
import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { SpeedSample, TorrentRow } from '../../../electron/contract/index.js';
import { formatRate } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import type { GraphWords } from '../../components/graph-painter.js';
import { GRAPH_WINDOWS, type GraphWindow } from '../../components/graph-scale.js';
import { Segments } from '../../components/segments.js';
import { SpeedGraph } from '../../components/speed-graph.js';
import { copyText } from '../../stores/actions.js';
import { details } from '../../stores/details.js';
import { useWordsRevision } from '../../stores/language.js';
import { sessionHistory } from '../../stores/session-history.js';
import { torrents } from '../../stores/torrents.js';
import { samplesAsCsv } from './speed-csv.js';

const graphWords = (): GraphWords => ({
  now: t('speed.now'),
  offline: t('speed.offline'),
  ago: (seconds) => t('speed.secondsAgo', { seconds }),
  limit: (rate) => t('speed.limit', { rate }),
});
const NONE: readonly SpeedSample[] = [];

export function SpeedTab({ row }: { readonly row: TorrentRow }) {
  const [scope, setScope] = useState<'torrent' | 'all'>('torrent');
  const own = useStore(details, (s) => s.samples);
  const all = useStore(sessionHistory, (s) => (scope === 'all' ? s.samples : NONE));
  const limit = useStore(torrents, (s) => s.session?.maxDownBps ?? null);
  const [hovered, setHovered] = useState<SpeedSample | null>(null);
  const onHover = useCallback((sample: SpeedSample | null) => setHovered(sample), []);
  const revision = useWordsRevision();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are others after a change of language
  const words = useMemo(graphWords, [revision]);
  const samples = scope === 'all' ? all : (own ?? NONE);
  const window = GRAPH_WINDOWS[0] as GraphWindow;
  const last = samples[samples.length - 1];
  const shown = hovered ?? last;
  const now = { down: last?.downBps ?? row.downBps, up: last?.upBps ?? row.upBps };
  const peak = (pick: (s: SpeedSample) => number | null): number => samples.reduce((max, s) => Math.max(max, pick(s) ?? 0), 0);
  return (
    <>
      <div className="bar">
        <Segments<'torrent' | 'all'>
          value={scope}
          label={t('speed.scope')}
          options={[
            ['torrent', t('speed.torrent')],
            ['all', t('speed.all')],
          ]}
          onChange={setScope}
        />
        <span className="muted">{t('speed.lastMinute')}</span>
        <span className="grow" />
        <Key tone="is-down" name={t('common.down')} bps={shown?.downBps ?? 0} peak={peak((s) => s.downBps)} />
        <Key tone="is-up thin" name={t('common.up')} bps={shown?.upBps ?? 0} peak={peak((s) => s.upBps)} />
        <span className="sep" />
        <Button small data-testid="btn-csv" onClick={() => copyText(samplesAsCsv(samples), t('speed.copied'))}>
          {t('speed.copyCsv')}
        </Button>
      </div>
      <div className="stack graph-stack">
        <SpeedGraph
          samples={samples}
          window={window}
          downLimit={limit}
          words={words}
          label={t('speed.summary', { down: formatRate(now.down), up: formatRate(now.up) })}
          onHover={onHover}
        />
      </div>
    </>
  );
}

function Key({ tone, name, bps, peak }: { readonly tone: string; readonly name: string; readonly bps: number; readonly peak: number }) {
  return (
    <span className="key speed-key">
      <i className={`line ${tone}`} />
      {name} <b>{formatRate(bps)}</b> <span className="subtle">{t('speed.peak', { rate: formatRate(peak) })}</span>
    </span>
  );
}
