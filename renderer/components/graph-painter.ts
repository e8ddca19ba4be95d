/** What lies around the curves of the speed graph: grid, labels, gaps, limits. Drawn in device pixels of the plot's canvas. */
import { formatAxisRate } from '../../i18n/format/size.js';
import { hatch } from './canvas.js';
import type { Palette } from './palette.js';

export interface GraphFrame {
  readonly g: CanvasRenderingContext2D;
  /** The plot area in device pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly palette: Palette;
  readonly font: string;
  readonly seconds: number;
  readonly gridSeconds: number;
  readonly yStep: number;
}

export interface GraphWords {
  readonly now: string;
  readonly offline: string;
  ago(seconds: number): string;
  limit(rate: string): string;
}

const yOf = (f: GraphFrame, bps: number): number => f.top + f.height - (bps / (2.5 * f.yStep)) * f.height;
const xOf = (f: GraphFrame, secondsAgo: number): number => f.left + (1 - secondsAgo / f.seconds) * f.width;

/** Grid lines and their labels: three lines across, a label at every second line down. */
export function paintGrid(f: GraphFrame, words: GraphWords): void {
  const { g, palette, scale } = f;
  const line = Math.max(1, Math.round(scale));
  g.font = f.font;
  g.textBaseline = 'middle';
  g.textAlign = 'left';
  for (let k = 0; k <= 2; k++) {
    const y = Math.round(yOf(f, k * f.yStep));
    g.fillStyle = k === 0 ? palette.border : palette['border-soft'];
    g.fillRect(f.left, y, f.width, line);
    g.fillStyle = palette['fg-subtle'];
    g.fillText(formatAxisRate(k * f.yStep), 0, y);
  }
  g.textBaseline = 'alphabetic';
  const lines = Math.round(f.seconds / f.gridSeconds);
  for (let k = 0; k <= lines; k++) {
    const ago = k * f.gridSeconds;
    const x = Math.round(xOf(f, ago));
    if (k > 0 && k < lines) {
      g.fillStyle = palette['border-soft'];
      g.fillRect(x, f.top, line, f.height);
    }
    if (k % 2 !== 0) continue;
    g.fillStyle = palette['fg-subtle'];
    g.textAlign = k === 0 ? 'right' : k === lines ? 'left' : 'center';
    g.fillText(k === 0 ? words.now : words.ago(ago), x, f.top + f.height + 17 * scale);
  }
}

/** A real gap in the curve: hatched, with its name where there is room. */
export function paintGap(f: GraphFrame, fromAgo: number, toAgo: number, words: GraphWords): void {
  const { g, palette, scale } = f;
  const x = Math.max(f.left, xOf(f, fromAgo));
  const width = xOf(f, toAgo) - x;
  if (width < 2 * scale) return;
  hatch(g, { x, y: f.top, width, height: f.height }, palette.border, 6 * scale, scale);
  const text = g.measureText(words.offline).width;
  if (width < text + 16 * scale) return;
  const middle = x + width / 2;
  const y = f.top + f.height / 2;
  g.fillStyle = palette['bg-surface'];
  g.fillRect(middle - text / 2 - 4 * scale, y - 10 * scale, text + 8 * scale, 18 * scale);
  g.fillStyle = palette['fg-subtle'];
  g.textAlign = 'center';
  g.fillText(words.offline, middle, y + 3 * scale);
}

/** A limit as a dashed line, its name above the right end. */
export function paintLimit(f: GraphFrame, bps: number, words: GraphWords): void {
  const y = Math.round(yOf(f, bps)) + 0.5;
  if (y < f.top) return;
  const { g, palette, scale } = f;
  g.save();
  g.strokeStyle = palette['fg-subtle'];
  g.lineWidth = scale;
  g.setLineDash([4 * scale, 4 * scale]);
  g.beginPath();
  g.moveTo(f.left, y);
  g.lineTo(f.left + f.width, y);
  g.stroke();
  g.restore();
  g.fillStyle = palette['fg-subtle'];
  g.textAlign = 'right';
  g.fillText(words.limit(formatAxisRate(bps)), f.left + f.width, y - 5 * scale);
}
