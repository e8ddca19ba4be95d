/** The parts of the window that F6 goes through. */

/** Where the keyboard arrives in each, and what holds it. */
const STOPS = [
  '.side button[aria-pressed="true"], .side button',
  '[role=grid] .row[tabindex="0"]',
  '[role=tab][tabindex="0"]',
  '.toast button',
  '.toolbar .btn',
];
const PANES = '.side, [role=grid], .pane, .toasts, .toolbar';

const paneOf = (element: Element | null): Element | null => element?.closest(PANES) ?? null;

/** Moves the keyboard focus to the next part of the window that there is, or to the one before. */
export function cyclePane(side: 1 | -1): void {
  const stops = STOPS.map((selector) => document.querySelector<HTMLElement>(selector)).filter((stop) => stop !== null);
  const here = paneOf(document.activeElement);
  const at = stops.findIndex((stop) => paneOf(stop) === here);
  stops[at < 0 ? 0 : (at + side + stops.length) % stops.length]?.focus();
}
