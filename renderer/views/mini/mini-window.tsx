/** The small window: how fast it goes, the last minute, and the download that will be done next. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { TorrentRow } from '../../../electron/contract/index.js';
import { formatDuration } from '../../../i18n/format/duration.js';
import { formatPercent, shareOf } from '../../../i18n/format/share.js';
import { formatRate } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { IconButton } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Menu, MenuCheck } from '../../components/menu.js';
import { PieceStrip } from '../../components/piece-strip.js';
import { Sparkline } from '../../components/sparkline.js';
import { Text } from '../../components/text.js';
import { setMini } from '../../stores/mini.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { sessionHistory } from '../../stores/session-history.js';
import { torrents } from '../../stores/torrents.js';
import { shortcut } from '../frame/keys.js';

/** What is left of the small window for the curve, CSS pixels. */
const SPARK = { width: 336, height: 44 } as const;
const EVERY_MS = 1000;

interface Moving {
  readonly next: TorrentRow | null;
  /** Others that download. */
  readonly more: number;
}

/** The download with the least time left. */
function movingNow(): Moving {
  let next: TorrentRow | null = null;
  let count = 0;
  for (const row of torrents.getState().rows.values()) {
    if (row.status.kind !== 'downloading') continue;
    count++;
    if (next === null || (row.etaSeconds ?? Number.MAX_VALUE) < (next.etaSeconds ?? Number.MAX_VALUE)) next = row;
  }
  return { next, more: Math.max(0, count - 1) };
}

/** Everything here is read once a second. */
function useReading() {
  const read = () => ({ ...movingNow(), session: torrents.getState().session, samples: sessionHistory.getState().samples });
  const [reading, setReading] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setReading(read()), EVERY_MS);
    return () => clearInterval(timer);
  });
  return reading;
}

export function MiniWindow() {
  const { next, more, session, samples } = useReading();
  const onTop = useStore(preferences, (s) => s.preferences.miniOnTop);
  return (
    <main className="mini" data-testid="win-mini">
      <header>
        <span className="is-down rate" data-testid="mini-down">
          <Icon name="down" />
          {formatRate(session?.downBps ?? 0)}
        </span>
        <span className="is-up rate" data-testid="mini-up">
          <Icon name="up" />
          {formatRate(session?.upBps ?? 0)}
        </span>
        <span className="grow" />
        <Menu
          trigger={
            <button type="button" className="btn icon small" aria-label={t('common.menu')} data-testid="btn-mini-menu">
              <Icon name="more" />
            </button>
          }
        >
          <MenuCheck checked={onTop} testId="menu-on-top" onChange={(on) => changePreferences({ miniOnTop: on })}>
            {t('mini.onTop')}
          </MenuCheck>
        </Menu>
        <IconButton
          icon="restore"
          label={t('mini.restore')}
          shortcut={shortcut('mini')}
          small
          data-testid="btn-restore"
          onClick={() => void setMini(false)}
        />
      </header>
      <div className="spark-line">
        <Sparkline samples={samples} width={SPARK.width} height={SPARK.height} />
      </div>
      {next === null ? (
        <p className="subtle">{t('mini.idle')}</p>
      ) : (
        <p data-testid="mini-next">
          <Text className="grow cut">{next.name}</Text>
          <PieceStrip buckets={next.strip} share={shareOf(next.doneBytes, next.wantedBytes)} resting={false} width={88} />
          <span>{formatPercent(shareOf(next.doneBytes, next.wantedBytes))}</span>
          <span className="subtle">{formatDuration(next.etaSeconds)}</span>
          {more === 0 ? null : <span className="subtle">{t('mini.more', { count: more })}</span>}
        </p>
      )}
    </main>
  );
}
