/** The network options that `download` and `seed` share, and the engine settings they stand for. */
import type { Settings } from '../engine/api/settings.js';
import { TRANSPORT_CHOICES } from '../engine/api/transport.js';
import type { CommandHost } from './command-host.js';
import { UsageError } from './failure.js';
import { decimal, hostAndPort, oneOf, wholeNumber } from './option-values.js';
import type { GivenWords, OptionSpec } from './parse-words.js';

export const NETWORK_OPTIONS: readonly OptionSpec[] = [
  { name: 'port', kind: 'value', value: 'N', help: 'listen on this port (default: a random one, kept for the next run)' },
  { name: 'bind', kind: 'value', value: 'ADDR', help: 'listen on and connect from this address only' },
  { name: 'transport', kind: 'value', value: 'tcp|utp|both', help: 'connect to peers over TCP, over uTP, or over both (default: both)' },
  { name: 'peer', kind: 'list', value: 'HOST:PORT', help: 'connect to this peer; may be given several times' },
  { name: 'max-down', kind: 'value', value: 'BYTES', help: 'download at most this many bytes a second' },
  { name: 'max-up', kind: 'value', value: 'BYTES', help: 'upload at most this many bytes a second' },
  { name: 'ratio', kind: 'value', value: 'R', help: 'when seeding: stop after giving R times the size of the torrent' },
  { name: 'seed-time', kind: 'value', value: 'MINUTES', help: 'when seeding: stop after this long' },
  { name: 'dht-bootstrap', kind: 'list', value: 'HOST:PORT', help: 'enter the distributed hash table here; may be given several times' },
  {
    name: 'encryption',
    kind: 'value',
    value: 'prefer|require|disable',
    help: 'of connections to peers; require means RC4 (default: prefer)',
  },
  { name: 'ip-filter', kind: 'value', value: 'FILE|URL', help: 'keep out the peers of this list (P2P, DAT or CIDR, plain or gzip)' },
  { name: 'no-dht', kind: 'flag', help: 'do not use the distributed hash table' },
  { name: 'no-pex', kind: 'flag', help: 'do not exchange peers with peers' },
  { name: 'lsd-interface', kind: 'value', value: 'NAME|ADDR', help: 'look for local peers on this interface only' },
  { name: 'no-lsd', kind: 'flag', help: 'do not look for peers on the local network' },
  { name: 'no-nat', kind: 'flag', help: 'do not ask the router for a port' },
  { name: 'no-trackers', kind: 'flag', help: 'do not use trackers' },
  { name: 'no-web-seeds', kind: 'flag', help: 'do not fetch from web servers that the torrent names' },
  { name: 'state', kind: 'value', value: 'DIR', help: 'keep what is remembered between runs here' },
];

export interface NetworkChoice {
  readonly settings: Partial<Settings>;
  readonly peers: readonly string[];
  /** A port or an address was asked for: not getting it is a failure and not a shortcoming. */
  readonly mustListen: boolean;
}

export function networkChoice(given: GivenWords, host: CommandHost): NetworkChoice {
  const port = given.value('port');
  const bind = given.value('bind');
  if (bind !== null && !host.isAddress(bind)) throw new UsageError(`--bind takes an IPv4 or IPv6 address, not "${bind}"`);
  const routers = given.list('dht-bootstrap');
  const transport = given.value('transport');
  const limit = (name: string): number | null => {
    const text = given.value(name);
    return text === null ? null : wholeNumber(name, text, 1, Number.MAX_SAFE_INTEGER);
  };
  return {
    settings: {
      listenPort: port === null ? 0 : wholeNumber('port', port, 1, 65_535),
      bindAddress: bind,
      ...(transport === null ? {} : { transport: oneOf('transport', transport, TRANSPORT_CHOICES) }),
      maxDownBps: limit('max-down'),
      maxUpBps: limit('max-up'),
      ...goals(given),
      ...encryption(given),
      ...ipFilter(given, host),
      dht: !given.has('no-dht'),
      dhtRouters: routers.length === 0 ? null : routers.map((text) => hostAndPort('dht-bootstrap', text)),
      pex: !given.has('no-pex'),
      lsd: !given.has('no-lsd'),
      lsdInterface: given.value('lsd-interface') ?? null,
      nat: !given.has('no-nat'),
      trackers: !given.has('no-trackers'),
      webSeeds: !given.has('no-web-seeds'),
    },
    peers: given.list('peer').map((text) => hostAndPort('peer', text)),
    mustListen: port !== null || bind !== null,
  };
}

function encryption(given: GivenWords): Partial<Settings> {
  const word = given.value('encryption');
  return word === null ? {} : { encryption: oneOf('encryption', word, ['prefer', 'require', 'disable']) };
}

function ipFilter(given: GivenWords, host: CommandHost): Partial<Settings> {
  const word = given.value('ip-filter');
  return word === null ? {} : { ipFilter: isUrl(word) ? word : host.resolvePath(word) };
}

const isUrl = (word: string): boolean => /^https?:\/\//i.test(word) && URL.canParse(word);

/** When giving ends by itself; without a word it does not. */
function goals(given: GivenWords): Partial<Settings> {
  const ratio = given.value('ratio');
  const minutes = given.value('seed-time');
  return {
    ...(ratio === null ? {} : { goalRatio: decimal('ratio', ratio, 1_000_000) }),
    ...(minutes === null ? {} : { goalSeedMinutes: wholeNumber('seed-time', minutes, 0, 100_000_000) }),
  };
}
