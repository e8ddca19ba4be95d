/** The command palette: every command that can be carried out now, and the torrents, by name. */
import { type AppCommand, appCommands, commandWords, isDoable, keysOf } from '../../../electron/contract/app-commands.js';
import { keyWords } from '../../../electron/contract/keys.js';
import { t } from '../../../i18n/runtime/words.js';
import { type Choice, Chooser, matchingChoices } from '../../components/chooser.js';
import { statusLook } from '../../components/status-icon.js';
import { Text } from '../../components/text.js';
import { statusWord } from '../../format/status-words.js';
import { order } from '../../stores/order.js';
import { closeOverlay } from '../../stores/overlay.js';
import { revealTorrent, selection } from '../../stores/selection.js';
import { platform } from '../../stores/shell.js';
import { torrents } from '../../stores/torrents.js';

const MOST_TORRENTS = 20;

interface PaletteProps {
  run(id: AppCommand['id']): void;
}

export function Palette({ run }: PaletteProps) {
  return (
    <Chooser
      title={t('commands.palette')}
      hint={t('palette.hint')}
      nothing={t('palette.nothing')}
      testId="palette"
      choices={(text) => [...matchingChoices(commandChoices(run), text), ...torrentChoices(text)]}
      onClose={closeOverlay}
    />
  );
}

function commandChoices(run: PaletteProps['run']): readonly Choice[] {
  const count = selection.getState().selected.size;
  const mac = platform() === 'darwin';
  return appCommands()
    .filter(({ id, notInPalette, onSelection }) => isDoable(id) && notInPalette !== true && (onSelection !== true || count > 0))
    .map((command): Choice => {
      const [key] = keysOf(command, mac);
      return {
        key: command.id,
        label: commandWords(command, count),
        ...(key === undefined ? {} : { aside: keyWords(key, mac) }),
        run: () => run(command.id),
      };
    });
}

/** Torrents on show whose name has the text. */
function torrentChoices(text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const { rows } = torrents.getState();
  const found: Choice[] = [];
  for (const id of order.getState().ids) {
    const row = rows.get(id);
    if (row === undefined || !row.name.toLowerCase().includes(wanted)) continue;
    const [icon] = statusLook(row.status.kind);
    found.push({
      key: id,
      label: row.name,
      drawn: <Text>{row.name}</Text>,
      icon,
      aside: statusWord(row.status),
      run: () => revealTorrent(id),
    });
    if (found.length === MOST_TORRENTS) break;
  }
  return found;
}
