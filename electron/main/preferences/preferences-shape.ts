/** The shape of the person's preferences: one parser and one default a field, so that a bad value costs only itself. */
import { z } from 'zod';
import { LANGUAGES, PSEUDO_LANGUAGES } from '../../../i18n/runtime/languages.js';
import type { Preferences } from '../../contract/shell.js';
import type { Parsed } from './profile-file.js';

const MAX_COLUMNS = 200;
const name = z.string().min(1).max(64);

const parsers = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'default', 'comfy']),
  language: z.enum(['system', ...LANGUAGES, ...PSEUDO_LANGUAGES]),
  units: z.enum(['decimal', 'binary']),
  sidebarVisible: z.boolean(),
  detailsVisible: z.boolean(),
  detailsHeight: z.number().min(80).max(10_000),
  detailsTab: name,
  sort: z.strictObject({ column: name, descending: z.boolean() }),
  columns: z
    .record(name, z.strictObject({ width: z.exactOptional(z.number().min(16).max(10_000)), hidden: z.exactOptional(z.boolean()) }))
    .refine((columns) => Object.keys(columns).length <= MAX_COLUMNS, 'too many columns'),
} satisfies { readonly [K in keyof Preferences]: z.ZodType<Preferences[K]> };

export const DEFAULT_PREFERENCES: Preferences = Object.freeze({
  theme: 'system',
  density: 'default',
  language: 'system',
  units: 'decimal',
  sidebarVisible: true,
  detailsVisible: true,
  detailsHeight: 260,
  detailsTab: 'overview',
  sort: { column: 'name', descending: false },
  columns: {},
});

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
