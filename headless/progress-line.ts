/** One line at the bottom of a terminal that is written over; nothing at all where output goes to a file or a pipe. */
import type { CommandHost } from './command-host.js';
import { shareWords } from './measure-words.js';
import { plainText } from './plain-text.js';

const BAR_CELLS = 24;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const REDRAW_MS = 80;

/** `████▌░░░`: filled in eighths of a cell. */
export function progressBar(share: number, cells = BAR_CELLS): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * cells * 8);
  const full = Math.floor(eighths / 8);
  const part = EIGHTHS[eighths % 8] ?? '';
  return '█'.repeat(full) + part + '░'.repeat(cells - full - (part === '' ? 0 : 1));
}

export class ProgressLine {
  readonly #host: CommandHost;
  readonly #wanted: boolean;
  #shown = false;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** `wanted` false (with --json): never shows anything. */
  constructor(host: CommandHost, wanted: boolean) {
    this.#host = host;
    this.#wanted = wanted;
  }

  /** `Checking ██░░ 12 %`. */
  share(label: string, done: number, total: number): void {
    this.show(`${label}  ${progressBar(total === 0 ? 1 : done / total)}  ${shareWords(done, total)}`);
  }

  /** Shows the text, at most about twelve times a second. */
  show(text: string): void {
    const columns = this.#wanted ? this.#host.terminalColumns() : null;
    const now = this.#host.now();
    if (columns === null || now - this.#lastMs < REDRAW_MS) return;
    this.#lastMs = now;
    this.#shown = true;
    // Carriage return, the text, and "erase to the end of the line": no flicker, and no rest of a longer line.
    this.#host.write(`\r${[...plainText(text)].slice(0, Math.max(0, columns - 1)).join('')}\u001b[K`);
  }

  /** Takes the line away, so that ordinary text can follow. */
  clear(): void {
    if (this.#shown) this.#host.write('\r\u001b[K');
    this.#shown = false;
    this.#lastMs = Number.NEGATIVE_INFINITY;
  }
}
