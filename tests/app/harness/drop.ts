/** Dropping real files on the window: the File objects come from an input, so that each has its path as in a real drag. */
import type { Page } from '@playwright/test';

const INPUT = 'test-file-source';

/** Makes the files known to the page, ready to be dragged. */
async function holdFiles(page: Page, paths: readonly string[]): Promise<void> {
  await page.evaluate((id) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = id;
    input.hidden = true;
    document.body.append(input);
  }, INPUT);
  await page.setInputFiles(`#${INPUT}`, [...paths]);
}

/** Sends one drag event with the held files to whatever lies in the middle of the window. */
async function send(page: Page, type: 'dragenter' | 'dragover' | 'drop'): Promise<void> {
  await page.evaluate(
    ([id, type]) => {
      const data = new DataTransfer();
      for (const file of (document.getElementById(id) as HTMLInputElement).files ?? []) data.items.add(file);
      const target = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2) ?? document.body;
      target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [INPUT, type] as const,
  );
}

/** Drags the files over the window and lets go; `hovering` runs while they hang over it. */
export async function dropFiles(
  page: Page,
  paths: readonly string[],
  hovering: () => Promise<void> = async () => undefined,
): Promise<void> {
  await holdFiles(page, paths);
  await send(page, 'dragenter');
  await send(page, 'dragover');
  await hovering();
  await send(page, 'drop');
  await page.evaluate((id) => document.getElementById(id)?.remove(), INPUT);
}
