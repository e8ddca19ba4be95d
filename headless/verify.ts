/** `shoal verify`: holds data against a torrent, without changing anything. */
import { EngineError } from '../engine/api/errors.js';
import { CommandFailure, EXIT_DONE } from './failure.js';
import { countWords } from './measure-words.js';
import { ProgressLine } from './progress-line.js';
import { JSON_OPTION, type SubCommand } from './sub-command.js';
import { readTorrentFile } from './torrent-source.js';

export const verify: SubCommand = {
  name: 'verify',
  summary: 'Check data against a torrent file.',
  positionals: ['FILE'],
  required: ['data'],
  options: [{ name: 'data', kind: 'value', value: 'DIR', help: "the folder that contains the torrent's name" }, JSON_OPTION],
  notes: [
    'A piece is missing when it touches a file that is absent or too short, bad when it is there but wrong.\nThe exit code is 1 when any piece is missing or bad.',
  ],
  async run(given, host) {
    const dataDir = host.resolvePath(given.required('data'));
    const { metainfo } = await readTorrentFile(given.positionals[0] ?? '', host);
    if (!(await host.isFolder(dataDir))) throw new EngineError('path-unusable', `There is no folder ${dataDir}.`, { path: dataDir });
    const line = new ProgressLine(host, !given.has('json'));
    const figures = await host.engine.verifyTorrent({
      metainfo,
      dataDir,
      workerUrl: host.diskWorker,
      onProgress: (checked, pieces) => line.share('Checking', checked, pieces),
    });
    line.clear();
    const { pieces, good, bad, missing } = figures;
    host.write(
      given.has('json')
        ? `${JSON.stringify({ pieces, good, bad, missing })}\n`
        : `${countWords(pieces, 'piece')}: ${good} good, ${bad} bad, ${missing} missing\n`,
    );
    if (good !== pieces)
      throw new CommandFailure(`the data is not whole: ${bad} bad and ${missing} missing of ${countWords(pieces, 'piece')}`);
    return EXIT_DONE;
  },
};
