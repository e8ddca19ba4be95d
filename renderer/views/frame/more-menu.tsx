/** The menu at the end of the toolbar: all torrents, how the window looks, and the version. */
import { useStore } from 'zustand';
import type { Density, SessionView, Theme } from '../../../electron/contract/index.js';
import { Icon } from '../../components/icon.js';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLine } from '../../components/menu.js';
import { formatDate } from '../../format/date.js';
import { formatSize } from '../../format/size.js';
import { t } from '../../i18n/messages.js';
import { pauseAll, resumeAll } from '../../stores/actions.js';
import { noteMenu } from '../../stores/order.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { shell } from '../../stores/shell.js';
import { torrents } from '../../stores/torrents.js';
import { shortcut } from './keys.js';

const THEMES: readonly (readonly [Theme, string])[] = [
  ['system', t.themes.system],
  ['light', t.themes.light],
  ['dark', t.themes.dark],
];
const DENSITIES: readonly (readonly [Density, string])[] = [
  ['compact', t.densities.compact],
  ['default', t.densities.default],
  ['comfy', t.densities.comfy],
];

/** What has been moved in all runs; null before the first byte. */
function allTimeWords(allTime: SessionView['allTime'] | null): string | null {
  if (allTime === null || allTime.downloadedBytes + allTime.uploadedBytes === 0) return null;
  return t.allTime(formatSize(allTime.downloadedBytes), formatSize(allTime.uploadedBytes), formatDate(allTime.since));
}

export function MoreMenu() {
  const { theme, density, sidebarVisible, detailsVisible } = useStore(preferences, (s) => s.preferences);
  const some = useStore(torrents, (s) => s.structure >= 0 && s.rows.size > 0);
  const info = useStore(shell, (s) => s.info);
  const allTime = allTimeWords(useStore(torrents, (s) => s.session?.allTime ?? null));
  return (
    <Menu
      onOpenChange={noteMenu}
      trigger={
        <button type="button" className="btn icon" aria-label={t.menu} data-testid="btn-menu">
          <Icon name="more" />
        </button>
      }
    >
      {some ? (
        <>
          <MenuItem testId="menu-pause-all" onSelect={pauseAll}>
            {t.pauseAll}
          </MenuItem>
          <MenuItem testId="menu-resume-all" onSelect={resumeAll}>
            {t.resumeAll}
          </MenuItem>
          <MenuLine />
          <MenuCheck
            shortcut={shortcut('B')}
            checked={sidebarVisible}
            testId="menu-sidebar"
            onChange={(on) => changePreferences({ sidebarVisible: on })}
          >
            {t.showSidebar}
          </MenuCheck>
          <MenuCheck
            shortcut={shortcut('I')}
            checked={detailsVisible}
            testId="menu-details"
            onChange={(on) => changePreferences({ detailsVisible: on })}
          >
            {t.showDetails}
          </MenuCheck>
          <MenuItem testId="menu-reset-columns" onSelect={() => changePreferences({ columns: {} })}>
            {t.resetColumns}
          </MenuItem>
          <MenuLine />
        </>
      ) : null}
      <MenuChoice
        label={t.theme}
        value={theme}
        options={THEMES}
        testId="menu-theme"
        onChange={(next) => changePreferences({ theme: next })}
      />
      <MenuLine />
      <MenuChoice
        label={t.density}
        value={density}
        options={DENSITIES}
        testId="menu-density"
        onChange={(next) => changePreferences({ density: next })}
      />
      {info === null ? null : (
        <>
          <MenuLine />
          {allTime === null ? null : <p className="menu-note">{allTime}</p>}
          <p className="menu-note">{t.version(info.version)}</p>
        </>
      )}
    </Menu>
  );
}
