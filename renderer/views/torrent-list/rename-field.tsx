/** A torrent's name as a field in its row. Enter keeps it, Esc and leaving it do not; nothing on the disk is renamed. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TorrentRow } from '../../../electron/contract/index.js';
import { t } from '../../../i18n/runtime/words.js';
import { renameTorrent } from '../../stores/edits.js';
import { noteRenaming } from '../../stores/order.js';

interface RenameFieldProps {
  readonly row: TorrentRow;
  /** Place in the list, CSS pixels from the start of the row and from the top. */
  readonly start: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** `refocus`: by the keyboard, which goes back to the row. */
  onDone(refocus: boolean): void;
}

export function RenameField({ row, start, top, width, height, onDone }: RenameFieldProps) {
  const [text, setText] = useState(row.name);
  const input = useRef<HTMLInputElement>(null);
  const problem = nameProblem(text);
  useEffect(() => {
    noteRenaming(true);
    const field = input.current;
    field?.focus({ preventScroll: true });
    // as in a file manager: the ending stays, unless one wants to change it
    const dot = field?.value.lastIndexOf('.') ?? -1;
    field?.setSelectionRange(0, dot > 0 ? dot : (field?.value.length ?? 0));
    return () => noteRenaming(false);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') onDone(true);
    if (event.key !== 'Enter' || problem !== null) return;
    if (text.trim() !== row.name) void renameTorrent(row, text.trim());
    onDone(true);
  };
  return (
    <div className="rename" style={{ insetInlineStart: start, top, width, height }}>
      <span className="field small">
        <input
          ref={input}
          value={text}
          dir="auto"
          aria-label={t('list.rename')}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'rename-problem'}
          spellCheck={false}
          data-testid="field-rename"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => onDone(false)}
        />
      </span>
      {problem === null ? null : (
        <p id="rename-problem" className="rename-problem" role="alert" data-testid="rename-problem">
          {problem}
        </p>
      )}
    </div>
  );
}

/** Why it cannot be a name; null when it can. */
function nameProblem(text: string): string | null {
  if (text.trim() === '') return t('list.nameEmpty');
  if (/[\u0000-\u001f\u007f]/.test(text)) return t('list.nameControl');
  return text.length > 1000 ? t('list.nameLong') : null;
}
