/** The Log tab: what happened to the torrent. New lines keep the end in view while one is at the end. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { formatClockSeconds } from '../../../i18n/format/date.js';
import { t } from '../../../i18n/runtime/words.js';
import { Text } from '../../components/text.js';
import { details } from '../../stores/details.js';

const LINE = 24;
const TONE = { info: 'line', warn: 'line is-warn', error: 'line is-danger' } as const;

export function LogTab() {
  const lines = useStore(details, (s) => s.log);
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = lines?.length ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 10,
    paddingStart: 8,
    paddingEnd: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only new lines move the view
  useEffect(() => {
    if (atEnd.current && count > 0) virtual.scrollToIndex(count - 1, { align: 'end' });
  }, [count]);
  if (lines === null) return null;
  return (
    <div
      ref={scroller}
      className="scroll logs"
      role="log"
      aria-label={t('log.label')}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
      tabIndex={0}
      onScroll={(event) => {
        const el = event.currentTarget;
        atEnd.current = el.scrollTop + el.clientHeight >= el.scrollHeight - LINE;
      }}
    >
      {count === 0 ? <p className="nothing">{t('log.empty')}</p> : null}
      <div className="length" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div key={item.index} className={TONE[line.level]} style={{ transform: `translateY(${item.start}px)` }}>
              <time>{formatClockSeconds(line.at)}</time>
              <Text className="cut">{line.text}</Text>
            </div>
          );
        })}
      </div>
    </div>
  );
}
