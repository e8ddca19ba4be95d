/**
 * What can be taken back, newest last, until the app quits: each with the message that says so. A message that leaves does
 * not take its undo with it; that of an undone change leaves at once.
 */
import type { ErrorView } from '../../electron/contract/index.js';
import { t } from '../../i18n/runtime/words.js';
import { dismiss, type NoticeBody, notify, notifyError } from './notices.js';

interface Entry {
  readonly notice: number;
  /** Null when it went well. */
  undo(): Promise<ErrorView | null>;
}

const MOST = 100;
let entries: Entry[] = [];

/** Something was changed that can be taken back: says so. */
export function remember(body: NoticeBody, undo: Entry['undo']): void {
  entries = [...entries, { notice: notify(body), undo }].slice(-MOST);
}

/** Takes back the last change, or that of a message. */
export async function undoLast(notice?: number): Promise<void> {
  const entry = notice === undefined ? entries.at(-1) : entries.find((each) => each.notice === notice);
  if (entry === undefined) return;
  entries = entries.filter((each) => each !== entry);
  dismiss(entry.notice);
  const error = await entry.undo();
  if (error === null) notify({ kind: 'info', text: t('notices.undone') });
  else notifyError(error);
}

/** Nothing can be taken back; for tests. */
export const forgetUndo = (): void => {
  entries = [];
};
