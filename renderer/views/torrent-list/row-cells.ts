/** The cells of a row, made once and filled anew for each torrent that takes the row. Only what differs is written. */
import type { TorrentRow } from '../../../electron/contract/index.js';
import { t } from '../../../i18n/runtime/words.js';
import { iconPath } from '../../components/icon.js';
import { statusLook } from '../../components/status-icon.js';
import { paintSmallStrip, type StripColours } from '../../components/strip-pixels.js';
import { isForced, isResting } from '../../format/status-words.js';
import { cellText, secondLine, shareOfRow, showsWord } from './cell-texts.js';
import type { ShownColumn } from './column-layout.js';
import type { ColumnId } from './columns.js';

/** What cells look at besides the row. */
export interface CellLook {
  readonly colours: StripColours | null;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  /** Rows have a second line. */
  readonly tall: boolean;
}

export interface Cell {
  readonly element: HTMLElement;
  update(row: TorrentRow, look: CellLook): void;
}

const SVG = 'http://www.w3.org/2000/svg';
const STRIP_WIDTH = 100;

function make(tag: string, className: string, parent?: Element): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  parent?.append(element);
  return element;
}

function makeIcon(className: string, path: string): SVGSVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('class', className);
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  icon.append(document.createElementNS(SVG, 'path'));
  icon.firstElementChild?.setAttribute('d', path);
  return icon;
}

/** Text that is written only when it changes. */
class TextSpot {
  private shown = '';
  private readonly node = document.createTextNode('');

  constructor(parent: Element) {
    parent.append(this.node);
  }
  set(text: string): void {
    if (text === this.shown) return;
    this.shown = text;
    this.node.data = text;
  }
}

class StateCell implements Cell {
  readonly element = make('div', 'state');
  private readonly icon = makeIcon('ic', '');
  private kind = '';

  constructor() {
    this.element.append(this.icon);
  }
  update({ status: { kind } }: TorrentRow): void {
    if (kind === this.kind) return;
    this.kind = kind;
    const [icon, tone] = statusLook(kind);
    this.icon.setAttribute('class', `ic ${tone}`);
    this.icon.firstElementChild?.setAttribute('d', iconPath(icon));
  }
}

class NameCell implements Cell {
  readonly element = make('div', 'name');
  private readonly line = make('span', 'marked', this.element);
  private readonly text: TextSpot;
  private readonly second: TextSpot;
  private mark: HTMLElement | null = null;

  constructor() {
    const name = make('bdi', 'nm cut', this.line);
    name.dir = 'auto';
    this.text = new TextSpot(name);
    this.second = new TextSpot(make('span', 'sub cut', this.element));
  }
  update(row: TorrentRow, look: CellLook): void {
    this.text.set(cellText('name', row).text);
    if (look.tall) this.second.set(secondLine(row));
    const forced = isForced(row);
    if (forced && this.mark === null) {
      this.mark = make('span', 'mark', this.line);
      this.mark.dataset.testid = 'mark-forced';
      this.mark.append(makeIcon('ic', iconPath('forced')));
    } else if (!forced && this.mark !== null) {
      this.mark.remove();
      this.mark = null;
    }
    if (this.mark !== null) this.mark.title = t('list.forced');
  }
}

class StripCell implements Cell {
  readonly element = make('div', 'prog');
  private readonly canvas = document.createElement('canvas');
  private readonly percent: TextSpot;
  private painted: {
    readonly strip: Uint8Array;
    readonly share: number | null;
    readonly resting: boolean;
    readonly look: CellLook;
  } | null = null;

  constructor() {
    this.canvas.className = 'strip';
    this.canvas.setAttribute('aria-hidden', 'true');
    this.element.append(this.canvas);
    this.percent = new TextSpot(make('span', '', this.element));
  }
  update(row: TorrentRow, look: CellLook): void {
    this.percent.set(cellText('progress', row).text);
    const share = shareOfRow(row);
    const resting = isResting(row.status) && row.sizeBytes !== null;
    const last = this.painted;
    if (look.colours === null) return;
    if (last !== null && last.strip === row.strip && last.share === share && last.resting === resting && last.look === look) return;
    this.painted = { strip: row.strip, share, resting, look };
    paintSmallStrip(this.canvas, STRIP_WIDTH, look.scale, { buckets: row.strip, share, resting }, look.colours);
  }
}

/** Digits, and the unit in a box of its own, so that digits end on one line whatever the unit. */
class QuantityCell implements Cell {
  readonly element = make('div', 'num');
  private readonly digits = new TextSpot(this.element);
  private readonly unit: TextSpot;

  constructor(
    private readonly column: Exclude<ColumnId, 'state'>,
    isRate: boolean,
  ) {
    this.unit = new TextSpot(make('u', isRate ? '' : 'b', this.element));
  }
  update(row: TorrentRow): void {
    const { text, tail } = cellText(this.column, row);
    this.digits.set(text);
    this.unit.set(tail);
  }
}

class PairCell implements Cell {
  readonly element = make('div', 'num');
  private readonly first = new TextSpot(this.element);
  private readonly second: TextSpot;

  constructor(private readonly column: Exclude<ColumnId, 'state'>) {
    this.second = new TextSpot(make('span', 'subtle', this.element));
  }
  update(row: TorrentRow): void {
    const { text, tail } = cellText(this.column, row);
    this.first.set(text);
    this.second.set(tail);
  }
}

class TextCell implements Cell {
  readonly element: HTMLElement;
  private readonly text: TextSpot;
  private wordy = false;

  constructor(
    private readonly column: Exclude<ColumnId, 'state'>,
    numeric: boolean,
    ltr: boolean,
  ) {
    this.element = make('div', numeric ? 'num cut' : 'cut');
    const place = make('bdi', '', this.element);
    place.dir = ltr ? 'ltr' : 'auto';
    this.text = new TextSpot(numeric ? this.element : place);
    if (numeric) place.remove();
  }
  update(row: TorrentRow): void {
    const { text } = cellText(this.column, row);
    this.text.set(text);
    if (this.column !== 'eta') return;
    const wordy = showsWord(row);
    if (wordy !== this.wordy) this.element.classList.toggle('word', wordy);
    this.wordy = wordy;
  }
}

const RATES = new Set<string>(['down', 'up', 'downLimit', 'upLimit']);

/** A cell for a column, with its role. */
export function makeCell({ id, kind, numeric }: ShownColumn, columnIndex: number): Cell {
  const cell = cellFor(id, kind, numeric);
  cell.element.setAttribute('role', id === 'name' ? 'rowheader' : 'gridcell');
  cell.element.setAttribute('aria-colindex', String(columnIndex));
  cell.element.dataset.testid = `cell-${id}`;
  return cell;
}

function cellFor(id: ColumnId, kind: ShownColumn['kind'], numeric: boolean): Cell {
  if (id === 'state') return new StateCell();
  switch (kind) {
    case 'name':
      return new NameCell();
    case 'strip':
      return new StripCell();
    case 'quantity':
      return new QuantityCell(id, RATES.has(id));
    case 'pair':
      return new PairCell(id);
    default:
      return new TextCell(id, numeric, kind === 'code');
  }
}
