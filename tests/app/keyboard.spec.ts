/** Everything by the keyboard alone: each key of the table does what it says, and the whole way from a link to its end needs no mouse. */
import { expect, type Page, test } from '@playwright/test';
import { appCommands, isDoable } from '../../electron/contract/app-commands.js';
import { type MockRoom, openMockRoom, selectedNames, shownNames, torrentNamed } from './harness/mock-app.js';
import { picture } from './harness/shoal-app.js';

let room: MockRoom;

test.beforeEach(async () => {
  room = await openMockRoom({ count: 24, frozen: true });
  await expect(room.app.page.locator('.row')).not.toHaveCount(0);
});
test.afterEach(() => room.close());

/** What is called in the system, by name: dialogs answer as cancelled, the file manager stays shut. */
async function watchSystem(): Promise<() => Promise<readonly string[]>> {
  await room.app.electron.evaluate(({ dialog, shell }) => {
    const calls: string[] = [];
    Object.assign(globalThis, { calls });
    dialog.showOpenDialog = (async () => {
      calls.push('open-dialog');
      return { canceled: true, filePaths: [] };
    }) as typeof dialog.showOpenDialog;
    dialog.showMessageBox = (async () => {
      calls.push('question');
      return { response: 1, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
    shell.showItemInFolder = () => void calls.push('show');
  });
  return () => room.app.electron.evaluate(() => (globalThis as unknown as { calls: string[] }).calls);
}

/** One line a command that has keys: a state to begin with, and what holds after the key. */
type Checks = Record<string, (page: Page, press: () => Promise<void>) => Promise<void>>;

test('each key of the table does what it says', async () => {
  const { app } = room;
  const { page } = app;
  const calls = await watchSystem();
  const called = (what: string) => expect.poll(calls).toContain(what);
  const debian = (await torrentNamed(app, 'debian')).infoHashV1 ?? '';
  const stateOf = async (): Promise<string> => (await torrentNamed(app, 'debian')).status.kind;
  const queued = async (): Promise<number> => {
    const { status } = (await app.rows()).find((row) => row.status.kind === 'queued') ?? {};
    return status?.kind === 'queued' ? status.position : 0;
  };
  const select = (): Promise<void> => app.row(debian).click();
  const visible = (id: string) => expect(page.getByTestId(id)).toBeVisible();
  const closed = async (id: string): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(page.getByTestId(id)).toBeHidden();
  };
  const turns = (id: string) => async (_page: Page, press: () => Promise<void>) => {
    const element = page.getByTestId(id);
    const before = await element.isVisible();
    await press();
    await expect(element).toBeVisible({ visible: !before });
    await press();
    await expect(element).toBeVisible({ visible: before });
  };
  const tab = (name: string) => async (_page: Page, press: () => Promise<void>) => {
    await press();
    await expect(page.getByTestId(`tab-${name}`)).toHaveAttribute('aria-selected', 'true');
  };
  const inQueue = (side: 1 | -1 | 0) => async (_page: Page, press: () => Promise<void>) => {
    const row = (await app.rows()).find(({ status }) => status.kind === 'queued');
    await app.row(row?.infoHashV1 ?? '').click();
    const before = await queued();
    await press();
    if (side === 0) await expect.poll(queued).toBe(1);
    else if (side > 0) await expect.poll(queued).toBeGreaterThan(before);
    else await expect.poll(queued).toBeLessThanOrEqual(before);
    await select();
  };
  const checks: Checks = {
    'open-file': async (_page, press) => {
      await press();
      await called('open-dialog');
    },
    'paste-link': async (_page, press) => {
      await app.electron.evaluate(({ clipboard }) => clipboard.writeText('nothing like a link'));
      await press();
      await expect(page.getByTestId('toast-info')).toContainText('There is no magnet link');
    },
    find: async (_page, press) => {
      await press();
      await expect(page.getByTestId('field-filter')).toBeFocused();
      await select();
    },
    palette: async (_page, press) => {
      await press();
      await visible('palette');
      await closed('palette');
    },
    escape: async (_page, press) => {
      await press();
      await expect(page.locator('.row[aria-selected="true"]')).toHaveCount(0);
      await select();
    },
    'select-all': async (_page, press) => {
      await press();
      await expect(page.locator('.toolbar .count')).toHaveText('24 selected');
      await select();
    },
    'show-in-folder': async (_page, press) => {
      await press();
      await called('show');
    },
    'pause-resume': async (_page, press) => {
      const before = await stateOf();
      await press();
      await expect.poll(stateOf).not.toBe(before);
      await press();
    },
    rename: async (_page, press) => {
      await press();
      await expect(page.getByTestId('field-rename')).toBeFocused();
      await closed('field-rename');
    },
    limits: async (_page, press) => {
      await press();
      await visible('limits');
      await closed('limits');
    },
    'queue-top': inQueue(0),
    'queue-up': inQueue(-1),
    'queue-down': inQueue(1),
    'queue-bottom': inQueue(1),
    'copy-magnet': async (_page, press) => {
      await press();
      await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toContain(debian);
    },
    remove: async (_page, press) => {
      await press();
      await expect(app.row(debian)).toBeHidden();
    },
    undo: async (_page, press) => {
      await press();
      await expect(app.row(debian)).toBeVisible();
      await select();
    },
    'remove-data': async (_page, press) => {
      await press();
      await called('question');
    },
    'toggle-details': turns('details'),
    'tab-1': tab('overview'),
    'tab-2': tab('files'),
    'tab-3': tab('peers'),
    'tab-4': tab('pieces'),
    'tab-5': tab('trackers'),
    'tab-6': tab('speed'),
    'tab-7': tab('log'),
    'next-pane': async (_page, press) => {
      await select();
      await press();
      await expect(page.getByTestId('tab-log')).toBeFocused();
    },
    'previous-pane': async (_page, press) => {
      await press();
      await expect(app.row(debian)).toBeFocused();
    },
    'toggle-sidebar': turns('group-all'),
    mini: turns('win-mini'),
    'theme-next': async (_page, press) => {
      await press();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    },
    help: async (_page, press) => {
      await press();
      await visible('keys-sheet');
      await closed('keys-sheet');
    },
    'pause-resume-all': async (_page, press) => {
      const paused = async (): Promise<number> => (await app.rows()).filter(({ status }) => status.kind === 'paused').length;
      const before = await paused();
      await press();
      await expect.poll(paused).toBeGreaterThan(before + 5);
      await expect(page.getByTestId('group-paused').locator('em')).toHaveText(String(await paused())); // what the key does next depends on what the page knows
      await press();
      await expect.poll(paused).toBeLessThanOrEqual(before);
    },
  };
  const withKeys = appCommands().filter(({ id, keys }) => isDoable(id) && keys !== undefined);
  expect(Object.keys(checks).sort()).toEqual(withKeys.map(({ id }) => id).sort());
  await select();
  for (const [id, check] of Object.entries(checks)) {
    await test.step(id, async () => {
      const [keys = ''] = withKeys.find((command) => command.id === id)?.keys ?? [];
      await check(page, () => page.keyboard.press(keys.replace('Mod', 'Control')));
    });
  }
});

test('a link is added, chosen, paused, limited and removed by the keyboard alone, and one sees where one is', async ({}, info) => {
  const { app } = room;
  const { page } = app;
  const shown = (name: string): Promise<void> => picture(app, info, name);
  const seesFocus = async (): Promise<void> => {
    const outlined = await page.evaluate(() => {
      const at = document.activeElement;
      const place = at?.closest('.field') ?? at;
      return at !== null && at !== document.body && place !== null && getComputedStyle(place).outlineStyle !== 'none';
    });
    expect(outlined).toBe(true);
  };
  const link = `magnet:?xt=urn:btih:${'ab'.repeat(20)}&dn=000%20By%20keyboard`;
  await app.electron.evaluate(({ clipboard }, link) => clipboard.writeText(link), link);
  await page.keyboard.press('Control+u');
  await expect(page.getByTestId('dialog-add')).toBeVisible();
  const confirm = page.getByTestId('btn-add-confirm');
  await expect(confirm).toBeEnabled();
  for (let tabs = 0; tabs < 40 && !(await confirm.evaluate((button) => button === document.activeElement)); tabs++) {
    await page.keyboard.press('Tab');
  }
  await seesFocus();
  await shown('add');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('dialog-add')).toBeHidden();

  await expect.poll(async () => (await shownNames(app))[0]).toBe('000 By keyboard'); // once the hand rests
  const grid = page.getByTestId('grid-torrents');
  for (let steps = 0; steps < 6 && !(await grid.evaluate((grid) => grid.contains(document.activeElement))); steps++) {
    await page.keyboard.press('F6');
  }
  await page.keyboard.press('Home');
  expect(await selectedNames(app)).toEqual(['000 By keyboard']);
  await seesFocus();
  await shown('chosen');
  await page.keyboard.press('Control+.');
  const added = () => torrentNamed(app, '000 By keyboard');
  await expect.poll(async () => (await added()).status.kind).toBe('paused');
  await page.keyboard.press('Control+l');
  await expect(page.getByTestId('limit-down')).toBeFocused();
  await page.keyboard.type('500');
  await seesFocus();
  await shown('limits');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await added()).maxDownBps).toBe(500_000);
  await expect(page.locator('.row[aria-selected="true"]')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('toast-removed')).toBeVisible();
  expect((await app.rows()).some(({ name }) => name === '000 By keyboard')).toBe(false);
  await seesFocus();
});
