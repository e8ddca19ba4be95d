// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { en } from '../../../../i18n/catalogues/en/index.js';
import type { Catalogue } from '../../../../i18n/runtime/catalogue.js';
import { App } from '../../../../renderer/app/app.js';
import { speak } from '../../../../renderer/stores/language.js';
import { reorder } from '../../../../renderer/stores/order.js';
import { selection } from '../../../../renderer/stores/selection.js';
import { applyRowsMessage, resetTorrents } from '../../../../renderer/stores/torrents.js';
import { useFakeBridge } from '../support/fake-bridge.js';
import { act, type Drawn, draw } from '../support/render.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

let drawn: Drawn;
afterEach(() => {
  drawn.unmount();
  resetTorrents();
});

/** Every message of a catalogue that is text alone, long enough to be told from a name. */
function plainMessages(part: Catalogue): string[] {
  return Object.values(part).flatMap((value) =>
    typeof value === 'string' ? (value.length > 3 ? [value] : []) : Array.isArray(value) ? [] : plainMessages(value),
  );
}

/** What can be read in the page: texts, names for screen readers, tooltips, hints. */
function wordsOnShow(): string[] {
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
  }
  return found.map((text) => text.trim()).filter(Boolean);
}

it('changes every word on show at once, rows and menus included, and what one was at stays', async () => {
  useFakeBridge();
  await act(() => speak({ language: 'en', locale: 'en-GB' }));
  const error = { code: 'disk-full', message: '', facts: {} } as const;
  const rows = [
    makeRow(1),
    makeRow(2, { status: { kind: 'seeding' }, why: { kind: 'nobody-interested', peers: 0 } }),
    makeRow(3, { status: { kind: 'needs-attention', error } }),
    makeRow(4, { status: { kind: 'awaiting-choice' } }),
  ];
  applyRowsMessage({ kind: 'rows-snapshot', start: true, end: true, rows, session: SESSION });
  reorder();
  selection.setState({ selected: new Set([idOf(3)]), anchor: idOf(3), focus: idOf(3) });
  drawn = await draw(<App />);
  const english = new Set(plainMessages(en));
  expect(wordsOnShow().filter((text) => english.has(text)).length).toBeGreaterThan(30);

  await act(() => speak({ language: 'en-XA', locale: 'en-GB' }));
  expect(wordsOnShow().filter((text) => english.has(text))).toEqual([]);
  expect(document.querySelector('[aria-selected=true][role=row]')?.getAttribute('data-id')).toBe(idOf(3));
  expect(document.documentElement.lang).toBe('en-XA');

  await act(() => speak({ language: 'ar', locale: 'ar-EG' }));
  expect(document.documentElement.dir).toBe('rtl');
  expect(wordsOnShow().filter((text) => english.has(text))).toEqual([]);
});
