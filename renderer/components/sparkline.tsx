/** The tiny speed curve of the toolbar and the small window. Decoration: the figures stand beside it. */
import { memo, useEffect, useRef } from 'react';
import type { SpeedSample } from '../../electron/contract/index.js';
import { fitCanvas } from './canvas.js';
import { usePalette } from './palette.js';

const POINTS = 60;
const NOTHING: SpeedSample = { at: 0, downBps: 0, upBps: 0 };

interface SparklineProps {
  readonly samples: readonly SpeedSample[];
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

export const Sparkline = memo(function Sparkline({ samples, width = 88, height = 28 }: SparklineProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    const g = fitCanvas(canvas, { width, height, scale: window.devicePixelRatio || 1 });
    if (g === null) return;
    const known = samples.slice(-POINTS);
    // before the window was open nothing moved
    const points: readonly SpeedSample[] = [...Array.from({ length: POINTS - known.length }, () => NOTHING), ...known];
    const most = samples.reduce((max, s) => Math.max(max, s.downBps ?? 0, s.upBps ?? 0), 50_000);
    const y = (value: number | null): number => height - 2 - ((value ?? 0) / most) * (height - 5);
    const x = (i: number): number => width - ((points.length - 1 - i) / (POINTS - 1)) * width;
    const trace = (pick: (s: SpeedSample) => number | null): void => {
      g.beginPath();
      points.forEach((s, i) => {
        if (i === 0) g.moveTo(x(i), y(pick(s)));
        else g.lineTo(x(i), y(pick(s)));
      });
    };
    g.lineJoin = 'round';
    g.globalAlpha = 0.12;
    g.fillStyle = palette.accent;
    trace((s) => s.downBps);
    g.lineTo(width, height);
    g.lineTo(x(0), height);
    g.fill();
    g.globalAlpha = 1;
    g.lineWidth = 1.5;
    g.strokeStyle = palette.accent;
    trace((s) => s.downBps);
    g.stroke();
    g.lineWidth = 1.25;
    g.strokeStyle = palette.up;
    trace((s) => s.upBps);
    g.stroke();
  }, [samples, width, height, palette]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tabIndex cannot be focused
  return <canvas ref={ref} className="spark" aria-hidden="true" />;
});
