/** Trackers that follow scripts, and what they saw: the stage of the announcer's tests. */
import { EngineError } from '../../../../engine/api/errors.js';
import type { Endpoint } from '../../../../engine/api/ids.js';
import type { HttpPort } from '../../../../engine/base/ports.js';
import { type BencodeInput, encode } from '../../../../engine/bencode/encode.js';
import { bytesToKey } from '../../../../engine/bencode/value.js';
import type { AnnounceAnswer, AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { Announcer, type AnnouncerOptions } from '../../../../engine/trackers/announcer.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

/** What the tracker at a host does with an announce; 'hang' never answers. */
export type Script = 'hang' | 'refuse' | { readonly [key: string]: BencodeInput } | ((event: string) => Script);

interface Seen {
  readonly at: number;
  readonly host: string;
  readonly event: string;
}

export let clock: VirtualClock;
export let scripts: Map<string, Script>;
export let seen: Seen[];
export let inFlight: Map<string, number>;
export let peers: Endpoint[];
export let logs: string[];
export let changes: number;
export let switchedOff: Set<string>;
/** Figures that trackers give over UDP; how often they were asked for. */
export let scrapes: number;
export let external: string[];
/** How often another tracker than before answered, where one is used at a time, and how many peers were known by then. */
export let switches: number[];

export const PEER = { host: '1.2.3.4', port: 6881 };
export const FINE = { interval: 1_800, complete: 3, incomplete: 5, peers: Uint8Array.of(1, 2, 3, 4, 26, 225) };

/** A fresh clock, no trackers with a script of their own, nothing seen. */
export function resetStage(): void {
  clock = new VirtualClock(0);
  scripts = new Map();
  seen = [];
  inFlight = new Map();
  peers = [];
  logs = [];
  changes = 0;
  switchedOff = new Set();
  scrapes = 0;
  external = [];
  switches = [];
}

function begin(url: string, event: string): Script {
  const { host } = new URL(url);
  seen.push({ at: clock.now(), host, event });
  const busy = (inFlight.get(host) ?? 0) + 1;
  if (busy > 1) throw new Error(`two announces to ${host} at one time`);
  inFlight.set(host, busy);
  let script = scripts.get(host) ?? FINE;
  while (typeof script === 'function') script = script(event);
  return script;
}
const end = (url: string): void => {
  inFlight.set(new URL(url).host, 0);
};

const http: HttpPort = {
  get: ({ url, timeoutMs }, signal) =>
    new Promise((resolve, reject) => {
      if (new URL(url).pathname === '/scrape') {
        scrapes += 1;
        const files = new Map([[bytesToKey(new Uint8Array(20)), { complete: 7, incomplete: 8, downloaded: 9 }]]);
        return resolve({ status: 200, headers: {}, body: encode({ files }), finalUrl: url });
      }
      const script = begin(url, new URL(url).searchParams.get('event') ?? '');
      const fail = (code: 'cancelled' | 'network-failed', message: string) => {
        end(url);
        reject(new EngineError(code, message));
      };
      if (script === 'hang') {
        const cancel = clock.after(timeoutMs, () => fail('network-failed', 'The tracker did not answer in time.'));
        signal?.addEventListener('abort', () => {
          cancel();
          fail('cancelled', 'The request was cancelled.');
        });
      } else if (script === 'refuse') {
        fail('network-failed', 'The tracker refused the connection.');
      } else if (typeof script !== 'function') {
        end(url);
        resolve({ status: 200, headers: {}, body: encode(script), finalUrl: url });
      }
    }),
};

const udp = {
  async announce(request: AnnounceRequest): Promise<AnnounceAnswer> {
    begin(request.url, request.event ?? '');
    end(request.url);
    const none = { minIntervalSeconds: null, completed: null, warning: null, externalIp: null, trackerId: null, answeredBy: '192.0.2.9' };
    return { ...none, intervalSeconds: 1_800, peers: [PEER], seeds: 1, leeches: 2 };
  },
  async scrape() {
    scrapes += 1;
    return { seeds: 7, leeches: 8, completed: 9 };
  },
};

export function announcer(tiers: readonly (readonly string[])[], more: Partial<AnnouncerOptions> = {}): Announcer {
  const host = {
    facts: () => ({ port: 6881, uploadedBytes: 0, downloadedBytes: 0, leftBytes: 100, numWant: 50, ipv6: null }),
    onPeers: (found: readonly Endpoint[]) => void peers.push(...found),
    onExternalIp: (ip: string, from: string) => void external.push(`${ip} by ${from}`),
    onSwitch: () => void switches.push(peers.length),
    onChange: () => {
      changes += 1;
    },
    log: (level: string, text: string) => void logs.push(`${level} ${text}`),
  };
  return new Announcer(host, {
    infoHash: new Uint8Array(20),
    peerId: new Uint8Array(20),
    tiers,
    clock,
    random: seededRandom(5),
    http,
    udp,
    allowed: (url) => !switchedOff.has(new URL(url).host),
    ...more,
  });
}

export const url = (host: string) => `http://${host}/announce`;
export const events = (host?: string) => seen.filter((one) => host === undefined || one.host === host).map((one) => [one.at, one.event]);
