/**
 * A field over a list of choices, from which one is taken by typing and Enter, or by a click. The keyboard stays in the
 * field; the arrows move the mark in the list.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icon.js';

export interface Choice {
  readonly key: string;
  readonly label: string;
  /** How the label is drawn, where it is more than text. */
  readonly drawn?: ReactNode;
  readonly icon?: IconName;
  /** At the end of the line: keys, or where it is from. */
  readonly aside?: string;
  run(): void;
}

interface ChooserProps {
  readonly title: string;
  readonly hint: string;
  /** What is said when there is no choice. */
  readonly nothing: string;
  readonly testId: string;
  choices(text: string): readonly Choice[];
  onClose(): void;
}

export function Chooser({ title, hint, nothing, testId, choices, onClose }: ChooserProps) {
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = choices(text);
  const at = Math.min(marked, found.length - 1);
  useEffect(() => {
    const before = document.activeElement;
    input.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark has moved, or the list under it has
  useEffect(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }), [at, text]);

  const take = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    onClose();
    setTimeout(() => choice.run()); // when the window behind is itself again
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) setMarked((at + step + found.length) % found.length);
    else if (event.key === 'Enter') take(found[at]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="scrim top" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className="dialog chooser" role="dialog" aria-modal="true" aria-label={title} data-testid={testId}>
        <label className="field">
          <Icon name="search" className="subtle" />
          <input
            ref={input}
            value={text}
            placeholder={hint}
            role="combobox"
            aria-label={title}
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found.length === 0 ? undefined : `${listId}-${at}`}
            spellCheck={false}
            data-testid={`${testId}-field`}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setMarked(0);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <div ref={list} className="choices" role="listbox" id={listId} aria-label={title}>
          {found.map((choice, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
            <div
              key={choice.key}
              id={`${listId}-${i}`}
              className="choice"
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              data-testid={`choice-${choice.key}`}
              onPointerMove={() => setMarked(i)}
              onClick={() => take(choice)}
            >
              {choice.icon === undefined ? <span className="ic" /> : <Icon name={choice.icon} />}
              <span className="grow cut">{choice.drawn ?? choice.label}</span>
              {choice.aside === undefined ? null : <kbd>{choice.aside}</kbd>}
            </div>
          ))}
          {found.length === 0 ? <p className="nothing">{nothing}</p> : null}
        </div>
      </div>
    </div>
  );
}

/** Those of which the label has every word of the text; those that begin with it come first. */
export function matchingChoices(all: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter(Boolean);
  const found = all.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const begins = ({ label }: Choice): boolean => label.toLowerCase().startsWith(wanted);
  return wanted === '' ? found : [...found.filter(begins), ...found.filter((choice) => !begins(choice))];
}
