/** A few choices side by side, one of them pressed. */
export function Segments<T extends string>({
  value,
  options,
  label,
  onChange,
}: {
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly label: string;
  onChange(value: T): void;
}) {
  return (
    <fieldset className="seg" aria-label={label}>
      {options.map(([option, words]) => (
        <button key={option} type="button" aria-pressed={option === value} data-testid={`seg-${option}`} onClick={() => onChange(option)}>
          {words}
        </button>
      ))}
    </fieldset>
  );
}
