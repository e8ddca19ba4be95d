/** The line between two panes: dragged, or moved by the arrow keys. Reports the size of the pane after it. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { forward, readingKey } from './reading-direction.js';

interface SplitterProps {
  readonly label: string;
  /** Between a pane and one below it, or one beside it. */
  readonly side: 'bottom' | 'end';
  /** Height or width of the pane after it, CSS pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  onChange(value: number): void;
}

const KEY_STEP = 16;

export function Splitter({ label, side, value, min, max, onChange }: SplitterProps) {
  const start = useRef<{ readonly at: number; readonly value: number } | null>(null);
  /** Where along the way the pane grows backward. */
  const along = (event: PointerEvent): number => (side === 'bottom' ? event.clientY : event.clientX * forward());
  const clamp = (next: number): number => Math.round(Math.min(max, Math.max(min, next)));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { at: along(event), value };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current !== null) onChange(clamp(start.current.value - (along(event) - start.current.at)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [more, less] = side === 'bottom' ? (['ArrowUp', 'ArrowDown'] as const) : (['ArrowLeft', 'ArrowRight'] as const);
    const to: Readonly<Record<string, number>> = { [more]: value + KEY_STEP, [less]: value - KEY_STEP, Home: max, End: min };
    const next = to[readingKey(event.key)];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(clamp(next));
  };
  return (
    <div
      className={side === 'bottom' ? 'splitter' : 'splitter upright'}
      role="separator"
      aria-orientation={side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={Math.round(max)}
      tabIndex={0}
      data-testid="splitter"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
      onKeyDown={onKeyDown}
    />
  );
}
