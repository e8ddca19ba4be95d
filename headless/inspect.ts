/** `shoal inspect`: says what a .torrent or a magnet link holds. Touches no network. */
import { EXIT_DONE } from './failure.js';
import { reportOfMagnet, reportOfTorrent, reportText } from './inspect-report.js';
import { JSON_OPTION, type SubCommand } from './sub-command.js';
import { readSource } from './torrent-source.js';

export const inspect: SubCommand = {
  name: 'inspect',
  summary: 'Show what a torrent file or a magnet link holds.',
  positionals: ['FILE|MAGNET'],
  required: [],
  options: [JSON_OPTION],
  notes: ['The numbers before the files are the ones that download --select takes.'],
  async run(given, host) {
    const read = await readSource(given.positionals[0] ?? '', host);
    const report = read.kind === 'file' ? reportOfTorrent(read.metainfo) : reportOfMagnet(read.magnet);
    host.write(given.has('json') ? `${JSON.stringify(report)}\n` : reportText(report));
    return EXIT_DONE;
  },
};
