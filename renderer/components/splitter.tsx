/** The line between two panes: dragged, or moved by the arrow keys. Reports the size of the pane below it. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface SplitterProps {
  readonly label: string;
  /** Height of the pane below, CSS pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  onChange(value: number): void;
}

const KEY_STEP = 16;

export function Splitter({ label, value, min, max, onChange }: SplitterProps) {
  const start = useRef<{ readonly y: number; readonly value: number } | null>(null);
  const clamp = (next: number): number => Math.round(Math.min(max, Math.max(min, next)));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.clientY, value };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current !== null) onChange(clamp(start.current.value - (event.clientY - start.current.y)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Readonly<Record<string, number>> = { ArrowUp: value + KEY_STEP, ArrowDown: value - KEY_STEP, Home: max, End: min };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(clamp(next));
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="horizontal"
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
