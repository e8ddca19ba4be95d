/** Short messages over the window. */

export const notices = {
  region: 'Messages',
  removedOne: 'Removed <named>{name}</named>',
  removedMany: '{count, plural, one {Removed # torrent.} other {Removed # torrents.}}',
  restored: 'Put back.',
  finishedOne: 'Finished <named>{name}</named>',
  finishedMany: '{count, plural, one {# download finished.} other {# downloads finished.}}',
  removedSpoken: 'Removed {name}. Undo is possible.',
  finishedSpoken: 'Finished {name}',
  duplicate: 'Already in your list. <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}: {message}',
  noLink: 'There is no magnet link on the clipboard.',
  copiedMagnet: 'Magnet link copied.',
  copiedHash: 'Hash copied.',
} as const;
