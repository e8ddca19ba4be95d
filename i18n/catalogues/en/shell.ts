/** The words of what the system draws: menus and dialogs. `&` marks the letter that opens a menu. */

export const menus = {
  file: '&File',
  edit: '&Edit',
  torrent: '&Torrent',
  view: '&View',
  openFile: 'Open torrent file…',
  pasteLink: 'Add link from clipboard',
  closeWindow: 'Close window',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  find: 'Find',
  pauseOrResume: 'Pause or resume',
  undoRemoval: 'Undo removal',
  details: 'Details',
  sidebar: 'Sidebar',
  nextTheme: 'Next theme',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  actualSize: 'Actual size',
  fullScreen: 'Full screen',
  window: 'Window',
  help: '&Help',
} as const;

/** Menus of the list. With several torrents selected the number stands behind the words. */
export const torrentMenu = {
  showInFolder: 'Show in folder',
  pause: '{count, plural, =1 {Pause} other {Pause (#)}}',
  resume: '{count, plural, =1 {Resume} other {Resume (#)}}',
  forceStart: '{count, plural, =1 {Force start} other {Force start (#)}}',
  queueTop: 'First in the queue',
  queueUp: 'Up in the queue',
  queueDown: 'Down in the queue',
  queueBottom: 'Last in the queue',
  sequential: '{count, plural, =1 {Download in order} other {Download in order (#)}}',
  firstLast: '{count, plural, =1 {First and last pieces first} other {First and last pieces first (#)}}',
  superSeed: '{count, plural, =1 {Super-seed} other {Super-seed (#)}}',
  recheck: '{count, plural, =1 {Check files again} other {Check files again (#)}}',
  announce: '{count, plural, =1 {Ask trackers now} other {Ask trackers now (#)}}',
  copyMagnet: '{count, plural, =1 {Copy magnet link} other {Copy magnet links (#)}}',
  remove: '{count, plural, =1 {Remove from list} other {Remove from list (#)}}',
  removeData: '{count, plural, =1 {Remove and delete data…} other {Remove and delete data (#)…}}',
} as const;

export const fileMenu = {
  high: 'High priority',
  normal: 'Normal priority',
  low: 'Low priority',
  skip: 'Do not download',
} as const;

export const dialogs = {
  openTitle: 'Open torrent files',
  open: 'Open',
  torrentFiles: 'Torrent files',
  folderTitle: 'Choose a folder',
  choose: 'Choose',
  deleteOne: 'Delete “{name}” and its files?',
  deleteMany: '{count, plural, one {Delete # torrent and its files?} other {Delete # torrents and their files?}}',
  deleteItem: '• {name}',
  deleteMore: 'and {count, number} more',
  deleteWhat:
    '{files, plural, one {# file, {size}, in {folder}. This cannot be undone.} other {# files, {size}, in {folder}. This cannot be undone.}}',
  deletePermanently: 'Delete permanently',
  cannotStart: 'Shoal could not start',
  cannotStartLog: 'Something went wrong while starting. The log file has the details.',
} as const;
