/** Tells the engine which rows are on screen, a few times a second at most, so that these come first and at full rate. */
import { useEffect, useMemo } from 'react';
import type { TorrentId } from '../../../electron/contract/index.js';
import { tellVisibleRows } from '../../stores/shell.js';

const EVERY_MS = 200;

export type TellVisible = (ids: readonly TorrentId[], first: number, last: number) => void;

export function useVisibleRows(): TellVisible {
  const teller = useMemo(makeTeller, []);
  useEffect(() => teller.stop, [teller]);
  return teller.tell;
}

function makeTeller(): { readonly tell: TellVisible; stop(): void } {
  let told: readonly TorrentId[] = [];
  let latest: { readonly ids: readonly TorrentId[]; readonly first: number; readonly last: number } = { ids: [], first: 0, last: -1 };
  let timer: ReturnType<typeof setTimeout> | null = null;
  const send = (): void => {
    timer = null;
    const { ids, first, last } = latest;
    const seen = last < first ? [] : ids.slice(first, last + 1);
    if (seen.length === told.length && seen.every((id, i) => id === told[i])) return;
    told = seen;
    tellVisibleRows(seen);
  };
  return {
    tell(ids, first, last) {
      if (latest.ids === ids && latest.first === first && latest.last === last) return;
      latest = { ids, first, last };
      timer ??= setTimeout(send, EVERY_MS);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
