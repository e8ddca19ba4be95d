/** The only door of the engine: what main and headless may import, besides the types in api/ and the parsers in commands/. */
export { composeEngine as openEngine } from './compose.io.js';
export { parseMagnet, parseMagnetOrHash } from './metainfo/magnet.js';
export { parseTorrentFile } from './metainfo/torrent-file.js';
export { FILE_PAD } from './metainfo/torrent-info.js';
export { dumpState } from './profile/dump.io.js';
export { withSavedState } from './profile/saved-state.io.js';
export { createTorrent } from './storage/create-torrent.io.js';
export { verifyTorrent } from './verify.io.js';
