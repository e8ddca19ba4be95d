/** Labels, smart collections, and the dialogs that make them. */

export const labels = {
  title: 'Labels',
  none: 'No label',
  new: 'New label…',
  newTitle: 'New label',
  editTitle: 'Edit label',
  edit: 'Edit…',
  name: 'Name',
  colour: 'Colour',
  colours: {
    blue: 'Blue',
    violet: 'Violet',
    pink: 'Pink',
    green: 'Green',
    brown: 'Brown',
  },
  folder: 'Folder of new torrents',
  usualFolder: 'The usual one',
  chooseFolder: 'Choose…',
  usual: 'Use the usual one',
  limits: 'Limits of each torrent',
  goals: 'Stop seeding at',
  goalRatio: 'Ratio',
  goalHours: 'Hours of seeding',
  note: 'These hold for every torrent of the label that has none of its own.',
  save: 'Save',
  delete: 'Delete label',
  taken: 'There is one with this name already.',
} as const;

export const collections = {
  title: 'Smart collections',
  new: 'New smart collection…',
  newTitle: 'New smart collection',
  editTitle: 'Edit smart collection',
  query: 'Shows what matches',
  help: 'Words, and tokens such as {examples}.',
  matching: '{count, plural, one {# torrent matches now.} other {# torrents match now.}}',
  delete: 'Delete smart collection',
} as const;

export const limits = {
  title: '{count, plural, one {Speed limits of # torrent} other {Speed limits of # torrents}}',
  allTitle: 'Speed limits of everything',
  unlimited: 'No limit',
  note: 'Each torrent by itself, beside the limits of everything.',
  problem: 'A number, or nothing for no limit.',
  set: 'Set',
} as const;
