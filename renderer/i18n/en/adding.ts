/** Adding torrents: what is dropped on the window, and the dialog that asks where to. */
import { count, formatNumber as n } from '../locale.js';

export const drop = {
  add: 'Drop to add',
  addCount: (value: number) => `Drop to add ${count(value, 'torrent', 'torrents')}`,
  hint: 'Torrent files and magnet links',
  rejectedOne: (name: string) => `“${name}” is not a torrent file.`,
  rejectedType: (type: string) => `Shoal adds torrent files and magnet links. This is ${type}.`,
  rejectedSome: (value: number) => `${count(value, 'file is', 'files are')} not for Shoal and will be left out.`,
  kinds: { image: 'a picture', video: 'a video', audio: 'a sound file', text: 'a text', application: 'another kind of file' },
  nothing: 'That was not a torrent file or a magnet link.',
};

export const addDialog = {
  title: (value: number) => (value === 1 ? 'Add torrent' : 'Add torrents'),
  toAdd: 'To add',
  saveTo: 'Save to',
  browse: 'Browse…',
  sizeAndFiles: (size: string, files: number) => `${size}, ${count(files, 'file', 'files')}`,
  chosen: (size: string, wanted: number, total: number) => `${size}, ${n(wanted)} of ${count(total, 'file', 'files')}`,
  room: (free: string, needed: string, left: string) => `${free} free, ${needed} needed, ${left} left after`,
  roomFree: (free: string) => `${free} free`,
  roomUnknown: 'Free space is not known for this folder.',
  tooLittle: (needed: string, free: string, where: string) => `This needs ${needed}; ${free} is free on ${where}.`,
  startNow: 'Start now',
  skipThis: 'Skip this one',
  addCount: (value: number) => (value === 1 ? 'Add' : `Add ${count(value, 'torrent', 'torrents')}`),
  addAnyway: 'Add anyway',
  fetching: 'Fetching details',
  fetchingFrom: (peers: number) => (peers === 0 ? 'Fetching details' : `Fetching details from ${count(peers, 'peer', 'peers')}`),
  fetchingLong: 'The file list appears here when the details arrive. You can add it now; it starts by itself, with all files.',
  duplicate: 'Already in your list',
  invalid: 'Cannot be added',
  showInList: 'Show in list',
  moreFiles: (value: number) => `${count(value, 'more file is', 'more files are')} not listed and will be added too.`,
};
