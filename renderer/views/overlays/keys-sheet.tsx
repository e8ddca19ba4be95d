/** The sheet of keys: every command that has one, from the same table as the keys themselves. */
import { type AppCommand, appCommands, type CommandGroup, commandWords, keysOf } from '../../../electron/contract/app-commands.js';
import { keyCaps } from '../../../electron/contract/keys.js';
import { t } from '../../../i18n/runtime/words.js';
import { Dialog } from '../../components/dialog.js';
import { closeOverlay } from '../../stores/overlay.js';
import { platform } from '../../stores/shell.js';

const GROUPS: readonly CommandGroup[] = ['add', 'find', 'move', 'act', 'view', 'app'];

export function KeysSheet() {
  const mac = platform() === 'darwin';
  const shown = appCommands().filter((command) => keysOf(command, mac).length > 0);
  return (
    <Dialog title={t('commands.help')} closeLabel={t('common.dismiss')} testId="keys-sheet" onClose={closeOverlay}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get into it */}
      <div className="keys" tabIndex={0} role="region" aria-label={t('commands.help')} data-autofocus>
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{t(`keyboard.groups.${group}`)}</h2>
            <dl>
              {shown
                .filter((command) => command.group === group)
                .map((command) => (
                  <Entry key={command.id} command={command} mac={mac} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Entry({ command, mac }: { readonly command: AppCommand; readonly mac: boolean }) {
  return (
    <div data-testid={`key-${command.id}`}>
      <dt>{commandWords(command)}</dt>
      <dd>
        {keysOf(command, mac).map((keys) => (
          <span key={keys} className="combination" data-keys={keys}>
            {keyCaps(keys, mac).map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
