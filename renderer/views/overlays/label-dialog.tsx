/** Makes a label, or changes one: its name and colour, and what holds for its torrents. */
import { type FormEvent, useState } from 'react';
import type { Label, LabelColour } from '../../../electron/contract/index.js';
import { kiloPerSecond } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { invoke } from '../../bridge/client.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { FigureField, parseFigure } from '../../components/figure-field.js';
import { LabelDot } from '../../components/label-dot.js';
import { Text } from '../../components/text.js';
import { rateOf, rateText } from '../../format/rate-input.js';
import { deleteLabel, labelsNow, labelTaken, saveLabel } from '../../stores/labels.js';
import { notifyError } from '../../stores/notices.js';
import { closeOverlay } from '../../stores/overlay.js';
import { NameField } from './name-field.js';

const COLOURS: readonly LabelColour[] = ['blue', 'violet', 'pink', 'green', 'brown'];

/** What is in the fields. */
interface Draft {
  readonly name: string;
  readonly colour: LabelColour | null;
  readonly savePath: string | null;
  readonly down: string;
  readonly up: string;
  readonly ratio: string;
  readonly hours: string;
}

const draftOf = (label: Label | undefined): Draft => ({
  name: label?.name ?? '',
  colour: label?.colour ?? null,
  savePath: label?.savePath ?? null,
  down: rateText(label?.maxDownBps ?? null),
  up: rateText(label?.maxUpBps ?? null),
  ratio: label?.goals?.ratio == null ? '' : String(label.goals.ratio),
  hours: label?.goals?.seedMinutes == null ? '' : String(Number((label.goals.seedMinutes / 60).toFixed(2))),
});

/** The label of a draft; null while a field holds no figure. */
function labelOf({ name, colour, savePath, down, up, ratio, hours }: Draft, former: Label | undefined): Label | null {
  const figures = [down, up, ratio, hours].map(parseFigure);
  const [maxDown, maxUp, goalRatio, goalHours] = figures;
  if (maxDown === undefined || maxUp === undefined || goalRatio === undefined || goalHours === undefined) return null;
  const idleMinutes = former?.goals?.idleMinutes ?? null;
  const goals =
    goalRatio === null && goalHours === null && idleMinutes === null
      ? null
      : {
          ratio: goalRatio,
          seedMinutes: goalHours === null ? null : Math.round(goalHours * 60),
          idleMinutes,
          action: former?.goals?.action ?? ('pause' as const),
        };
  return { name: name.trim(), colour, savePath, maxDownBps: rateOf(maxDown), maxUpBps: rateOf(maxUp), goals };
}

export function LabelDialog({ name }: { readonly name: string | null }) {
  const [former] = useState(() => labelsNow().find((label) => label.name === name));
  const [draft, setDraft] = useState(() => draftOf(former));
  const change = (changes: Partial<Draft>): void => setDraft((now) => ({ ...now, ...changes }));
  const label = labelOf(draft, former);
  const taken = labelTaken(draft.name.trim(), name);
  const ready = label !== null && label.name !== '' && !taken;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    closeOverlay();
    void saveLabel(name, label);
  };
  const figure = (key: 'down' | 'up' | 'ratio' | 'hours', words: string, unit?: string) => (
    <FigureField
      label={words}
      value={draft[key]}
      {...(unit === undefined ? {} : { unit })}
      empty={t('limits.unlimited')}
      problem={parseFigure(draft[key]) === undefined ? t('limits.problem') : null}
      testId={`label-${key}`}
      onChange={(text) => change({ [key]: text })}
    />
  );
  return (
    <Dialog
      title={former === undefined ? t('labels.newTitle') : t('labels.editTitle')}
      closeLabel={t('common.dismiss')}
      testId="label-dialog"
      small
      onClose={closeOverlay}
    >
      <form onSubmit={onSubmit}>
        <div className="fields">
          <NameField value={draft.name} problem={taken ? t('labels.taken') : null} onChange={(text) => change({ name: text })} />
          <Colours value={draft.colour} onChange={(colour) => change({ colour })} />
          <Folder value={draft.savePath} onChange={(savePath) => change({ savePath })} />
          <fieldset>
            <legend>{t('labels.limits')}</legend>
            {figure('down', t('common.down'), kiloPerSecond())}
            {figure('up', t('common.up'), kiloPerSecond())}
          </fieldset>
          <fieldset>
            <legend>{t('labels.goals')}</legend>
            {figure('ratio', t('labels.goalRatio'))}
            {figure('hours', t('labels.goalHours'))}
          </fieldset>
          <p className="form-note subtle">{t('labels.note')}</p>
        </div>
        <footer className="foot">
          {former === undefined ? null : (
            <Button
              data-testid="btn-delete-label"
              onClick={() => {
                closeOverlay();
                void deleteLabel(former.name);
              }}
            >
              {t('labels.delete')}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={closeOverlay}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!ready} data-testid="btn-save-label">
            {t('labels.save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function Colours({ value, onChange }: { readonly value: LabelColour | null; onChange(colour: LabelColour | null): void }) {
  return (
    <div className="form-row">
      <span id="label-colour">{t('labels.colour')}</span>
      <div className="swatches" role="radiogroup" aria-labelledby="label-colour">
        {[null, ...COLOURS].map((colour) => {
          const words = colour === null ? t('common.none') : t(`labels.colours.${colour}`);
          return (
            <label key={words} title={words}>
              <input
                type="radio"
                name="label-colour"
                className="unseen"
                checked={colour === value}
                aria-label={words}
                data-testid={`colour-${colour ?? 'none'}`}
                onChange={() => onChange(colour)}
              />
              <LabelDot colour={colour} />
            </label>
          );
        })}
      </div>
    </div>
  );
}

function Folder({ value, onChange }: { readonly value: string | null; onChange(folder: string | null): void }) {
  const chooseFolder = async (): Promise<void> => {
    const answer = await invoke('shell.chooseFolder', { current: value ?? '' });
    if (!answer.ok) notifyError(answer.error);
    else if (answer.value !== null) onChange(answer.value);
  };
  return (
    <div className="form-row">
      <span>{t('labels.folder')}</span>
      <span className="folder">
        <span className="grow cut">{value === null ? t('labels.usualFolder') : <Text ltr>{value}</Text>}</span>
        {value === null ? null : (
          <Button small onClick={() => onChange(null)}>
            {t('labels.usual')}
          </Button>
        )}
        <Button look="line" small onClick={() => void chooseFolder()}>
          {t('labels.chooseFolder')}
        </Button>
      </span>
    </div>
  );
}
