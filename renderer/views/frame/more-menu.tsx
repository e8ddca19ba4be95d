/** The menu at the end of the toolbar: all torrents, how the window looks, and the version. */
import { useStore } from 'zustand';
import type { Density, SessionView, Theme } from '../../../electron/contract/index.js';
import { formatDate } from '../../../i18n/format/date.js';
import { formatSize } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLine } from '../../components/menu.js';
import { pauseAll, resumeAll } from '../../stores/actions.js';
import { noteMenu } from '../../stores/order.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { shell } from '../../stores/shell.js';
import { torrents } from '../../stores/torrents.js';
import { resetColumns } from '../torrent-list/columns-menu.js';
import { shortcut } from './keys.js';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const DENSITIES: readonly Density[] = ['compact', 'default', 'comfy'];

/** What has been moved in all runs; null before the first byte. */
function allTimeWords(allTime: SessionView['allTime'] | null): string | null {
  if (allTime === null || allTime.downloadedBytes + allTime.uploadedBytes === 0) return null;
  return t('moreMenu.allTime', {
    down: formatSize(allTime.downloadedBytes),
    up: formatSize(allTime.uploadedBytes),
    since: formatDate(allTime.since),
  });
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
        <button type="button" className="btn icon" aria-label={t('common.menu')} data-testid="btn-menu">
          <Icon name="more" />
        </button>
      }
    >
      {some ? (
        <>
          <MenuItem testId="menu-pause-all" onSelect={pauseAll}>
            {t('moreMenu.pauseAll')}
          </MenuItem>
          <MenuItem testId="menu-resume-all" onSelect={resumeAll}>
            {t('moreMenu.resumeAll')}
          </MenuItem>
          <MenuLine />
          <MenuCheck
            shortcut={shortcut('toggle-sidebar')}
            checked={sidebarVisible}
            testId="menu-sidebar"
            onChange={(on) => changePreferences({ sidebarVisible: on })}
          >
            {t('moreMenu.showSidebar')}
          </MenuCheck>
          <MenuCheck
            shortcut={shortcut('toggle-details')}
            checked={detailsVisible}
            testId="menu-details"
            onChange={(on) => changePreferences({ detailsVisible: on })}
          >
            {t('moreMenu.showDetails')}
          </MenuCheck>
          <MenuItem testId="menu-reset-columns" onSelect={resetColumns}>
            {t('moreMenu.resetColumns')}
          </MenuItem>
          <MenuLine />
        </>
      ) : null}
      <MenuChoice
        label={t('moreMenu.theme')}
        value={theme}
        options={THEMES.map((each) => [each, t(`moreMenu.themes.${each}`)])}
        testId="menu-theme"
        onChange={(next) => changePreferences({ theme: next })}
      />
      <MenuLine />
      <MenuChoice
        label={t('moreMenu.density')}
        value={density}
        options={DENSITIES.map((each) => [each, t(`moreMenu.densities.${each}`)])}
        testId="menu-density"
        onChange={(next) => changePreferences({ density: next })}
      />
      {info === null ? null : (
        <>
          <MenuLine />
          {allTime === null ? null : <p className="menu-note">{allTime}</p>}
          <p className="menu-note">{t('moreMenu.version', { version: info.version })}</p>
        </>
      )}
    </Menu>
  );
}
