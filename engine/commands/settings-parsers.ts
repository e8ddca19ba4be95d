/** Run-time shape of the engine's settings: one parser a field, so that a saved file can fall back field by field. */
import { z } from 'zod';
import type { Settings } from '../api/settings.js';
import { TRANSPORT_CHOICES } from '../api/transport.js';
import { activeLimit, endpoints, folder, goalAction, goalMinutes, goalRatio, labels, rateLimit } from './fields.js';

/** Characters that occur in a literal IPv4 or IPv6 address, with an optional zone. */
const ADDRESS = /^[0-9A-Za-z:.%_-]{1,64}$/;

const MAX_URL_CHARS = 4096;
const filterUrl = z.url({ protocol: /^https?$/ }).max(MAX_URL_CHARS);

/** One parser for each setting. */
export const settingsParsers = {
  listenPort: z.int().min(0).max(65_535),
  bindAddress: z.string().regex(ADDRESS).nullable(),
  transport: z.enum(TRANSPORT_CHOICES),
  downloadFolder: z.union([z.literal(''), folder]),
  maxDownBps: rateLimit,
  maxUpBps: rateLimit,
  maxConnections: z.int().min(1).max(10_000),
  maxConnectionsPerTorrent: z.int().min(1).max(10_000),
  uploadSlotsPerTorrent: z.int().min(0).max(1_000),
  maxHalfOpen: z.int().min(1).max(10_000),
  maxConnectionsPerAddress: z.int().min(1).max(10_000),
  maxActiveDownloads: activeLimit,
  maxActiveUploads: activeLimit,
  maxActiveTorrents: activeLimit,
  slowBps: z.int().min(0),
  goalRatio,
  goalSeedMinutes: goalMinutes,
  goalIdleMinutes: goalMinutes,
  goalAction,
  encryption: z.enum(['prefer', 'require', 'disable']),
  ipFilter: z.union([filterUrl, folder]).nullable(),
  labels,
  dht: z.boolean(),
  dhtReadOnly: z.boolean(),
  dhtRouters: endpoints.nullable(),
  pex: z.boolean(),
  lsd: z.boolean(),
  lsdInterface: z.string().min(1).max(64).nullable(),
  nat: z.boolean(),
  trackers: z.boolean(),
  webSeeds: z.boolean(),
} satisfies { readonly [K in keyof Settings]: z.ZodType<Settings[K]> };

type Parsers = typeof settingsParsers;
type Optional = { [K in keyof Parsers]: z.ZodExactOptional<Parsers[K]> };

// Object.fromEntries forgets the keys; they are those of settingsParsers by construction.
const optional = Object.fromEntries(
  Object.entries(settingsParsers).map(([name, parser]) => [name, z.exactOptional(parser)]),
) as unknown as Optional;

/** Some settings; unknown names are refused. */
export const settingsChanges: z.ZodType<Partial<Settings>> = z.strictObject(optional);
