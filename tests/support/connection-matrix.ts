/**
 * Every way in which Shoal and another client can be connected, each cell a whole transfer with all bytes compared. The
 * settings of both sides leave no other way, and a tap on the wire says that it was this one.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type Libtorrent, startLibtorrent } from './libtorrent.js';
import { makeScratch, payloadDifferences, type Scratch } from './payload.js';
import { expectDownload, type MadeTorrent, makeTorrentOf, startSeed } from './transfers.js';
import { startTransmission, type Transmission } from './transmission.js';
import { tapWire, type WireEncryption, type WireTap } from './wire-tap.js';

export interface Cell {
  /** uTP will be another. */
  readonly transport: 'tcp';
  readonly encryption: WireEncryption;
  readonly peer: 'libtorrent' | 'Transmission';
  readonly family: 'IPv4' | 'IPv6';
  /** What Shoal does. Transmission dials nobody on this machine: there Shoal dials, both ways. */
  readonly role: 'downloads' | 'seeds';
}

const KIB = 1024;
const PIECE_BYTES = 64 * KIB;
const PAYLOAD_BYTES = 40 * PIECE_BYTES + 4_321;
/** So much of it in the clear proves that it was not encrypted. */
const SAMPLE_BYTES = 256;
const SAMPLE_AT = 9 * PIECE_BYTES;

/** Shoal cannot be made to encrypt the handshake alone: it takes what the other side insists on. */
const SHOAL_WORDS: Readonly<Record<WireEncryption, readonly string[]>> = {
  plain: ['--encryption', 'disable'],
  handshake: ['--encryption', 'prefer'],
  rc4: ['--encryption', 'require'],
};
/** Its policies: 0 forced, 2 disabled; levels: 1 plaintext, 2 RC4. */
const LIBTORRENT_SETTINGS: Readonly<Record<WireEncryption, Readonly<Record<string, number>>>> = {
  plain: { in_enc_policy: 2, out_enc_policy: 2 },
  handshake: { in_enc_policy: 0, out_enc_policy: 0, allowed_enc_level: 1 },
  rc4: { in_enc_policy: 0, out_enc_policy: 0, allowed_enc_level: 2 },
};
/** Left the choice, it takes plaintext. */
const TRANSMISSION_ENCRYPTION = { plain: 0, handshake: 0, rc4: 2 } as const;

const LOOPBACK = { IPv4: '127.0.0.2', IPv6: '::1' } as const;

/** All cells, or those that pass the test. */
export function connectionCells(wanted: (cell: Cell) => boolean = () => true): Cell[] {
  const cells: Cell[] = [];
  for (const peer of ['libtorrent', 'Transmission'] as const)
    for (const transport of ['tcp'] as const)
      for (const encryption of ['plain', 'handshake', 'rc4'] as const)
        for (const family of ['IPv4', 'IPv6'] as const)
          for (const role of ['downloads', 'seeds'] as const) cells.push({ transport, encryption, peer, family, role });
  return cells.filter(wanted);
}

export const cellName = ({ encryption, family, peer, role, transport }: Cell): string =>
  `${role} ${role === 'seeds' ? 'to' : 'from'} ${peer} over ${transport.toUpperCase()}, ${family}, ${encryption}`;

/** The other clients, one for each way to set them up, started when they are first needed. */
export class ConnectionMatrix {
  private readonly scratch: Scratch = makeScratch('matrix');
  private readonly libtorrents = new Map<string, Promise<Libtorrent>>();
  private readonly transmissions = new Map<number, Promise<Transmission>>();
  private made = 0;

  async run(cell: Cell): Promise<void> {
    const maker = await this.libtorrent(cell.encryption, 'IPv4');
    const name = `cell-${this.made++}`;
    const torrent = await makeTorrentOf(this.scratch, maker, name, { [`${name}.bin`]: PAYLOAD_BYTES }, PIECE_BYTES);
    const taps: WireTap[] = [];
    const tap = async (host: string, port: number, from?: string): Promise<WireTap> => {
      const made = await tapWire(LOOPBACK[cell.family], { host, port }, from);
      taps.push(made);
      return made;
    };
    try {
      if (cell.peer === 'libtorrent') await this.withLibtorrent(cell, torrent, tap);
      else await this.withTransmission(cell, torrent, tap);
      const sample = readFileSync(torrent.payload.root).subarray(SAMPLE_AT, SAMPLE_AT + SAMPLE_BYTES);
      expect(taps.flatMap((each) => each.seen(sample))).toEqual([cell.encryption]);
    } finally {
      for (const each of taps) await each.stop();
    }
  }

  async dispose(): Promise<void> {
    const all = await Promise.allSettled([...this.libtorrents.values(), ...this.transmissions.values()]);
    for (const one of all) if (one.status === 'fulfilled') await one.value.stop();
    this.scratch.dispose();
  }

  private async withLibtorrent(cell: Cell, torrent: MadeTorrent, tap: (host: string, port: number) => Promise<WireTap>): Promise<void> {
    const peer = await this.libtorrent(cell.encryption, cell.family);
    const words = SHOAL_WORDS[cell.encryption];
    if (cell.role === 'downloads') {
      await peer.add({ torrent: torrent.torrent, dir: torrent.payload.dir, seed: true });
      const { address } = await tap(peer.ip, peer.port);
      await expectDownload(torrent, this.scratch.folder(`${torrent.infoHash}-out`), { peers: [address], words, ...ipOf(cell) });
      return;
    }
    const seed = await startSeed(torrent.torrent, torrent.payload.dir, { words, ...ipOf(cell) });
    try {
      const { host, port } = await tap(seed.ip, seed.port);
      const out = this.scratch.folder(`${torrent.infoHash}-out`);
      const { key } = await peer.add({ torrent: torrent.torrent, dir: out, connect: [[host, port]] });
      expect((await peer.completed(60_000, key)).failedBytes).toBe(0);
      expect(payloadDifferences(torrent.payload, out)).toEqual([]);
    } finally {
      await seed.stop();
    }
  }

  private async withTransmission(
    cell: Cell,
    torrent: MadeTorrent,
    tap: (host: string, port: number, from?: string) => Promise<WireTap>,
  ): Promise<void> {
    const peer = await this.transmission(cell.encryption);
    // it takes one greeting at a time from an address
    const from = cell.family === 'IPv4' ? { from: `127.2.${this.made >> 8}.${1 + (this.made & 127)}` } : {};
    const { address } = await tap(cell.family === 'IPv4' ? peer.ip : '::1', peer.port, from.from);
    const words = SHOAL_WORDS[cell.encryption];
    const out = this.scratch.folder(`${torrent.infoHash}-out`);
    if (cell.role === 'downloads') {
      await peer.add(torrent.torrent, torrent.payload.dir);
      await peer.completed(30_000, torrent.infoHash);
      await expectDownload(torrent, out, { peers: [address], words, timeoutMs: 60_000, ...ipOf(cell) });
      return;
    }
    await peer.add(torrent.torrent, out);
    const seed = await startSeed(torrent.torrent, torrent.payload.dir, { words: [...words, '--peer', address], ...ipOf(cell) });
    try {
      expect((await peer.completed(90_000, torrent.infoHash)).corruptBytes).toBe(0);
      expect(payloadDifferences(torrent.payload, out)).toEqual([]);
    } finally {
      await seed.stop();
    }
  }

  private libtorrent(encryption: WireEncryption, family: Cell['family']): Promise<Libtorrent> {
    const key = `${encryption} ${family}`;
    const known = this.libtorrents.get(key);
    if (known !== undefined) return known;
    const started = startLibtorrent(LOOPBACK[family], LIBTORRENT_SETTINGS[encryption]);
    this.libtorrents.set(key, started);
    return started;
  }
  private transmission(encryption: WireEncryption): Promise<Transmission> {
    const choice = TRANSMISSION_ENCRYPTION[encryption];
    const known = this.transmissions.get(choice);
    if (known !== undefined) return known;
    const started = startTransmission(`127.0.0.${20 + choice}`, { encryption: choice });
    this.transmissions.set(choice, started);
    return started;
  }
}

/** Shoal runs on an address of the same family. */
const ipOf = ({ family }: Cell): { readonly ip?: string } => (family === 'IPv6' ? { ip: '::1' } : {});
