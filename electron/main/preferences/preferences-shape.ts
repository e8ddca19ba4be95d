/** The shape of the person's preferences: one parser and one default a field, so that a bad value costs only itself. */
import { z } from 'zod';
import type { TorrentId } from '../../../engine/api/ids.js';
import { listOf, torrentId } from '../../../engine/commands/index.js';
import { LANGUAGES, PSEUDO_LANGUAGES } from '../../../i18n/runtime/languages.js';
import { DEFAULT_PREFERENCES } from '../../contract/default-preferences.js';
import type { Preferences } from '../../contract/shell.js';
import type { Parsed } from './profile-file.js';

const MAX_COLUMNS = 200;
/** Of what is selected, so many are selected again after a restart. */
const MAX_SELECTED = 5000;
const name = z.string().min(1).max(64);

const isSmall = (record: object): boolean => Object.keys(record).length <= MAX_COLUMNS;
const isId = (value: unknown): value is TorrentId => torrentId.safeParse(value).success;

/** One key, before there could be two. */
const sortOfOldKind = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'column' in value ? [value] : value);

/** A width and a mark that it is hidden for each column, before they could be put in another order. */
function columnsOfOldKind(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'order' in value) return value;
  const entries = Object.entries(value as Record<string, { width?: unknown; hidden?: unknown }>);
  const widths = entries.flatMap(([id, { width }]) => (typeof width === 'number' ? [[id, width]] : []));
  const shown = entries.flatMap(([id, { hidden }]) => (hidden === true ? [[id, false]] : []));
  return { order: [], widths: Object.fromEntries(widths), shown: Object.fromEntries(shown) };
}

const parsers = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'default', 'comfy']),
  language: z.enum(['system', ...LANGUAGES, ...PSEUDO_LANGUAGES]),
  units: z.enum(['decimal', 'binary']),
  sidebarVisible: z.boolean(),
  detailsVisible: z.boolean(),
  detailsHeight: z.number().min(80).max(10_000),
  detailsTab: name,
  sort: z.preprocess(
    sortOfOldKind,
    z
      .array(z.strictObject({ column: name, descending: z.boolean() }))
      .min(1)
      .max(3),
  ),
  columns: z.preprocess(
    columnsOfOldKind,
    z.strictObject({
      order: z.array(name).max(MAX_COLUMNS),
      widths: z.record(name, z.number().min(16).max(10_000)).refine(isSmall, 'too many columns'),
      shown: z.record(name, z.boolean()).refine(isSmall, 'too many columns'),
    }),
  ),
  collections: z.array(z.strictObject({ name: z.string().min(1).max(100), query: z.string().max(2000) })).max(200),
  foldedSections: z.array(name).max(20),
  detailsSide: z.enum(['bottom', 'end']),
  detailsWidth: z.number().min(200).max(10_000),
  accent: z.enum(['own', 'system']),
  miniOnTop: z.boolean(),
  selected: listOf(MAX_SELECTED, isId, 'torrent ids'),
  focused: torrentId.nullable(),
} satisfies { readonly [K in keyof Preferences]: z.ZodType<Preferences[K]> };

type Optional = { [K in keyof typeof parsers]: z.ZodExactOptional<(typeof parsers)[K]> };
// Object.fromEntries forgets the keys; they are those of `parsers` by construction.
const optional = Object.fromEntries(Object.entries(parsers).map(([key, parser]) => [key, z.exactOptional(parser)])) as unknown as Optional;

/** Some preferences, as a window sends them; unknown names are refused. */
export const preferencesChanges: z.ZodType<Partial<Preferences>> = z.strictObject(optional);

/** Preferences from a file: missing values are the defaults in silence, bad ones with a problem named. */
export function parsePreferences(value: unknown): Parsed<Preferences> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { value: DEFAULT_PREFERENCES, problems: ['not an object'] };
  }
  const problems: string[] = [];
  const entries = Object.entries(parsers).map(([key, parser]) => {
    const fallback = DEFAULT_PREFERENCES[key as keyof Preferences];
    if (!Object.hasOwn(value, key)) return [key, fallback];
    const parsed = parser.safeParse((value as Record<string, unknown>)[key]);
    if (!parsed.success) problems.push(`${key} is not usable`);
    return [key, parsed.success ? parsed.data : fallback];
  });
  return { value: Object.fromEntries(entries) as Preferences, problems };
}
