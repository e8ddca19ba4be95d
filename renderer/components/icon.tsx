/** Icons: a 16 px box, 1.5 px stroke, round joins, no fills. */
import { memo } from 'react';

const PATHS = {
  sidebar: 'M2.75 3.25h10.5a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H2.75a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1zM6.25 3.25v9.5',
  plus: 'M8 3.25v9.5M3.25 8h9.5',
  minus: 'M3.25 8h9.5',
  chevron: 'M4.5 6.25 8 9.75l3.5-3.5',
  next: 'M6.25 4.5 9.75 8l-3.5 3.5',
  forced: 'M4 4.5 7.5 8 4 11.5M8.5 4.5 12 8l-3.5 3.5',
  pause: 'M5.5 3.75v8.5M10.5 3.75v8.5',
  play: 'M5.25 3.5v9l7-4.5z',
  trash: 'M2.75 4.5h10.5M6.25 4.25v-1.5h3.5v1.5M4.25 4.75l.5 8.5h6.5l.5-8.5',
  search: 'M7 11.25a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5zM10.25 10.25l3 3',
  more: 'M3 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M12 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0',
  down: 'M8 3v9.5M4 8.75l4 4 4-4',
  up: 'M8 13V3.5M4 7.25l4-4 4 4',
  done: 'M3.25 8.5l3 3 6.5-7',
  all: 'M2.75 4.25h10.5M2.75 8h10.5M2.75 11.75h10.5',
  alert: 'M8 2.75 14 13H2zM8 6.75v2.75M8 11.25h.01',
  clock: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 5v3.25l2 1.25',
  recheck: 'M13.25 8a5.25 5.25 0 1 1-1.6-3.77M13.25 2.5v2.75H10.5',
  link: 'M6.75 9.25a2.75 2.75 0 0 0 4 .25l2-2a2.8 2.8 0 0 0-4-4l-.75.75M9.25 6.75a2.75 2.75 0 0 0-4-.25l-2 2a2.8 2.8 0 0 0 4 4L8 11.75',
  waiting: 'M8 2.5h.01M11.9 4.1h.01M13.5 8h.01M11.9 11.9h.01M8 13.5h.01M4.1 11.9h.01M2.5 8h.01M4.1 4.1h.01',
  choose: 'M2.75 4.25h10.5M2.75 8h5.5M2.75 11.75h3.5M9.25 11l2 2 3-4',
  folder: 'M1.75 12V4.25a1 1 0 0 1 1-1h3l1.5 1.75h6a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H2.75a1 1 0 0 1-1-1z',
  file: 'M4.25 1.75h5l3.5 3.5v9h-8.5zM9.25 1.75v3.5h3.5',
  film: 'M2.75 3.25h10.5v9.5H2.75zM6.75 6v4l3.25-2z',
  copy: 'M5.75 5.75h7.5v7.5h-7.5zM3.5 10.25h-.75v-7.5h7.5v.75',
  close: 'M4 4l8 8M12 4l-8 8',
  globe: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM2.5 8h11M8 2.25c-3.2 3.2-3.2 8.3 0 11.5 3.2-3.2 3.2-8.3 0-11.5',
  below: 'M2.75 3.25h10.5a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H2.75a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1zM1.75 9.25h12.5',
  beside: 'M2.75 3.25h10.5a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H2.75a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1zM9.75 3.25v9.5',
  restore: 'M9.25 2.75h4v4M13.25 2.75l-5 5M6.75 13.25h-4v-4M2.75 13.25l5-5',
} as const;

export type IconName = keyof typeof PATHS;

/** The path of an icon, for whoever draws without React. */
export const iconPath = (name: IconName): string => PATHS[name];

export const Icon = memo(function Icon({ name, className }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={className === undefined ? 'ic' : `ic ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
});
