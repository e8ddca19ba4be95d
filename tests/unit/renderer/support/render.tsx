/** Draws a part of the window into happy-dom, which has no layout: sizes are made up here. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** Every element is this large. */
export const WIDTH = 976;
export const HEIGHT = 600;

for (const [name, value] of Object.entries({ offsetWidth: WIDTH, offsetHeight: HEIGHT, clientWidth: WIDTH, clientHeight: HEIGHT })) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}

export interface Drawn {
  readonly host: HTMLElement;
  /** The one element with a test id; fails when there is none. */
  get(testId: string): HTMLElement;
  find(testId: string): HTMLElement | null;
  all(selector: string): HTMLElement[];
  unmount(): void;
}

export async function draw(node: ReactNode): Promise<Drawn> {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  await act(async () => root.render(node));
  const find = (testId: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
  return {
    host,
    find,
    get: (testId) => {
      const found = find(testId);
      if (found === null) throw new Error(`nothing with the test id ${testId}`);
      return found;
    },
    all: (selector) => [...document.querySelectorAll<HTMLElement>(selector)],
    unmount: () => {
      act(() => root.unmount());
      host.remove();
    },
  };
}

/** Presses a key where the focus is, or on a given element. */
export async function press(key: string, options: KeyboardEventInit = {}, target: Element | null = document.activeElement): Promise<void> {
  await act(async () => {
    (target ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
  });
}

export async function mouse(type: 'mousedown' | 'click' | 'dblclick', target: Element, options: MouseEventInit = {}): Promise<void> {
  await act(async () => {
    target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...options }));
  });
}

export { act };
