/** What went wrong, in one sentence each, with what to do about it. */

export const errors = {
  torrentInvalid: (reason: string) =>
    reason === '' ? 'This is not a valid torrent file.' : `This is not a valid torrent file: ${reason}.`,
  torrentTooLarge: 'This torrent is too large to read safely.',
  torrentV2Only: 'This torrent is in the newer v2 format alone, which Shoal cannot transfer yet.',
  magnetInvalid: 'This is not a link Shoal can read.',
  pathUnusable: (where: string) => (where === '' ? 'The folder cannot be used.' : `“${where}” cannot be used.`),
  pathOutsideRoot: 'A file name in this torrent leads outside the chosen folder.',
  dataMissing: 'Files moved or deleted.',
  dataMismatch: 'The files on the disk are not those of this torrent.',
  diskFull: (where: string, needed: string) => {
    const first = where === '' ? 'Not enough space on the disk.' : `Not enough space in ${where}.`;
    return needed === '' ? first : `${first} ${needed} more is needed.`;
  },
  diskFailed: (where: string) => (where === '' ? 'The disk reports a failure.' : `“${where}” cannot be read or written.`),
  diskStalled: (where: string) => (where === '' ? 'The disk does not answer.' : `The disk of “${where}” does not answer.`),
  portUnavailable: (port: string) => `Port ${port} is in use by another program.`,
  trackerFailed: (reason: string) => (reason === '' ? 'The tracker is not answering.' : `The tracker refused: “${reason}”.`),
  metadataUnavailable: 'The details of this torrent could not be fetched.',
  stateUnreadable: 'What Shoal remembered of this torrent could not be read.',
  networkFailed: (host: string) => (host === '' ? 'The network cannot be reached.' : `${host} cannot be reached.`),
  internal: 'Something went wrong inside Shoal. The log says more.',
  andOthersContinue: (first: string) => `${first} Other downloads continue.`,
  andFindOrDownload: (first: string) => `${first} Put them back and check again, or retry to download them anew.`,
};
