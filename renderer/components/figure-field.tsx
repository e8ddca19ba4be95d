/** A figure that may be left empty, with its unit. What was typed is kept as text until it is a figure. */
import { useId } from 'react';

interface FigureFieldProps {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  /** Shown while it is empty. */
  readonly empty: string;
  readonly problem: string | null;
  readonly testId: string;
  readonly autoFocus?: boolean;
  onChange(text: string): void;
}

export function FigureField({ label, value, unit, empty, problem, testId, autoFocus = false, onChange }: FigureFieldProps) {
  const id = useId();
  return (
    <div className="form-row">
      <label htmlFor={id}>{label}</label>
      <span className="field figure">
        <input
          id={id}
          value={value}
          inputMode="decimal"
          placeholder={empty}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          data-testid={testId}
          data-autofocus={autoFocus || undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {unit === undefined ? null : <span className="subtle">{unit}</span>}
      </span>
      {problem === null ? null : (
        <p id={`${id}-problem`} className="is-danger" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The figure of a text: null for none, undefined for what is no positive figure. */
export function parseFigure(text: string): number | null | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
