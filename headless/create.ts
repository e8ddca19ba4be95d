/** `shoal create`: makes a .torrent of a file or a folder. */
import { EXIT_DONE, UsageError } from './failure.js';
import { reportOfTorrent, reportText } from './inspect-report.js';
import { urlOf, wholeNumber } from './option-values.js';
import { ProgressLine } from './progress-line.js';
import { JSON_OPTION, type SubCommand } from './sub-command.js';

const TRACKER_SCHEMES = ['http:', 'https:', 'udp:', 'ws:', 'wss:'];
const WEB_SEED_SCHEMES = ['http:', 'https:'];

export const create: SubCommand = {
  name: 'create',
  summary: 'Make a torrent file of a file or a folder.',
  positionals: ['PATH'],
  required: ['out'],
  options: [
    { name: 'out', kind: 'value', value: 'FILE', help: 'the torrent file to write' },
    { name: 'piece-size', kind: 'value', value: 'BYTES', help: 'size of a piece, a power of two from 16384 (default: by the total size)' },
    { name: 'tracker', kind: 'list', value: 'URL', help: 'add a tracker; may be given several times' },
    { name: 'web-seed', kind: 'list', value: 'URL', help: 'add a web seed; may be given several times' },
    { name: 'pad-files', kind: 'flag', help: 'let every file begin at a piece, with padding between them' },
    { name: 'private', kind: 'flag', help: 'peers may come from the trackers only' },
    { name: 'comment', kind: 'value', value: 'TEXT', help: 'a comment for people' },
    { name: 'source', kind: 'value', value: 'TEXT', help: 'the name of the place it is made for' },
    JSON_OPTION,
  ],
  notes: [],
  async run(given, host) {
    const pieceSize = given.value('piece-size');
    const out = host.resolvePath(given.required('out'));
    const line = new ProgressLine(host, !given.has('json'));
    const comment = given.value('comment');
    const source = given.value('source');
    const { bytes, metainfo } = await host.engine.createTorrent({
      path: host.resolvePath(given.positionals[0] ?? ''),
      workerUrl: host.diskWorker,
      ...(pieceSize === null ? {} : { pieceLength: pieceLength(pieceSize) }),
      trackers: given.list('tracker').map((url) => [urlOf('tracker', url, TRACKER_SCHEMES)]),
      webSeeds: given.list('web-seed').map((url) => urlOf('web-seed', url, WEB_SEED_SCHEMES)),
      padFiles: given.has('pad-files'),
      private: given.has('private'),
      ...(comment === null ? {} : { comment }),
      ...(source === null ? {} : { source }),
      createdBy: `Shoal ${host.version}`,
      creationDate: host.unixSeconds(),
      onProgress: (hashed, total) => line.share('Hashing', hashed, total),
    });
    line.clear();
    await host.writeFile(out, bytes);
    const report = reportOfTorrent(metainfo);
    host.write(given.has('json') ? `${JSON.stringify(report)}\n` : reportText(report));
    return EXIT_DONE;
  },
};

const MIN_PIECE_BYTES = 16 * 1024;
const MAX_PIECE_BYTES = 512 * 1024 * 1024;

function pieceLength(text: string): number {
  const value = wholeNumber('piece-size', text, MIN_PIECE_BYTES, MAX_PIECE_BYTES);
  if (!Number.isInteger(Math.log2(value))) throw new UsageError(`--piece-size takes a power of two, not "${text}"`);
  return value;
}
