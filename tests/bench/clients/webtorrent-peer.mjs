/**
 * A webtorrent peer of the benchmark, with the orders and events of libtorrent-peer.py.
 * node webtorrent-peer.mjs LISTEN_IP PORT; WEBTORRENT_DIR holds its node_modules.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const home = join(process.env.WEBTORRENT_DIR ?? '', 'node_modules/webtorrent');
const { default: WebTorrent } = await import(pathToFileURL(join(home, 'index.js')).href);
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));

const now = () => Number(process.hrtime.bigint()) / 1e9;
const say = (ev, more = {}) => process.stdout.write(`${JSON.stringify({ ev, t: now(), ...more })}\n`);
const fail = (problem) => say('error', { message: String(problem?.message ?? problem) });

const off = { dht: false, lsd: false, utp: false, utPex: false, tracker: false, natUpnp: false, natPmp: false, webSeeds: false };
const client = new WebTorrent({ ...off, torrentPort: Number(process.argv[3]), secure: false });
client.on('error', fail);
let unfinished = 0;
let first = false;

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line);
    const started = now();
    const torrent = client.add(readFileSync(order.torrent), { path: order.dir, skipVerify: order.seed, announce: [] });
    torrent.on('error', fail);
    if (!order.seed) {
      unfinished += 1;
      torrent.once('download', () => {
        if (!first) say('first');
        first = true;
      });
      torrent.once('done', () => {
        unfinished -= 1;
        if (unfinished === 0) say('done');
      });
    }
    torrent.once('ready', () => say('added', { t: started }));
    torrent.once('infoHash', () => {
      for (const [ip, port] of order.peers) torrent.addPeer(`${ip}:${port}`);
    });
  })
  .on('close', () => process.exit(0));
say('ready', { version });
