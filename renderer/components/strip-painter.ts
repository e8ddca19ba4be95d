/**
 * Paints the strip: the texture of pieces above, the waterline of overall progress below. A finished one is the line
 * alone, so that a finished list is quiet; details not known yet are a dashed line, never an empty bar.
 */
import { type CanvasSize, fitCanvas, hatch } from './canvas.js';
import type { Palette } from './palette.js';
import { bucketEdge, bucketStrength, hatchRuns } from './strip-geometry.js';

export interface StripLook {
  /** Share held of each bucket, 0..255; empty = no texture known, progress stands for it. */
  readonly buckets: Uint8Array;
  /** Parallel to buckets: 1 = a missing piece nobody has. Tall strips only. */
  readonly nobody?: Uint8Array;
  /** Overall progress, 0..1; null = details not known. */
  readonly share: number | null;
  /** Paused, queued, checking, waiting, faulted: in the resting colour. */
  readonly resting: boolean;
  /** Full height even when complete (Overview). */
  readonly tall: boolean;
}

export function paintStrip(canvas: HTMLCanvasElement, size: CanvasSize, look: StripLook, palette: Palette): void {
  const g = fitCanvas(canvas, size);
  if (g === null) return;
  const { width, height } = size;
  const middle = Math.round((height - 2) / 2);
  g.save();
  g.beginPath();
  g.roundRect(0, 0, width, height, look.tall ? 3 : 1.5);
  g.clip();
  if (look.share === null) {
    g.fillStyle = palette[look.resting ? 'strip-rest' : 'accent'];
    for (let x = 0; x < width; x += 6) g.fillRect(x, middle, 3, 2);
  } else if (look.share >= 1 && !look.tall) {
    g.fillStyle = palette['strip-rest'];
    g.beginPath();
    g.roundRect(0, middle, width, 2, 1);
    g.fill();
  } else paintLayers(g, size, look, look.share, palette);
  g.restore();
}

function paintLayers(g: CanvasRenderingContext2D, size: CanvasSize, look: StripLook, share: number, palette: Palette): void {
  const { width, height, scale } = size;
  const line = look.tall ? 4 : 2;
  const gap = look.tall ? 2 : 1;
  const top = height - line - gap;
  const colour = palette[look.resting ? 'strip-rest' : 'accent'];
  g.fillStyle = palette['strip-track'];
  g.fillRect(0, 0, width, top);
  g.fillRect(0, top + gap, width, line);
  g.fillStyle = colour;
  const n = look.buckets.length;
  for (let k = 0; k < n; k++) {
    const strength = bucketStrength((look.buckets[k] ?? 0) / 255);
    if (strength === 0) continue;
    const x = bucketEdge(k, n, width, scale);
    g.globalAlpha = strength;
    g.fillRect(x, 0, bucketEdge(k + 1, n, width, scale) - x, top);
  }
  g.globalAlpha = 1;
  const water = Math.round(width * share * scale) / scale;
  if (n === 0) g.fillRect(0, 0, water, top);
  g.fillRect(0, top + gap, water, line);
  if (!look.tall || look.nobody === undefined) return;
  for (const run of hatchRuns(look.nobody, width, scale)) {
    g.fillStyle = palette['bg-surface'];
    g.fillRect(run.x, 0, run.width, top);
    hatch(g, { x: run.x, y: 0, width: run.width, height: top }, palette.danger, 4, 1.25);
  }
}
