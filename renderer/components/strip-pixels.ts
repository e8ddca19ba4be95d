/**
 * The small strip as pixels: five rows of texture, a gap, two of waterline. Written straight into an image, which for the
 * dozens that a scrolling list draws in a frame costs a tenth of what as many rectangles do.
 */
import { type Palette, rgbOf } from './palette.js';
import { bucketEdge, bucketStrength } from './strip-geometry.js';

export interface SmallStrip {
  /** Share held of each bucket, 0..255; empty = no texture known, progress stands for it. */
  readonly buckets: Uint8Array;
  /** Overall progress, 0..1; null = details not known. */
  readonly share: number | null;
  readonly resting: boolean;
}

/** Colours of a theme, ready to be written. */
export interface StripColours {
  readonly accent: readonly number[];
  readonly rest: readonly number[];
  readonly track: readonly number[];
}

export const stripColours = (palette: Palette): StripColours => ({
  accent: rgbOf(palette.accent),
  rest: rgbOf(palette['strip-rest']),
  track: rgbOf(palette['strip-track']),
});

/** Height of a small strip, CSS pixels. */
export const STRIP_HEIGHT = 8;
const TEXTURE = 5;
const LINE = 2;
/** Of details not known: dashes and the gaps between, CSS pixels. */
const DASH = 3;
const DASH_STEP = 6;

/** Fills `data` (RGBA, width x height device pixels). */
export function writeStrip(
  data: Uint8ClampedArray,
  width: number,
  height: number,
  scale: number,
  strip: SmallStrip,
  colours: StripColours,
): void {
  data.fill(0);
  const { buckets, share } = strip;
  const colour = strip.resting ? colours.rest : colours.accent;
  const line = Math.max(1, Math.round(LINE * scale));
  const middle = Math.round((height - line) / 2);
  if (share === null) {
    for (let x = 0; x < width; x += Math.round(DASH_STEP * scale)) {
      band(data, width, middle, middle + line, x, Math.min(width, x + Math.round(DASH * scale)), colour, 1, colour);
    }
    return;
  }
  if (share >= 1) {
    band(data, width, middle, middle + line, 0, width, colours.rest, 1, colours.rest);
    return;
  }
  const texture = Math.round(TEXTURE * scale);
  const water = Math.round(width * share);
  band(data, width, 0, texture, 0, width, colours.track, 1, colours.track);
  if (buckets.length === 0) band(data, width, 0, texture, 0, water, colour, 1, colours.track);
  for (let k = 0; k < buckets.length; k++) {
    const strength = bucketStrength((buckets[k] ?? 0) / 255);
    if (strength === 0) continue;
    band(
      data,
      width,
      0,
      texture,
      bucketEdge(k, buckets.length, width, 1),
      bucketEdge(k + 1, buckets.length, width, 1),
      colour,
      strength,
      colours.track,
    );
  }
  band(data, width, height - line, height, 0, width, colours.track, 1, colours.track);
  band(data, width, height - line, height, 0, water, colour, 1, colours.track);
}

/** A rectangle of a colour, `strength` of it over the ground. */
function band(
  data: Uint8ClampedArray,
  width: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
  colour: readonly number[],
  strength: number,
  ground: readonly number[],
): void {
  const [r = 0, g = 0, b = 0] = colour.map((value, i) => Math.round((ground[i] ?? 0) + (value - (ground[i] ?? 0)) * strength));
  for (let y = top; y < bottom; y++) {
    for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
      data[at] = r;
      data[at + 1] = g;
      data[at + 2] = b;
      data[at + 3] = 255;
    }
  }
}

let shared: ImageData | null = null;

/** Paints a small strip of `width` CSS pixels. */
export function paintSmallStrip(canvas: HTMLCanvasElement, width: number, scale: number, strip: SmallStrip, colours: StripColours): void {
  const across = Math.round(width * scale);
  const down = Math.round(STRIP_HEIGHT * scale);
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const g = canvas.getContext('2d', { willReadFrequently: true });
  if (g === null) return;
  if (shared === null || shared.width !== across || shared.height !== down) shared = g.createImageData(across, down);
  writeStrip(shared.data, across, down, scale, strip, colours);
  g.putImageData(shared, 0, 0);
}
