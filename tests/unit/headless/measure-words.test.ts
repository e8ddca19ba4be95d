import { expect, it } from 'vitest';
import { durationWords, shareWords, sizeWords } from '../../../headless/measure-words.js';
import { progressBar } from '../../../headless/progress-line.js';

it('writes sizes with three figures', () => {
  expect([0, 1, 1023, 1024, 10_240, 102_400, 1_048_575, 1_572_864, 2 ** 40].map(sizeWords)).toEqual([
    '0 B',
    '1 B',
    '1023 B',
    '1 KiB',
    '10 KiB',
    '100 KiB',
    '1.00 MiB',
    '1.50 MiB',
    '1 TiB',
  ]);
});

it('says 100 % only when it is done', () => {
  expect([shareWords(0, 10), shareWords(9_999, 10_000), shareWords(10, 10), shareWords(0, 0)]).toEqual(['0 %', '99 %', '100 %', '100 %']);
});

it('writes times in two units', () => {
  expect([0, 59.6, 61, 3_700, 90_000, Number.POSITIVE_INFINITY].map(durationWords)).toEqual([
    '0 s',
    '1 min 0 s',
    '1 min 1 s',
    '1 h 1 min',
    '1 d 1 h',
    'very long',
  ]);
});

it('draws a bar of the same width at every share', () => {
  for (let share = -0.5; share <= 1.5; share += 0.01) expect([...progressBar(share, 10)]).toHaveLength(10);
  expect([progressBar(0, 4), progressBar(0.5, 4), progressBar(0.53125, 4), progressBar(1, 4)]).toEqual(['░░░░', '██░░', '██▏░', '████']);
});
