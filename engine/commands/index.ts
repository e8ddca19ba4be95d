/** The door of this folder: imported by the desktop's main process and by the command line, never by a page or a preload. */
export { commandParsers } from './command-parsers.js';
export { filePriority, index, labelName, listOf, torrentId, torrentIds, torrentPriority } from './fields.js';
export { MAX_MAGNET_CHARS, MAX_PATH_CHARS, MAX_TORRENT_BYTES } from './limits.js';
export { isCommandName, parseArguments, parseCommandArgs } from './parse-arguments.js';
export { settingsChanges, settingsParsers } from './settings-parsers.js';
