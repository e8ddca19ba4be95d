/** The speed graph: down as a filled area, up as a bare line, one axis from zero; what is missing is a gap, never a zero. */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SpeedSample } from '../../electron/contract/index.js';
import { useElementSize } from './canvas.js';
import { type GraphFrame, type GraphWords, paintGap, paintGrid, paintLimit } from './graph-painter.js';
import { calmStep, type GraphWindow } from './graph-scale.js';
import { type Palette, rgbOf, usePalette } from './palette.js';

interface SpeedGraphProps {
  readonly samples: readonly SpeedSample[];
  readonly window: GraphWindow;
  /** Limits in bytes a second; null for none. */
  readonly downLimit: number | null;
  readonly words: GraphWords;
  readonly label: string;
  /** The sample under the pointer; null when it leaves. */
  onHover(sample: SpeedSample | null): void;
}

interface Live {
  samples: readonly SpeedSample[];
  window: GraphWindow;
  downLimit: number | null;
  words: GraphWords;
  yStep: number | null;
  onHover(sample: SpeedSample | null): void;
}

export function SpeedGraph({ samples, window, downLimit, words, label, onHover }: SpeedGraphProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const live = useRef<Live>({ samples, window, downLimit, words, yStep: null, onHover });
  const size = useElementSize(host);
  const palette = usePalette();
  const ready = size !== null && size.width > 0 && size.height > 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the size is set by the next effect; a new plot only for a new theme
  useEffect(() => {
    if (host.current === null || !ready || size === null) return;
    const made = new uPlot(optionsFor(palette, size.width, size.height, live), [[], [], []], host.current);
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = null;
    };
  }, [palette, ready]);

  useEffect(() => {
    if (size !== null && ready) plot.current?.setSize({ width: size.width, height: size.height });
  }, [size, ready]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot (palette, ready) must get its data too
  useEffect(() => {
    const max = samples.reduce((most, s) => Math.max(most, s.downBps ?? 0, s.upBps ?? 0), 0);
    live.current = { samples, window, downLimit, words, yStep: calmStep(max, live.current.yStep), onHover };
    plot.current?.setData(columnsOf(samples));
  }, [samples, window, downLimit, words, onHover, palette, ready]);

  return <div ref={host} className="graph" role="img" aria-label={label} data-testid="graph-speed" />;
}

/** Seconds before the last sample, down, up. */
function columnsOf(samples: readonly SpeedSample[]): uPlot.AlignedData {
  const end = samples[samples.length - 1]?.at ?? 0;
  return [samples.map((s) => (s.at - end) / 1000), samples.map((s) => s.downBps), samples.map((s) => s.upBps)];
}

function optionsFor(palette: Palette, width: number, height: number, live: { readonly current: Live }): uPlot.Options {
  const yMax = (): number => 2.5 * (live.current.yStep ?? 1000);
  return {
    width,
    height,
    padding: [10, 0, 24, 60],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, width: 2 } },
    scales: { x: { time: false, range: () => [-live.current.window.seconds, 0] }, y: { range: () => [0, yMax()] } },
    axes: [{ show: false }, { show: false }],
    series: [
      {},
      {
        stroke: palette.accent,
        width: 2,
        fill: `rgb(${rgbOf(palette.accent).join(' ')} / 0.16)`,
        points: { show: false },
        spanGaps: false,
      },
      { stroke: palette.up, width: 1.5, points: { show: false }, spanGaps: false },
    ],
    hooks: {
      drawClear: [
        (u) => {
          const frame = frameOf(u, palette, live.current);
          paintGrid(frame, live.current.words);
          for (const [from, to] of gapsOf(live.current.samples)) paintGap(frame, from, to, live.current.words);
        },
      ],
      draw: [
        (u) => {
          if (live.current.downLimit !== null) paintLimit(frameOf(u, palette, live.current), live.current.downLimit, live.current.words);
        },
      ],
      setCursor: [(u) => live.current.onHover(u.cursor.idx == null ? null : (live.current.samples[u.cursor.idx] ?? null))],
    },
  };
}

function frameOf(u: uPlot, palette: Palette, live: Live): GraphFrame {
  const scale = uPlot.pxRatio;
  return {
    g: u.ctx,
    left: u.bbox.left,
    top: u.bbox.top,
    width: u.bbox.width,
    height: u.bbox.height,
    scale,
    palette,
    font: `${11 * scale}px ${getComputedStyle(u.root).fontFamily}`,
    seconds: live.window.seconds,
    gridSeconds: live.window.gridSeconds,
    yStep: live.yStep ?? 1000,
  };
}

/** Runs without a value, as seconds before the end: from, to. */
function gapsOf(samples: readonly SpeedSample[]): readonly (readonly [number, number])[] {
  const end = samples[samples.length - 1]?.at ?? 0;
  const gaps: [number, number][] = [];
  let from: number | null = null;
  samples.forEach((sample, i) => {
    if (sample.downBps === null) from ??= samples[i - 1]?.at ?? sample.at;
    else if (from !== null) {
      gaps.push([(end - from) / 1000, (end - sample.at) / 1000]);
      from = null;
    }
  });
  if (from !== null) gaps.push([(end - from) / 1000, 0]);
  return gaps;
}
