/** What stands around the list: toolbar, sidebar, status bar, and the window before the first torrent. */

export const toolbar = {
  label: 'Main',
  moreWaysToAdd: 'More ways to add',
  openFile: 'Open file…',
  pasteLink: 'Paste link',
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Remove',
  sidebar: 'Sidebar',
  filter: 'Filter torrents',
  filterHint: 'Filter by name, label or tracker',
  meter: 'Down {down}, up {up}',
  withShortcut: '{name} ({shortcut})',
} as const;

export const moreMenu = {
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  showSidebar: 'Show sidebar',
  showDetails: 'Show details',
  resetColumns: 'Reset columns',
  theme: 'Theme',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
  density: 'Density',
  densities: { compact: 'Compact', default: 'Default', comfy: 'Comfortable' },
  allTime: '{down} down and {up} up since {since}',
  version: 'Shoal {version}',
} as const;

export const sidebar = {
  label: 'Filters',
  library: 'Library',
  groups: {
    all: 'All',
    downloading: 'Downloading',
    seeding: 'Seeding',
    finished: 'Finished',
    paused: 'Paused',
    attention: 'Needs attention',
  },
  groupLabel: '{name}, {count, number}',
  trackers: 'Trackers',
  addTo: 'New label or smart collection',
  moreTrackers: '{count, plural, one {# more} other {# more}}',
} as const;

export const statusBar = {
  portOpen: 'Port {port} open',
  portUnconfirmed: 'Port {port} not confirmed yet',
  portFailed: 'Port {port} could not be opened',
  portMapped: 'Opened at the router by {method}; from outside it is port {port}',
  portAsking: 'Asking the router to open it',
  portNotMapped: 'The router does not open it by itself',
  notListening: 'Not listening',
  dhtJoining: 'Joining the DHT',
  dhtNodes: '{count, plural, one {# DHT node} other {# DHT nodes}}',
  freeIn: '{size} free in {folder}',
  noLimits: 'No limits',
  limits: 'Limits {down} down, {up} up',
  noLimit: 'none',
} as const;

export const welcome = {
  title: 'Drop a torrent file or paste a magnet link',
  openFile: 'Open file',
  savesTo: 'Saves to <place>{folder}</place>.',
  savesToFree: 'Saves to <place>{folder}</place>, {size} free.',
} as const;

export const filterBar = {
  label: 'Active filters',
  remove: 'Remove filter {name}',
} as const;

export const mini = {
  restore: 'Back to the full window',
  more: '+{count, number} more',
  onTop: 'Always on top',
  idle: 'Nothing is moving.',
} as const;
