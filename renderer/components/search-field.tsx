/** A filled field for filtering, with its icon and shortcut. Esc clears it. */
import type { Ref } from 'react';
import { Icon } from './icon.js';

interface SearchFieldProps {
  readonly value: string;
  readonly hint: string;
  readonly label: string;
  readonly shortcut?: string;
  readonly testId: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  onChange(text: string): void;
}

export function SearchField({ value, hint, label, shortcut, testId, inputRef, onChange }: SearchFieldProps) {
  return (
    <label className="field soft search">
      <Icon name="search" className="subtle" />
      <input
        ref={inputRef}
        value={value}
        placeholder={hint}
        aria-label={label}
        spellCheck={false}
        data-testid={testId}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          event.stopPropagation();
          onChange('');
        }}
      />
      {shortcut === undefined || value !== '' ? null : <kbd>{shortcut}</kbd>}
    </label>
  );
}
