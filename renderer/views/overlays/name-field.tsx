/** The name of a label or a smart collection. */
import { t } from '../../../i18n/runtime/words.js';

const MOST_CHARS = 100;

interface NameFieldProps {
  readonly value: string;
  readonly problem: string | null;
  onChange(text: string): void;
}

export function NameField({ value, problem, onChange }: NameFieldProps) {
  return (
    <div className="form-row">
      <label htmlFor="entry-name">{t('labels.name')}</label>
      <span className="field">
        <input
          id="entry-name"
          value={value}
          dir="auto"
          maxLength={MOST_CHARS}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'entry-name-problem'}
          spellCheck={false}
          data-testid="entry-name"
          data-autofocus
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
      {problem === null ? null : (
        <p id="entry-name-problem" className="is-danger" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
