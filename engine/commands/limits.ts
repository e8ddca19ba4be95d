/** Caps on what a command may carry. Each is checked before the value is walked, so a huge argument costs nothing. */

/** Bytes of a .torrent. */
export const MAX_TORRENT_BYTES = 32 * 1024 * 1024;
/** Characters of a magnet link; one with a hundred trackers is about 10 kB. */
export const MAX_MAGNET_CHARS = 64 * 1024;
/** Characters of a path: the longest that Windows takes. */
export const MAX_PATH_CHARS = 32_767;
/** Torrents named in one command. */
export const MAX_IDS = 100_000;
/** Files named in one command; a .torrent within its own cap cannot list more. */
export const MAX_FILES = 1_000_000;
/** Places where the DHT may begin. */
export const MAX_ENDPOINTS = 100;
/** Peers handed over in one command. */
export const MAX_PEERS = 1_000;
/** Characters of `host:port`: the longest DNS name, brackets and a port. */
export const MAX_PEER_CHARS = 262;
/** Pieces named in one command about deadlines: no more are kept at a time. */
export const MAX_DEADLINES = 4_096;
/** The furthest deadline, ms: a day. */
export const MAX_DEADLINE_MS = 86_400_000;
/** Rows of `torrents.files` in one answer. */
export const MAX_FILE_ROWS = 5_000;
/** Characters of what a person calls a torrent. */
export const MAX_NAME_CHARS = 1000;
/** Characters of a text to search for. */
export const MAX_SEARCH_CHARS = 1000;
