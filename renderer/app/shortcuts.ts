/** The keyboard outside the list, from the table of commands. Keys in a text field stay with the field, but for a few. */
import { appCommands, type DoableCommandId, isDoable, keysOf } from '../../electron/contract/app-commands.js';
import { matchesKeys, type PressedKey, parseKeys } from '../../electron/contract/keys.js';

/** The command of a key press; null for none. */
export function commandFor(press: PressedKey, mac: boolean, inText: boolean): DoableCommandId | null {
  const found = appCommands().find(
    (command) =>
      isDoable(command.id) &&
      (command.inText === true || !inText) &&
      keysOf(command, mac).some((keys) => matchesKeys(press, parseKeys(keys), mac)),
  );
  return found !== undefined && isDoable(found.id) ? found.id : null;
}

const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'range']);

/** The event comes from a place where one types. */
export function isTextTarget(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}
