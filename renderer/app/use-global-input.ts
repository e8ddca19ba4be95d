/** Keys and pastes that belong to the window as a whole. */
import { useEffect } from 'react';
import { openDropped } from '../stores/actions.js';
import { noteKey } from '../stores/order.js';
import { platform } from '../stores/shell.js';
import { runCommand } from './run-command.js';
import { commandFor, isTextTarget } from './shortcuts.js';

export function useGlobalInput(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      noteKey(performance.now());
      if (event.defaultPrevented) return;
      const command = commandFor(event, platform() === 'darwin', isTextTarget(event.target));
      if (command === null) return;
      if (command === 'copy-magnet' && String(getSelection() ?? '') !== '') return;
      if (command === 'escape' && document.querySelector('.menu') !== null) return;
      if (runCommand(command)) event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isTextTarget(event.target) || event.clipboardData === null) return;
      const text = event.clipboardData.getData('text/plain').trim();
      const files = [...event.clipboardData.files].filter((file) => file.name.toLowerCase().endsWith('.torrent'));
      if (text === '' && files.length === 0) return;
      event.preventDefault();
      openDropped(files, text === '' ? [] : [text]);
    };
    window.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}
