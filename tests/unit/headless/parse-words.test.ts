import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { UsageError } from '../../../headless/failure.js';
import { chosenFiles, fileRanges } from '../../../headless/option-values.js';
import { type OptionSpec, parseWords } from '../../../headless/parse-words.js';

const SPECS: readonly OptionSpec[] = [
  { name: 'out', kind: 'value', value: 'DIR', help: '' },
  { name: 'peer', kind: 'list', value: 'HOST:PORT', help: '' },
  { name: 'seed', kind: 'flag', help: '' },
];

it('takes values after a space or an equals sign, and words in any order', () => {
  const given = parseWords(['--peer', 'a:1', 'file', '--out=-odd', '--peer=b:2', '--seed'], SPECS, ['FILE']);
  expect([given.positionals, given.value('out'), given.list('peer'), given.has('seed')]).toEqual([['file'], '-odd', ['a:1', 'b:2'], true]);
});

it('takes everything after -- as bare words', () => {
  expect(parseWords(['--', '--out'], SPECS, ['FILE']).positionals).toEqual(['--out']);
});

it('does not mistake an option named like a part of every object for one of its own', () => {
  expect(() => parseWords(['f', '--constructor'], SPECS, ['FILE'])).toThrow(UsageError);
  expect(() => parseWords(['f', '--__proto__=1'], SPECS, ['FILE'])).toThrow(UsageError);
});

it('either understands any words or says what is wrong with them', () => {
  const word = fc.oneof(fc.constantFrom('--out', '--peer', '--seed', '--', '-', '--out=', '-o', '--no-seed', '--peer=x'), fc.string());
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      try {
        expect(parseWords(words, SPECS, ['FILE']).positionals).toHaveLength(1);
      } catch (problem) {
        expect(problem).toBeInstanceOf(UsageError);
      }
    }),
  );
});

it('reads ranges of files in any order, each file once', () => {
  expect(chosenFiles(fileRanges('5,0,3-5, 1'), 6)).toEqual([0, 1, 3, 4, 5]);
});

it.each(['', 'a', '1-', '-1', '1,,2', '3-1', '1.5', '0x1', '99999999999'])('refuses "%s" as a selection', (text) => {
  expect(() => fileRanges(text)).toThrow(UsageError);
});

it('refuses files that the torrent does not have, without walking a huge range', () => {
  expect(() => chosenFiles(fileRanges('0-999999999'), 3)).toThrow('the torrent has files 0 to 2');
  expect(() => chosenFiles(fileRanges('0-999999999'), null)).toThrow('which no torrent can have');
});
