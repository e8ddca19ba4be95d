/** Adding torrents: what is dropped on the window, the dialog that asks where to, and what cannot be opened. */

export const drop = {
  add: 'Drop to add',
  addCount: '{count, plural, one {Drop to add # torrent} other {Drop to add # torrents}}',
  hint: 'Torrent files and magnet links',
  rejectedOne: '“{name}” is not a torrent file.',
  rejectedType:
    '{kind, select, image {Shoal adds torrent files and magnet links. This is a picture.} video {Shoal adds torrent files and magnet links. This is a video.} audio {Shoal adds torrent files and magnet links. This is a sound file.} text {Shoal adds torrent files and magnet links. This is a text.} other {Shoal adds torrent files and magnet links. This is another kind of file.}}',
  rejectedSome:
    '{count, plural, one {# file is not for Shoal and will be left out.} other {# files are not for Shoal and will be left out.}}',
  nothing: 'That was not a torrent file or a magnet link.',
} as const;

export const adding = {
  title: '{count, plural, one {Add torrent} other {Add torrents}}',
  toAdd: 'To add',
  saveTo: 'Save to',
  browse: 'Browse…',
  sizeAndFiles: '{count, plural, one {{size}, # file} other {{size}, # files}}',
  chosen: '{total, plural, one {{size}, {wanted, number} of # file} other {{size}, {wanted, number} of # files}}',
  room: '{free} free, {needed} needed, {left} left after',
  roomFree: '{free} free',
  roomUnknown: 'Free space is not known for this folder.',
  tooLittle: 'This needs {needed}; {free} is free on {where}.',
  startNow: 'Start now',
  skipThis: 'Skip this one',
  addCount: '{count, plural, =0 {Add} one {Add} other {Add # torrents}}',
  addAnyway: 'Add anyway',
  fetchingFrom: '{peers, plural, =0 {Fetching details} one {Fetching details from # peer} other {Fetching details from # peers}}',
  fetchingLong: 'The file list appears here when the details arrive. You can add it now; it starts by itself, with all files.',
  duplicate: 'Already in your list',
  invalid: 'Cannot be added',
} as const;

/** Why something a person asked to open could not be. */
export const opening = {
  notAFileName: 'This is not the name of a file.',
  noSuchAddress: 'This address does not name a file on this computer.',
  isFolder: '{name} is a folder, not a .torrent file.',
  notTorrent: '{name} is not a .torrent file.',
  isEmpty: '{name} is empty.',
  tooLarge: '{name} is larger than {limit}, too large for a torrent file.',
  gone: '{name} is not there any more.',
  forbidden: 'You do not have permission to read {name}.',
  unreadable: '{name} could not be read.',
  magnetLink: 'Magnet link',
  magnetTooLong: 'This magnet link is too long to be one.',
  webAddress: 'Web addresses cannot be opened yet. Download the .torrent file and open that.',
} as const;
