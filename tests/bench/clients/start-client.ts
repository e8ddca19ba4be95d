/** Every client of the benchmark by its name. */
import { join } from 'node:path';
import type { Settings } from '../../../engine/api/settings.js';
import { PYTHON } from '../../support/parts.js';
import { clientFile, DISK_WORKER, OUT, WEBTORRENT } from '../places.js';
import type { Address, BenchClient } from './bench-client.js';
import { startLinePeer } from './line-peer.js';
import { seedDaemon } from './seed-daemon.js';

export type ClientName = 'shoal' | 'floor' | 'libtorrent' | 'webtorrent' | 'aria2' | 'rtorrent';

export interface ClientChoices {
  /** Settings of Shoal and of libtorrent besides those of the benchmark. */
  readonly shoal?: Partial<Settings>;
  readonly libtorrent?: Readonly<Record<string, number | boolean>>;
}

/** Starts a client on the address. `home` is a folder of its own, made by it if it needs one. */
export async function startClient(name: ClientName, address: Address, home: string, choices: ClientChoices = {}): Promise<BenchClient> {
  switch (name) {
    case 'shoal':
      return startLinePeer(
        {
          name,
          command: process.execPath,
          words: [join(OUT, 'shoal-peer.mjs'), '{ip}', '{port}', DISK_WORKER, home],
          env: { SHOAL_BENCH_SETTINGS: JSON.stringify(choices.shoal ?? {}) },
          saysSeeding: true,
        },
        address,
      );
    case 'floor':
      return startLinePeer({ name, command: process.execPath, words: [join(OUT, 'floor-peer.mjs'), '{ip}', '{port}'] }, address);
    case 'libtorrent':
      return startLinePeer(
        {
          name,
          command: PYTHON,
          words: ['-u', clientFile('libtorrent-peer.py'), '{ip}', '{port}'],
          env: { LIBTORRENT_SETTINGS: JSON.stringify(choices.libtorrent ?? {}) },
        },
        address,
      );
    case 'webtorrent':
      return startLinePeer(
        {
          name,
          command: process.execPath,
          words: [clientFile('webtorrent-peer.mjs'), '{ip}', '{port}'],
          env: { WEBTORRENT_DIR: WEBTORRENT },
        },
        address,
      );
    case 'aria2':
    case 'rtorrent':
      return seedDaemon(name, address, home);
  }
}
