/** The results as one HTML page with drawn charts: bars with their spread, and lines. No script, no link. */
import { findingLine, isMissed } from './figures.js';
import type { BarGroup, LineChart, SectionResult } from './section.js';

const WIDTH = 860;
const LABEL = 290;
const ROW = 24;
const COLOURS = ['#2563a8', '#b4552d', '#3a7d44', '#7a4fa0', '#8a6d1b', '#5b6470'];

const text = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const at = (value: number): string => value.toFixed(1);
const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

export function barChart({ title, unit, bars }: BarGroup): string {
  const most = Math.max(...bars.map(({ max }) => max), Number.MIN_VALUE);
  const scale = (value: number): number => (value / most) * (WIDTH - LABEL - 90);
  const rows = bars.map(({ label, min, median, max }, i) => {
    const y = 34 + i * ROW;
    const colour = label.startsWith('shoal') || label.endsWith('shoal') ? COLOURS[0] : '#9aa5b1';
    return `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end">${text(label)}</text>
<rect x="${LABEL}" y="${y + 3}" width="${at(scale(median))}" height="16" fill="${colour}"/>
<path d="M${at(LABEL + scale(min))} ${y + 11}H${at(LABEL + scale(max))}" stroke="#111" stroke-width="2"/>
<text x="${at(LABEL + scale(max) + 8)}" y="${y + 15}">${number(median)}</text>`;
  });
  const height = 44 + bars.length * ROW;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img"><text x="0" y="18" class="title">${text(title)} (${text(unit)}: median, and from least to most)</text>
${rows.join('\n')}</svg>`;
}

/** Logarithmic in x, from zero in y: a flat line is a cost that does not grow. */
export function lineChart({ title, x, y, lines }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const logs = points.map(([value]) => Math.log2(Math.max(1, value)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const most = Math.max(...points.map(([, value]) => value), Number.MIN_VALUE) * 1.15;
  const px = (value: number): number => 60 + ((Math.log2(Math.max(1, value)) - low) / Math.max(1e-9, high - low)) * (WIDTH - 240);
  const py = (value: number): number => 260 - (value / most) * 220;
  const ticks = [...new Set(points.map(([value]) => value))].sort((a, b) => a - b);
  const drawn = lines.map(({ label, points: line }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const path = line.map(([vx, vy], at) => `${at === 0 ? 'M' : 'L'}${px(vx).toFixed(1)} ${py(vy).toFixed(1)}`).join('');
    const dots = line.map(([vx, vy]) => `<circle cx="${at(px(vx))}" cy="${at(py(vy))}" r="3" fill="${colour}"/>`).join('');
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}<text x="${WIDTH - 165}" y="${50 + i * 18}" fill="${colour}">${text(label)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} 300" role="img"><text x="0" y="18" class="title">${text(title)} (${text(y)})</text>
<path d="M60 40V260H${WIDTH - 180}" fill="none" stroke="#888"/>
<text x="54" y="264" text-anchor="end">0</text><text x="54" y="${at(py(most / 1.15) + 4)}" text-anchor="end">${number(most / 1.15)}</text>
${ticks.map((value) => `<text x="${at(px(value))}" y="278" text-anchor="middle">${value.toLocaleString('en')}</text>`).join('')}
<text x="${WIDTH - 180}" y="296" text-anchor="end">${text(x)}</text>
${drawn.join('\n')}</svg>`;
}

export function reportPage(machine: string, sections: readonly { readonly name: string; readonly result: SectionResult }[]): string {
  const body = sections.map(({ name, result }) => {
    const rows = result.findings.map(
      (finding) => `<tr class="${isMissed(finding) ? 'missed' : ''}"><td><pre>${text(findingLine(finding))}</pre></td></tr>`,
    );
    const charts = [...(result.bars ?? []).map(barChart), ...(result.lines ?? []).map(lineChart)];
    return `<h2>${text(name)}</h2><table>${rows.join('\n')}</table>${charts.join('\n')}`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shoal benchmark</title>
<style>body{font:14px system-ui,sans-serif;max-width:1200px;margin:2em auto;color:#1b1f24}svg{width:${WIDTH}px;display:block;margin:1em 0}
svg text{font:12px system-ui,sans-serif}svg .title{font-weight:600;font-size:14px}pre{margin:0;font-size:12px}.missed{background:#fbe3dc}</style>
<h1>Shoal benchmark</h1><p>${text(machine)}. Figures: least / median / most; ratios to peers of the same rounds.</p>${body.join('\n')}</html>\n`;
}
