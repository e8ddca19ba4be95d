/** Speed limits: of each torrent that is selected, or, with none selected, of everything. */
import { type FormEvent, useState } from 'react';
import { kiloPerSecond } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { FigureField, parseFigure } from '../../components/figure-field.js';
import { rateOf, rateText } from '../../format/rate-input.js';
import { type Limits, setAllLimits, setLimits } from '../../stores/edits.js';
import { closeOverlay } from '../../stores/overlay.js';
import { selectedRows } from '../../stores/selection.js';
import { torrents } from '../../stores/torrents.js';

/** What all of them have; nothing where they differ. */
function commonLimits(all: readonly Limits[]): Limits {
  const [first] = all;
  const common = (of: (limits: Limits) => number | null): number | null =>
    first !== undefined && all.every((each) => of(each) === of(first)) ? of(first) : null;
  return { maxDownBps: common((each) => each.maxDownBps), maxUpBps: common((each) => each.maxUpBps) };
}

export function LimitsDialog() {
  const [rows] = useState(selectedRows);
  const [start] = useState(() => {
    const { session } = torrents.getState();
    return commonLimits(rows.length > 0 ? rows : session === null ? [] : [session]);
  });
  const [down, setDown] = useState(() => rateText(start.maxDownBps));
  const [up, setUp] = useState(() => rateText(start.maxUpBps));
  const downFigure = parseFigure(down);
  const upFigure = parseFigure(up);
  const problemOf = (figure: number | null | undefined): string | null => (figure === undefined ? t('limits.problem') : null);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (downFigure === undefined || upFigure === undefined) return;
    const limits = { maxDownBps: rateOf(downFigure), maxUpBps: rateOf(upFigure) };
    closeOverlay();
    void (rows.length > 0 ? setLimits(rows, limits) : setAllLimits(start, limits));
  };
  return (
    <Dialog
      title={rows.length > 0 ? t('limits.title', { count: rows.length }) : t('limits.allTitle')}
      closeLabel={t('common.dismiss')}
      testId="limits"
      small
      onClose={closeOverlay}
    >
      <form onSubmit={onSubmit}>
        <div className="fields">
          <FigureField
            label={t('common.down')}
            value={down}
            unit={kiloPerSecond()}
            empty={t('limits.unlimited')}
            problem={problemOf(downFigure)}
            testId="limit-down"
            autoFocus
            onChange={setDown}
          />
          <FigureField
            label={t('common.up')}
            value={up}
            unit={kiloPerSecond()}
            empty={t('limits.unlimited')}
            problem={problemOf(upFigure)}
            testId="limit-up"
            onChange={setUp}
          />
          {rows.length > 0 ? <p className="form-note subtle">{t('limits.note')}</p> : null}
        </div>
        <footer className="foot">
          <span className="grow" />
          <Button onClick={closeOverlay}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={downFigure === undefined || upFigure === undefined} data-testid="btn-set-limits">
            {t('limits.set')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
