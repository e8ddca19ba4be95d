/** One line of the sidebar: pressed while the list is narrowed to it. With Mod it joins those pressed already. */
import type { MouseEvent, ReactNode } from 'react';
import { formatNumber } from '../../../i18n/format/number.js';
import { t } from '../../../i18n/runtime/words.js';

interface EntryProps {
  readonly name: string;
  /** How the name is drawn, where it is a stranger's. */
  readonly drawn?: ReactNode;
  readonly mark: ReactNode;
  readonly count: number | null;
  readonly pressed: boolean;
  readonly alert?: boolean;
  readonly testId: string;
  /** `more`: beside what is pressed already. */
  onChoose(more: boolean): void;
  onMenu?(): void;
}

export function SidebarEntry({ name, drawn, mark, count, pressed, alert = false, testId, onChoose, onMenu }: EntryProps) {
  return (
    <button
      type="button"
      className={alert ? 'alert' : undefined}
      aria-pressed={pressed}
      aria-label={count === null ? name : t('sidebar.groupLabel', { name, count })}
      title={name}
      data-testid={testId}
      onClick={(event: MouseEvent) => onChoose(event.ctrlKey || event.metaKey)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu?.();
      }}
    >
      {mark}
      <span className="grow cut">{drawn ?? name}</span> {/* the space parts them for who does not see them apart */}
      <em>{count === null || count === 0 ? '' : formatNumber(count)}</em>
    </button>
  );
}
