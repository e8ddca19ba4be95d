// @ts-check
/** Who may import whom: the table of ARCHITECTURE.md as data. A folder may always import itself. */

/** Inside engine/: folder to the folders it may import. @type {Readonly<Record<string, readonly string[]>>} */
const ENGINE_ROWS = {
  api: [],
  base: ['api'],
  view: ['api'],
  bencode: ['base'],
  mse: ['base'],
  utp: ['base'],
  'ip-filter': ['api', 'base'],
  nat: ['api', 'base'],
  metainfo: ['api', 'base', 'bencode'],
  wire: ['api', 'base', 'bencode'],
  peer: ['api', 'base', 'metainfo', 'wire'],
  picker: ['api', 'base', 'metainfo'],
  choker: ['api', 'base'],
  roster: ['api', 'base'],
  net: ['api', 'base', 'utp', 'mse'],
  storage: ['api', 'base', 'metainfo'],
  trackers: ['api', 'base', 'bencode'],
  dht: ['api', 'base', 'bencode'],
  webseed: ['api', 'base', 'metainfo', 'wire'],
  discovery: ['api', 'base', 'metainfo', 'wire'],
  commands: ['api', 'base', 'metainfo'],
  resume: ['api', 'base', 'bencode', 'metainfo'],
  profile: ['api', 'base', 'bencode', 'resume'],
};
const BELOW_TORRENT = Object.keys(ENGINE_ROWS).filter((name) => !['net', 'nat', 'dht', 'ip-filter', 'commands', 'profile'].includes(name));
const BELOW_SESSION = [...Object.keys(ENGINE_ROWS).filter((name) => name !== 'commands'), 'torrent'];

/** The words and how they are written, for whoever shows something; the catalogues are loaded in one place. */
const WORDS = ['i18n/runtime', 'i18n/format'];

/** The parts of the project outside engine/: what each may import. Longest name wins. @type {Readonly<Record<string, readonly string[]>>} */
const PROJECT_ROWS = {
  i18n: ['engine/api'],
  mock: ['engine/api', 'engine/view'],
  'electron/contract': ['engine/api', 'i18n/runtime'],
  'electron/preload': ['electron/contract', 'engine/api'],
  'electron/main': [
    'electron/contract',
    'engine/index',
    'engine/api',
    'engine/commands',
    'engine/view',
    'i18n/runtime',
    'i18n/format',
    'mock',
  ],
  headless: ['engine/index', 'engine/api', 'engine/commands', 'package.json'],
  'renderer/format': [...WORDS, 'electron/contract', 'engine/api'],
  'renderer/i18n': ['i18n'],
  'renderer/styles': [],
  'renderer/components': ['renderer/format', ...WORDS, 'renderer/styles', 'electron/contract', 'engine/api'],
  'renderer/bridge': ['electron/contract', 'engine/api', 'i18n/runtime', 'mock'],
  'renderer/stores': ['renderer/bridge', 'renderer/format', 'renderer/i18n', ...WORDS, 'electron/contract', 'engine/api'],
  'renderer/views': [
    'renderer/components',
    'renderer/stores',
    'renderer/bridge',
    'renderer/format',
    ...WORDS,
    'renderer/styles',
    'electron/contract',
    'engine/api',
  ],
  renderer: ['electron/contract', 'engine/api', ...WORDS],
};

/** Packages of the registry and the only places that may import them; places not listed here may import none. */
const PACKAGES = /** @type {const} */ ({
  'engine/bencode': ['bencode'],
  'engine/commands': ['zod'],
  i18n: ['icu-minify', '@schummar/icu-type-parser'],
  'electron/main': ['electron', 'zod'],
  'electron/preload': ['electron'],
});

/** Places whose packages are not restricted: the page is bundled by Vite from ordinary React packages. */
const FREE_OF_PACKAGES = ['renderer'];

/** @param {string} path @param {string} place */
const isIn = (path, place) => path === place || path.startsWith(`${place}/`);

/**
 * The longest of the places that holds the path.
 * @param {string} path
 * @param {readonly string[]} places
 */
function placeOf(path, places) {
  return places.filter((place) => isIn(path, place)).sort((a, b) => b.length - a.length)[0];
}

/**
 * What a file may import of the project.
 * @param {string} path
 * @returns {readonly string[] | null} places; null = anything
 */
export function allowedPlaces(path) {
  if (isIn(path, 'engine')) return allowedInEngine(path);
  const place = placeOf(path, Object.keys(PROJECT_ROWS));
  if (place === undefined) return null;
  return [place, ...(PROJECT_ROWS[place] ?? [])];
}

/** @param {string} path */
function allowedInEngine(path) {
  const folder = path.split('/').length > 2 ? path.split('/')[1] : undefined;
  if (folder === undefined) return ['engine']; // index.ts and compose.io.ts: the door and the wiring
  const rows = folder === 'torrent' ? BELOW_TORRENT : folder === 'session' ? BELOW_SESSION : ENGINE_ROWS[folder];
  if (rows === undefined) return [`engine/${folder}`];
  return [folder, ...rows].map((name) => `engine/${name}`);
}

/**
 * @param {string} path
 * @returns {readonly string[] | null} packages the file may import; null = any
 */
export function allowedPackages(path) {
  if (FREE_OF_PACKAGES.some((place) => isIn(path, place))) return null;
  const place = placeOf(path, Object.keys(PACKAGES));
  return place === undefined ? [] : PACKAGES[/** @type {keyof typeof PACKAGES} */ (place)];
}
