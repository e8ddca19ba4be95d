/**
 * One row on the screen. It is made once and takes one torrent after another as one scrolls: what a frame of scrolling
 * costs is some text and one strip a row. React draws what stands around the rows; the rows themselves are ours.
 */
import type { TorrentId, TorrentRow } from '../../../electron/contract/index.js';
import { errorFixes, errorWords } from '../../../i18n/format/error-words.js';
import { t } from '../../../i18n/runtime/words.js';
import { isSettled } from '../../format/status-words.js';
import { whySentence } from '../../format/why-sentence.js';
import type { ColumnLayout } from './column-layout.js';
import { fixLabel } from './fix-labels.js';
import { type Cell, type CellLook, makeCell } from './row-cells.js';
import { rowLabel, rowTestId } from './row-label.js';

export class RowView {
  readonly element = document.createElement('div');
  index = -1;
  id: TorrentId | null = null;
  private row: TorrentRow | null = null;
  private look: CellLook | null = null;
  private words = -1;
  private selected: boolean | null = null;
  private tabStop: boolean | null = null;
  private readonly cells: readonly Cell[];
  private readonly messageAt: number;
  private message: HTMLElement | null = null;
  private messageKey = '';

  constructor(layout: ColumnLayout) {
    const { element } = this;
    element.className = 'row';
    element.setAttribute('role', 'row');
    this.cells = layout.columns.map((column, i) => makeCell(column, i + 1));
    // a message takes the columns after the name and its progress
    this.messageAt = layout.columns[2]?.id === 'progress' ? 3 : 2;
    for (const [i, cell] of this.cells.entries()) {
      if (i >= this.messageAt) cell.element.classList.add('later');
      element.append(cell.element);
    }
  }

  /** Puts it at its place in the list. */
  place(index: number, top: number): void {
    if (index === this.index) return;
    this.index = index;
    this.element.setAttribute('aria-rowindex', String(index + 2));
    this.element.style.transform = `translateY(${top}px)`;
  }
  /** Every row is as high as it is now. */
  move(top: number): void {
    this.element.style.transform = `translateY(${top}px)`;
  }

  show(row: TorrentRow, look: CellLook, words: number): void {
    const before = this.row;
    if (row === before && look === this.look && words === this.words) return;
    const fresh = before === null || before.id !== row.id || words !== this.words;
    this.row = row;
    this.look = look;
    this.words = words;
    if (fresh) {
      this.id = row.id;
      this.element.dataset.id = row.id;
      this.element.dataset.testid = rowTestId(row);
    }
    for (const cell of this.cells) cell.update(row, look);
    if (fresh || before.status !== row.status) this.showState(row);
    if (fresh || before.why !== row.why) this.element.title = whySentence(row.why) ?? '';
    // rebuilt when the state or the focus changes, not at every tick: a screen reader would read it out again and again
    if (fresh || before.name !== row.name || before.status.kind !== row.status.kind) this.label();
  }

  mark(selected: boolean, tabStop: boolean): void {
    if (selected !== this.selected) this.element.setAttribute('aria-selected', String(selected));
    if (tabStop !== this.tabStop) this.element.tabIndex = tabStop ? 0 : -1;
    if (tabStop && this.tabStop === false) this.label();
    this.selected = selected;
    this.tabStop = tabStop;
  }

  private label(): void {
    if (this.row !== null) this.element.setAttribute('aria-label', rowLabel(this.row));
  }

  private showState(row: TorrentRow): void {
    const { status } = row;
    const told = status.kind === 'needs-attention' || status.kind === 'awaiting-choice';
    this.element.className = `row${isSettled(status) ? ' rest' : ''}${told ? ' told' : ''}`;
    const key = told ? `${this.words} ${JSON.stringify(status)}` : '';
    if (key === this.messageKey) return;
    this.messageKey = key;
    this.message?.remove();
    this.message = told ? this.makeMessage(row) : null;
    if (this.message !== null) this.element.append(this.message);
  }

  /** What is wrong, or awaited, and the ways out of it: in the place of figures that would say nothing. */
  private makeMessage({ status }: TorrentRow): HTMLElement {
    const message = document.createElement('div');
    message.className = 'fault';
    message.dataset.testid = 'cell-message';
    message.setAttribute('role', 'gridcell');
    message.setAttribute('aria-colindex', String(this.messageAt + 1));
    message.style.gridColumnStart = String(this.messageAt + 1);
    const text = document.createElement('p');
    const failed = status.kind === 'needs-attention' ? status.error : null;
    text.className = failed === null ? 'muted cut' : 'is-danger cut';
    text.textContent = failed === null ? t('list.awaitingChoice') : errorWords(failed);
    text.title = text.textContent;
    message.append(text);
    const actions: readonly (readonly [string, string, string])[] =
      failed === null
        ? [['choose', 'btn-choose', t('list.chooseFiles')]]
        : errorFixes(failed).map((fix) => [fix, `fix-${fix}`, fixLabel(fix)]);
    for (const [action, testId, label] of actions) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'btn line small';
      button.dataset.testid = testId;
      button.dataset.action = action;
      button.textContent = label;
      message.append(button);
    }
    return message;
  }
}
