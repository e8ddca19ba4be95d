/** The progress strip. It says nothing to a screen reader: the percentage stands beside it in text. */
import { memo, useEffect, useRef } from 'react';
import { type CanvasSize, useElementSize } from './canvas.js';
import { usePalette } from './palette.js';
import { paintStrip } from './strip-painter.js';

interface StripProps {
  readonly buckets: Uint8Array;
  readonly share: number | null;
  readonly resting: boolean;
}

const EMPTY = new Uint8Array(0);

/** A small strip of fixed size, for rows. */
export const PieceStrip = memo(function PieceStrip({ buckets, share, resting, width }: StripProps & { readonly width: 100 | 88 }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    const size: CanvasSize = { width, height: 8, scale: window.devicePixelRatio || 1 };
    paintStrip(canvas, size, { buckets: share === null ? EMPTY : buckets, share, resting, tall: false }, palette);
  }, [buckets, share, resting, width, palette]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tabIndex cannot be focused
  return <canvas ref={ref} className={width === 100 ? 'strip' : 'strip small'} aria-hidden="true" />;
});

/** The tall strip of the Overview, as wide as its place. */
export function WideStrip({
  buckets,
  share,
  resting,
  nobody,
  label,
}: StripProps & { readonly nobody: Uint8Array | null; readonly label: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(ref);
  const palette = usePalette();
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null || size === null) return;
    const look = { buckets, share, resting, tall: true };
    paintStrip(canvas, size, nobody === null ? look : { ...look, nobody }, palette);
  }, [buckets, share, resting, nobody, size, palette]);
  return <canvas ref={ref} className="strip wide" role="img" aria-label={label} />;
}
