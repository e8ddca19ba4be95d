/** A web server in the simulation that holds a torrent's files, and what a window shows of it. */
import { buildPeers } from '../../../engine/torrent/details-builder.js';
import type { SimNode } from './sim-node.js';
import type { SimTorrent } from './sim-torrent.js';
import type { WebManners } from './virtual-web.js';
import type { World } from './world.js';

export const HOST = '192.0.2.1:8080';
/** What a torrent names as its web seed: the folder that `serve` puts its files in. */
export const BASE = `http://${HOST}/files/`;

/** Paths on the server, and what lies there. */
export const pathsOf = (torrent: SimTorrent) =>
  torrent.files.filter(({ pad }) => !pad).map(({ path, bytes }) => [`/files/${path}`, bytes] as const);
/** Serves all files of a torrent. */
export const serve = (world: World, torrent: SimTorrent, manners?: WebManners, host = HOST) =>
  world.web.serve(host, pathsOf(torrent), manners);
/** Web seeds as the Peers tab shows them. */
export const webSeedRows = (node: SimNode) =>
  buildPeers(node.torrent(), node.session.ports.clock.now()).filter(({ transport }) => transport === 'webseed');
