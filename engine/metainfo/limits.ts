/** Caps on what a torrent may describe. */

export const MAX_PIECES = 2_097_152;
/** 32,767 blocks. */
export const MAX_PIECE_LENGTH = 536_854_528;
/** Offsets must stay exact and small enough for every file system. */
export const MAX_TOTAL_BYTES = 2 ** 48 - 1;
/** Folders within folders. */
export const MAX_PATH_DEPTH = 100;
export const MAX_DUPLICATE_NAMES = 500;
/** All paths together: a v2 tree spells a folder once, so that few bytes could ask for very many. 300,000 files need about a third. */
export const MAX_PATHS_CHARS = 64 * 1024 * 1024;
/** The same for a .torrent file and for metadata that came from peers. */
export const MAX_METAINFO_BYTES = 32 * 1024 * 1024;
export const MAX_TRACKERS = 1_000;
export const MAX_WEB_SEEDS = 500;
export const MAX_URL_CHARS = 4_096;
export const MAX_TEXT_CHARS = 65_536;
export const MAX_NODES = 200;
