/** The preferences of somebody who has chosen nothing yet: for main, which keeps them, and for the page until it is told. */
import type { Preferences } from './shell.js';

export const DEFAULT_PREFERENCES: Preferences = Object.freeze({
  theme: 'system',
  density: 'default',
  language: 'system',
  units: 'decimal',
  sidebarVisible: true,
  detailsVisible: true,
  detailsHeight: 260,
  detailsTab: 'overview',
  sort: [{ column: 'name', descending: false }],
  columns: { order: [], widths: {}, shown: {} },
  collections: [],
  foldedSections: [],
  detailsSide: 'bottom',
  detailsWidth: 440,
  accent: 'own',
  miniOnTop: true,
  selected: [],
  focused: null,
});
