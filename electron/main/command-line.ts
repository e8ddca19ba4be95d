/**
 * What the app understands on its command line. Electron and Chromium put their own switches beside ours, so
 * unknown switches are left alone; ours may be written `--name value` or `--name=value`.
 */
import path from 'node:path';
import type { Settings } from '../../engine/api/settings.js';
import { settingsParsers } from '../../engine/commands/index.js';
import { isLanguage, type Language } from '../../i18n/runtime/languages.js';

export interface LaunchOptions {
  /** Absolute folder for everything we keep, or null for the usual one. */
  readonly profileDir: string | null;
  /** Settings for this run only; `--save-to` is `downloadFolder`. */
  readonly settings: Partial<Settings>;
  /** The language for this run only; null for the person's own. */
  readonly language: Language | null;
  /** Made-up torrents instead of the engine; null for the engine. */
  readonly mock: MockChoice | null;
}

export interface MockChoice {
  readonly count: number;
  readonly seed: number;
  /** Nothing moves, and it is always the same time. */
  readonly frozen: boolean;
  /** Milliseconds until they are there, as a real engine takes its time. */
  readonly delayMs: number;
}

export type CommandLine =
  /** `rest`: arguments that are not ours, among them files and links to open. */
  | { readonly ok: true; readonly options: LaunchOptions; readonly rest: readonly string[] }
  /** `message`: one plain sentence. */
  | { readonly ok: false; readonly message: string };

type Changes = { -readonly [K in keyof Settings]?: Settings[K] };

const SWITCHES = {
  '--no-dht': 'dht',
  '--no-pex': 'pex',
  '--no-lsd': 'lsd',
  '--no-nat': 'nat',
  '--no-trackers': 'trackers',
  '--no-web-seeds': 'webSeeds',
} as const;
const NUMBERS = {
  '--port': 'listenPort',
  '--max-down': 'maxDownBps',
  '--max-up': 'maxUpBps',
  '--ratio': 'goalRatio',
  '--seed-time': 'goalSeedMinutes',
} as const;
const MOCK = { '--mock': 'count', '--seed': 'seed', '--mock-delay': 'delayMs' } as const;
const NEEDS: Readonly<Record<string, string>> = {
  '--profile': 'a folder',
  '--save-to': 'a folder',
  '--language': 'a language such as de or pt-BR',
  '--bind': 'an address',
  '--dht-bootstrap': 'a host and a port, such as router.example:6881',
  '--transport': 'tcp, utp or both',
  '--port': 'a number from 0 to 65535',
  '--max-down': 'a number of bytes a second',
  '--max-up': 'a number of bytes a second',
  '--encryption': 'prefer, require or disable',
  '--ip-filter': 'a file or a URL',
  '--mock': 'a number of torrents',
  '--seed': 'a number',
  '--mock-delay': 'a number of milliseconds',
  '--ratio': 'a number such as 1.5',
  '--seed-time': 'a number of minutes',
};

/** Reads the arguments of this process; relative folders are taken from `cwd`. */
export function parseCommandLine(argv: readonly string[], cwd: string): CommandLine {
  const rest: string[] = [];
  const settings: Changes = {};
  let profileDir: string | null = null;
  let language: Language | null = null;
  let frozen = false;
  const mock: Partial<Record<(typeof MOCK)[keyof typeof MOCK], number>> = {};
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') {
      rest.push(...argv.slice(i + 1));
      break;
    }
    if (argument in SWITCHES) {
      settings[SWITCHES[argument as keyof typeof SWITCHES]] = false;
      continue;
    }
    if (argument === '--freeze-time') {
      frozen = true;
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const needed = Object.hasOwn(NEEDS, name) ? NEEDS[name] : undefined;
    if (needed === undefined) {
      rest.push(argument);
      continue;
    }
    const value = equals < 0 ? (argv[++i] ?? '') : argument.slice(equals + 1);
    const wrong: CommandLine = { ok: false, message: `${name} needs ${needed}.` };
    if (value === '' || (equals < 0 && value.startsWith('--'))) return wrong;
    if (name === '--profile') profileDir = path.resolve(cwd, value);
    else if (name === '--save-to') settings.downloadFolder = path.resolve(cwd, value);
    else if (name === '--dht-bootstrap') {
      const routers = [...(settings.dhtRouters ?? []), value];
      if (!settingsParsers.dhtRouters.safeParse(routers).success) return wrong;
      settings.dhtRouters = routers;
    } else if (Object.hasOwn(MOCK, name)) {
      if (!/^\d{1,6}$/.test(value)) return wrong;
      mock[MOCK[name as keyof typeof MOCK]] = Number(value);
    } else if (name === '--language') {
      if (!isLanguage(value)) return wrong;
      language = value;
    } else if (name === '--bind') {
      if (!settingsParsers.bindAddress.safeParse(value).success) return wrong;
      settings.bindAddress = value;
    } else if (name === '--ip-filter') {
      const place = URL.canParse(value) && /^https?:/i.test(value) ? value : path.resolve(cwd, value);
      if (!settingsParsers.ipFilter.safeParse(place).success) return wrong;
      settings.ipFilter = place;
    } else if (name === '--encryption') {
      const chosen = settingsParsers.encryption.safeParse(value);
      if (!chosen.success) return wrong;
      settings.encryption = chosen.data;
    } else if (name === '--transport') {
      const chosen = settingsParsers.transport.safeParse(value);
      if (!chosen.success) return wrong;
      settings.transport = chosen.data;
    } else {
      const setting = NUMBERS[name as keyof typeof NUMBERS];
      const count = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      if (!settingsParsers[setting].safeParse(count).success) return wrong;
      settings[setting] = count;
    }
  }
  const { count, seed = 7, delayMs = 0 } = mock;
  const options = { profileDir, settings, language, mock: count === undefined ? null : { count, seed, frozen, delayMs } };
  return { ok: true, options, rest };
}
