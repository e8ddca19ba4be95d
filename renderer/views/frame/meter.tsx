/** The speeds of the whole session: a minute's curve and the two figures, once a second. */
import { useEffect, useState } from 'react';
import type { SpeedSample } from '../../../electron/contract/index.js';
import { formatRate } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { Sparkline } from '../../components/sparkline.js';
import { sessionHistory } from '../../stores/session-history.js';
import { torrents } from '../../stores/torrents.js';

interface Reading {
  readonly samples: readonly SpeedSample[];
  readonly down: number;
  readonly up: number;
}

function readNow(): Reading {
  const { session } = torrents.getState();
  const samples = sessionHistory.getState().samples.filter((_, i, all) => (all.length - 1 - i) % 4 === 0);
  return { samples, down: session?.downBps ?? 0, up: session?.upBps ?? 0 };
}

export function Meter() {
  const [reading, setReading] = useState(readNow);
  useEffect(() => {
    const timer = setInterval(() => setReading(readNow()), 1000);
    const stop = torrents.subscribe((now, before) => {
      if (before.session === null && now.session !== null) setReading(readNow());
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  const down = formatRate(reading.down);
  const up = formatRate(reading.up);
  return (
    <div className="meter" role="img" aria-label={t('toolbar.meter', { down, up })} data-testid="meter">
      <Sparkline samples={reading.samples} />
      <dl>
        <dt className="is-down">
          <Icon name="down" />
        </dt>
        <dd>{down}</dd>
        <dt className="is-up">
          <Icon name="up" />
        </dt>
        <dd>{up}</dd>
      </dl>
    </div>
  );
}
