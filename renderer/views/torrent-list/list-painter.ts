/**
 * Keeps a handful of rows in the page for a list of any length: those in view and some around them, and always the one
 * with the keyboard's place. Rows stand in the page in the order one reads them; one that scrolls out at one end is taken
 * to the other. Invariant: `views` is sorted by index, and each index occurs once.
 */
import type { TorrentId, TorrentRow } from '../../../electron/contract/index.js';
import type { ColumnLayout } from './column-layout.js';
import type { CellLook } from './row-cells.js';
import { RowView } from './row-view.js';

const OVERSCAN = 12;

export interface ListScene {
  readonly ids: readonly TorrentId[];
  readonly rows: ReadonlyMap<TorrentId, TorrentRow>;
  readonly selected: ReadonlySet<TorrentId>;
  readonly focus: TorrentId | null;
  readonly layout: ColumnLayout;
  readonly look: CellLook;
  /** Changes with every word. */
  readonly words: number;
  readonly rowHeight: number;
}

export interface ListView {
  readonly scrollTop: number;
  /** Height of the part that shows rows, CSS pixels. */
  readonly height: number;
}

export class ListPainter {
  private views: RowView[] = [];
  private scene: ListScene | null = null;
  private focusIndex = -1;

  constructor(private readonly parent: HTMLElement) {}

  /** First and last index in view; -1 for none. */
  range({ scrollTop, height }: ListView, rowHeight: number, count: number): readonly [first: number, last: number] {
    if (count === 0) return [0, -1];
    const first = Math.max(0, Math.min(count - 1, Math.floor(scrollTop / rowHeight)));
    return [first, Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) - 1)];
  }

  paint(scene: ListScene, view: ListView): void {
    const before = this.scene;
    this.scene = scene;
    if (before !== null && before.layout !== scene.layout) this.clear();
    if (before === null || before.ids !== scene.ids || before.focus !== scene.focus) {
      this.focusIndex = scene.focus === null ? -1 : scene.ids.indexOf(scene.focus);
    }
    this.arrange(this.wanted(scene, view));
    if (before !== null && before.rowHeight !== scene.rowHeight) for (const each of this.views) each.move(each.index * scene.rowHeight);
    const tabStop = this.tabStopIndex;
    for (const each of this.views) {
      const id = scene.ids[each.index] as TorrentId;
      const row = scene.rows.get(id);
      if (row === undefined) continue;
      each.show(row, scene.look, scene.words);
      each.mark(scene.selected.has(id), each.index === tabStop);
    }
    if (before !== null && before.ids !== scene.ids) this.followFocus();
  }

  /** The row of an index, if it is in the page. */
  elementAt(index: number): HTMLElement | null {
    return this.views.find((view) => view.index === index)?.element ?? null;
  }

  clear(): void {
    for (const { element } of this.views) element.remove();
    this.views = [];
  }

  private get tabStopIndex(): number {
    return Math.max(0, this.focusIndex);
  }

  /** The indexes to be in the page, rising. */
  private wanted({ ids, rowHeight }: ListScene, view: ListView): number[] {
    const [first, last] = this.range(view, rowHeight, ids.length);
    if (last < first) return [];
    const from = Math.max(0, first - OVERSCAN);
    const to = Math.min(ids.length - 1, last + OVERSCAN);
    const indexes = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const stop = this.tabStopIndex;
    if (stop < from && stop < ids.length) indexes.unshift(stop);
    else if (stop > to && stop < ids.length) indexes.push(stop);
    return indexes;
  }

  /**
   * Gives each index a row: its own where it has one, else one that is out of view. Rows that stay keep their place in the
   * page, so that neither the focus nor a button under the pointer is ever torn out.
   */
  private arrange(indexes: readonly number[]): void {
    const { layout, rowHeight } = this.scene as ListScene;
    const wanted = new Set(indexes);
    const own = new Map<number, RowView>();
    const spare = new Map<Element, RowView>();
    for (const view of this.views) {
      if (wanted.has(view.index)) own.set(view.index, view);
      else spare.set(view.element, view);
    }
    const next: RowView[] = [];
    let anchor = this.parent.firstElementChild;
    for (const index of indexes) {
      let view = own.get(index);
      if (view === undefined) {
        view = (anchor === null ? undefined : spare.get(anchor)) ?? lastOf(spare) ?? new RowView(layout);
        spare.delete(view.element);
        view.place(index, index * rowHeight);
      } else while (anchor !== null && spare.has(anchor)) anchor = anchor.nextElementSibling;
      if (view.element === anchor) anchor = anchor.nextElementSibling;
      else this.parent.insertBefore(view.element, anchor);
      next.push(view);
    }
    for (const view of spare.values()) view.element.remove();
    this.views = next;
  }

  /** The keyboard's place is a torrent's, not a place's: where rows have changed places, the focus goes along. */
  private followFocus(): void {
    const active = document.activeElement;
    const holder = this.views.find(({ element }) => element === active);
    if (holder === undefined || this.scene === null || holder.id === this.scene.focus || this.focusIndex < 0) return;
    this.elementAt(this.focusIndex)?.focus({ preventScroll: true });
  }
}

const lastOf = (views: ReadonlyMap<Element, RowView>): RowView | undefined => [...views.values()].at(-1);
