/** Settings as read from the profile: field by field, so that one bad value costs only itself. */
import { type Label, MAX_LABELS } from '../api/labels.js';
import { DEFAULT_SETTINGS, type Settings } from '../api/settings.js';
import { TRANSPORT_CHOICES } from '../api/transport.js';
import { parseAddressText } from '../base/address-text.js';

const isRate = (value: unknown) => value === null || (typeof value === 'number' && value >= 1);
const isPort = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65535;
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100_000;
const isLimit = (value: unknown) => value === null || isCount(value);
const isGoal = (value: unknown) => value === null || (typeof value === 'number' && value >= 0 && value <= 1_000_000_000);
const isFlag = (value: unknown) => typeof value === 'boolean';

const isText = (value: unknown) => typeof value === 'string' && value !== '';
function isLabel(value: unknown): boolean {
  const label = value as Partial<Label> | null;
  return (
    typeof label === 'object' &&
    label !== null &&
    isText(label.name) &&
    (label.colour === null || isText(label.colour)) &&
    (label.savePath === null || isText(label.savePath)) &&
    isRate(label.maxDownBps) &&
    isRate(label.maxUpBps) &&
    (label.goals === null || typeof label.goals === 'object')
  );
}

const CHECKS: { readonly [K in keyof Settings]: (value: unknown) => boolean } = {
  listenPort: isPort,
  bindAddress: (value) => value === null || typeof value === 'string',
  transport: (value) => TRANSPORT_CHOICES.some((choice) => choice === value),
  downloadFolder: (value) => typeof value === 'string',
  maxDownBps: isRate,
  maxUpBps: isRate,
  maxConnections: isCount,
  maxConnectionsPerTorrent: isCount,
  uploadSlotsPerTorrent: (value) => value === 0 || isCount(value),
  maxHalfOpen: isCount,
  maxConnectionsPerAddress: isCount,
  maxActiveDownloads: isLimit,
  maxActiveUploads: isLimit,
  maxActiveTorrents: isLimit,
  slowBps: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  goalRatio: isGoal,
  goalSeedMinutes: isGoal,
  goalIdleMinutes: isGoal,
  goalAction: (value) => value === 'pause' || value === 'remove',
  encryption: (value) => value === 'prefer' || value === 'require' || value === 'disable',
  ipFilter: (value) => value === null || typeof value === 'string',
  labels: (value) => Array.isArray(value) && value.length <= MAX_LABELS && value.every(isLabel),
  dht: isFlag,
  dhtReadOnly: isFlag,
  dhtRouters: (value) =>
    value === null ||
    (Array.isArray(value) && value.length <= 100 && value.every((text) => typeof text === 'string' && parseAddressText(text) !== null)),
  pex: isFlag,
  lsd: isFlag,
  lsdInterface: (value) => value === null || typeof value === 'string',
  nat: isFlag,
  webSeeds: isFlag,
  trackers: isFlag,
};

/** Throws when it is not an object at all; values that do not fit fall back to the default. */
export function readSettings(json: unknown): Settings {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('not an object');
  const good = Object.entries(json).filter(([key, value]) => Object.hasOwn(CHECKS, key) && CHECKS[key as keyof Settings](value));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(good) };
}
