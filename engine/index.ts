/** The only door of the engine: what main and headless may import, besides the types in api/ and the parsers in commands/. */
export { composeEngine as openEngine } from './compose.io.js';
export { parseMagnet, parseMagnetOrHash } from './metainfo/magnet.js';
export { parseTorrentFile } from './metainfo/torrent-file.js';
export { FILE_PAD } from './metainfo/torrent-info.js';
export { createTorrent } from './storage/create-torrent.io.js';
export { verifyTorrent } from './verify.io.js';
