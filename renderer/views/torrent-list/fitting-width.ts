/** The width at which nothing of a column on show is cut off. */
import type { ColumnId } from './columns.js';

const AIR = 4;

/** Measures the head and the cells that are in the page. */
export function fittingWidth(list: HTMLElement | null, id: ColumnId): number {
  let most = 0;
  const range = document.createRange();
  for (const cell of list?.querySelectorAll(`[data-testid="cell-${id}"], [data-testid="head-${id}"] button`) ?? []) {
    range.selectNodeContents(cell);
    const cut = cell.querySelector('.cut') ?? cell;
    most = Math.max(most, range.getBoundingClientRect().width, cut.scrollWidth);
  }
  return Math.ceil(most) + AIR;
}
