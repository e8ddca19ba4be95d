import { expect, test } from 'vitest';
import { ReceiveWindow } from '../../../../engine/utp/receive-window.js';

const KIB = 1024;

/** So many round trips that bring so much each. */
function rounds(window: ReceiveWindow, count: number, bytes: (window: ReceiveWindow) => number): void {
  for (let round = 0; round <= count; round++) window.onBytes(bytes(window), 100, round * 1000);
}

test('the window grows while a round trip fills it, to four MiB and no further', () => {
  const window = new ReceiveWindow();
  rounds(window, 1, ({ bytes }) => bytes);
  expect(window.bytes).toBe(512 * KIB);
  rounds(window, 20, ({ bytes }) => bytes);
  expect(window.bytes).toBe(4096 * KIB);
});

test('it stays where round trips bring less than half of it', () => {
  const window = new ReceiveWindow();
  rounds(window, 20, ({ bytes }) => bytes / 2);
  expect(window.bytes).toBe(256 * KIB);
});
