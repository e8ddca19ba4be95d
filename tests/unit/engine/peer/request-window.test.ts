import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { MOST_REQUESTS, RequestWindow } from '../../../../engine/peer/request-window.js';

/** Lets seconds pass at a steady rate. */
function run(window: RequestWindow, fromSecond: number, seconds: number, blocksASecond: number, throttled = false): void {
  for (let second = fromSecond; second < fromSecond + seconds; second++) {
    for (let i = 0; i < blocksASecond; i++) window.onBlock(BLOCK_BYTES);
    window.onTick((second + 1) * 1000, throttled);
  }
}
const started = () => {
  const window = new RequestWindow();
  window.onTick(0, false);
  return window;
};

describe('request window', () => {
  test('grows with every block at first, up to its cap', () => {
    const window = started();
    expect(window.size).toBe(32);
    for (let i = 0; i < 10; i++) window.onBlock(BLOCK_BYTES);
    expect(window.size).toBe(42);
    for (let i = 0; i < 1000; i++) window.onBlock(BLOCK_BYTES);
    expect(window.size).toBe(MOST_REQUESTS);
  });

  test('settles at a second and a half of the measured rate', () => {
    const window = started();
    run(window, 0, 10, 60);
    expect(window.size).toBe(90);
    run(window, 10, 2, 20);
    expect(window.size).toBe(30);
  });

  test('follows rate times round trip, the shortest seen, and a second more', () => {
    const window = started();
    window.onAnswer(400);
    window.onAnswer(100);
    window.onAnswer(900); // waited in its queue
    run(window, 0, 10, 60);
    expect([window.rttMs, window.rateBps, window.size]).toEqual([100, 60 * BLOCK_BYTES, 66]);
  });

  test('goes beyond its cap for a line that holds more, where the peer queues it', () => {
    const [quick, long, silent] = [started(), started(), started()];
    for (const window of [quick, long]) window.setPeerQueue(2000);
    quick.onAnswer(20);
    for (const window of [long, silent]) window.onAnswer(200);
    for (const window of [quick, long, silent]) run(window, 0, 5, 1000);
    expect([quick.size, long.size, silent.size]).toEqual([MOST_REQUESTS, 400, MOST_REQUESTS]);
  });

  test('keeps a few requests with a slow peer', () => {
    const window = started();
    run(window, 0, 3, 10);
    run(window, 3, 3, 0);
    expect(window.size).toBe(4);
  });

  test('does not shrink because we throttle', () => {
    const window = started();
    run(window, 0, 10, 60);
    run(window, 10, 20, 1, true);
    expect(window.size).toBe(90);
  });

  test('never asks for more than the peer queues', () => {
    const window = started();
    window.setPeerQueue(10);
    expect(window.size).toBe(10);
    run(window, 0, 5, 100);
    expect(window.size).toBe(10);
    window.setPeerQueue(0);
    expect(window.size).toBe(4);
    window.setPeerQueue(1_000_000);
    run(window, 5, 5, 1000);
    expect(window.size).toBe(MOST_REQUESTS);
  });

  test('starts small again after a choke', () => {
    const window = started();
    run(window, 0, 10, 100);
    window.restart();
    expect(window.size).toBe(32);
    window.onBlock(BLOCK_BYTES);
    expect(window.size).toBe(33);
  });

  test('tries a peer that let requests time out with one, until a block comes', () => {
    const window = started();
    run(window, 0, 10, 100);
    window.snub();
    run(window, 10, 5, 0);
    expect(window.size).toBe(1);
    window.onBlock(BLOCK_BYTES);
    expect(window.size).toBe(33);
  });
});
