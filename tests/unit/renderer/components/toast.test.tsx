// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { notices } from '../../../../renderer/stores/notices.js';
import { removeTorrents } from '../../../../renderer/stores/removal.js';
import { Toasts } from '../../../../renderer/views/frame/toasts.js';
import { type FakeBridge, useFakeBridge } from '../support/fake-bridge.js';
import { act, type Drawn, draw, mouse } from '../support/render.js';
import { idOf, makeRow } from '../support/rows.js';

let bridge: FakeBridge;
let drawn: Drawn;
beforeEach(async () => {
  vi.useFakeTimers();
  bridge = useFakeBridge();
  notices.setState({ list: [] });
  drawn = await draw(<Toasts />);
  await act(() => removeTorrents([makeRow(1, { name: 'Reef\u202Egnp' })]));
});
afterEach(() => {
  drawn.unmount();
  vi.useRealTimers();
});
const wait = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const enter = (type: string, target: Element): Promise<void> =>
  act(async () => void target.dispatchEvent(new Event(type, { bubbles: true })));

it('offers undo for eight seconds, naming what was removed with its hidden characters shown', async () => {
  const name = drawn.get('toast-removed').querySelector('bdi');
  expect(name?.textContent).toBe('Reef‹RLO›gnp');
  expect(name?.getAttribute('dir')).toBe('auto');
  await wait(7900);
  expect(drawn.find('toast-removed')).not.toBeNull();
  await wait(200);
  expect(drawn.find('toast-removed')).toBeNull();
});

it('undoes by its button', async () => {
  await mouse('click', drawn.get('btn-undo'));
  expect(bridge.named('torrents.restore')).toEqual([{ ids: [idOf(1)] }]);
  expect(drawn.find('toast-removed')).toBeNull();
});

it('stands still while it holds the keyboard focus', async () => {
  await act(async () => drawn.get('btn-undo').focus());
  await wait(60_000);
  expect(drawn.find('toast-removed')).not.toBeNull();
  await act(async () => drawn.get('btn-undo').blur());
  await wait(8100);
  expect(drawn.find('toast-removed')).toBeNull();
});

it('stands still while it is pointed at', async () => {
  await enter('pointerover', drawn.get('toast-removed'));
  await wait(60_000);
  expect(drawn.find('toast-removed')).not.toBeNull();
});

it('is read out once, politely', async () => {
  await wait(10);
  expect(drawn.get('live-polite').textContent).toContain('Removed');
  expect(drawn.get('live-urgent').textContent).toBe('');
});
