/** aria2 and rtorrent as seeds: stock programs that are told everything when they start. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../../support/child.js';
import { pause } from '../../support/waiting.js';
import { cpuSeconds } from '../measure/process-stat.js';
import type { Address, BenchClient, Work } from './bench-client.js';

/** Loading and checking is over when it has used no CPU time for this long. */
const QUIET_MS = 700;
const LOOK_MS = 100;

type Words = (address: Address, work: Work, home: string) => { readonly command: string; readonly words: readonly string[] };

const aria2: Words = (address, work) => ({
  command: 'aria2c',
  words: [
    '--no-conf',
    `--listen-port=${address.port}`,
    `--interface=${address.ip}`,
    `--dir=${work.dir}`,
    '--disable-ipv6',
    '--enable-dht=false',
    '--enable-dht6=false',
    '--bt-enable-lpd=false',
    '--enable-peer-exchange=false',
    '--bt-min-crypto-level=plain',
    '--bt-require-crypto=false',
    '--bt-seed-unverified=true',
    '--bt-request-peer-speed-limit=1000M',
    '--seed-ratio=0.0',
    '--summary-interval=0',
    '--show-console-readout=false',
    '--quiet=true',
    ...work.torrents,
  ],
});

const rtorrent: Words = (address, work, home) => {
  const session = [
    `network.port_range.set = ${address.port}-${address.port}`,
    `network.bind_address.set = ${address.ip}`,
    'dht.mode.set = disable',
    'protocol.pex.set = no',
    'protocol.encryption.set = none',
    'trackers.use_udp.set = no',
    'pieces.hash.on_completion.set = no',
    'system.daemon.set = true',
    `directory.default.set = ${work.dir}`,
    ...work.torrents.map((torrent, i) => `schedule2 = load${i},0,0,"load.start=${torrent}"`),
  ];
  writeFileSync(join(home, 'rc'), `${session.join('\n')}\n`);
  return { command: 'rtorrent', words: ['-n', '-o', `import=${join(home, 'rc')}`] };
};

const PROGRAMS = { aria2, rtorrent } as const;
export type DaemonName = keyof typeof PROGRAMS;

/** Started by `seed`, as both learn of their torrents on the command line. */
export function seedDaemon(name: DaemonName, address: Address, home: string): BenchClient {
  mkdirSync(home, { recursive: true });
  let child: ReturnType<typeof startChild> | null = null;
  return {
    name,
    version: '',
    address,
    get pid() {
      return child?.pid ?? -1;
    },
    mustBeDialled: true,
    async seed(work) {
      const { command, words } = PROGRAMS[name](address, work, home);
      child = startChild(command, words, () => undefined, { env: { HOME: home } });
      let ended = false;
      void child.exited.then(() => {
        ended = true;
      });
      await pause(300);
      let last = -1;
      for (let quietMs = 0; quietMs < QUIET_MS; quietMs += LOOK_MS) {
        await pause(LOOK_MS);
        if (ended) throw new Error(`${name} ended: ${child.stderr().slice(-400)}`);
        const used = cpuSeconds(child.pid);
        if (used !== last) quietMs = 0;
        last = used;
      }
    },
    leech: () => Promise.reject(new Error(`${name} only seeds here`)),
    seedDelay: () => Promise.resolve(null),
    async stop() {
      await child?.stop('SIGTERM', 3_000);
    },
  };
}
