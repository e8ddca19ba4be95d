/** Tells the engine which rows are on screen, a few times a second at most, so that these come first and at full rate. */
import { useEffect, useRef } from 'react';
import type { TorrentId } from '../../../electron/contract/index.js';
import { tellVisibleRows } from '../../stores/shell.js';

const EVERY_MS = 200;

export function useVisibleRows(ids: readonly TorrentId[], first: number, last: number): void {
  const sent = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef<readonly TorrentId[]>([]);
  latest.current = last < first ? [] : ids.slice(first, last + 1);
  useEffect(() => {
    if (timer.current !== null) return;
    const key = latest.current.join();
    if (key === sent.current) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      sent.current = latest.current.join();
      tellVisibleRows(latest.current);
    }, EVERY_MS);
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
}
