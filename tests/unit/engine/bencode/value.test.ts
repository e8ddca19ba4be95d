import { describe, expect, test } from 'vitest';
import { decode } from '../../../../engine/bencode/decode.js';
import type { BencodeDictionary } from '../../../../engine/bencode/value.js';
import {
  asInteger,
  bytesField,
  bytesToKey,
  bytesToTextStrict,
  dictionaryField,
  integerField,
  keyToBytes,
  listField,
  optionalBytes,
  optionalDictionary,
  optionalInteger,
  optionalList,
  optionalText,
  textField,
  utf8ToKey,
} from '../../../../engine/bencode/value.js';

function dictionary(text: string): BencodeDictionary {
  const decoded = decode(Buffer.from(text));
  if (!decoded.ok || !(decoded.value instanceof Map)) throw new Error('not a dictionary');
  return decoded.value;
}

describe('fields of a dictionary', () => {
  const sample = dictionary('d4:dictd1:ai1ee4:listli1ee6:numberi7e4:text2:hie');

  test('are read when they have the wanted type', () => {
    expect(integerField(sample, 'number')).toEqual({ ok: true, value: 7 });
    expect(textField(sample, 'text')).toEqual({ ok: true, value: 'hi' });
    expect(bytesField(sample, 'text')).toEqual({ ok: true, value: new Uint8Array([0x68, 0x69]) });
    expect(listField(sample, 'list')).toEqual({ ok: true, value: [1] });
    expect(dictionaryField(sample, 'dict')).toEqual({ ok: true, value: new Map([['a', 1]]) });
  });
  test('are named with their whole path when they are missing or wrong', () => {
    expect(listField(sample, 'path', 'info.files.3')).toMatchObject({
      ok: false,
      error: { code: 'missing-field', field: 'info.files.3.path' },
    });
    expect(listField(sample, 'text', 'info')).toMatchObject({ ok: false, error: { code: 'wrong-type', field: 'info.text' } });
    expect(integerField(sample, 'text')).toMatchObject({ ok: false, error: { code: 'wrong-type', field: 'text' } });
    expect(integerField(sample, 'number', 'r', 0, 6)).toMatchObject({ ok: false, error: { code: 'out-of-range', field: 'r.number' } });
  });
  test('that are optional are null when missing or wrong', () => {
    expect(optionalInteger(sample, 'number')).toBe(7);
    expect(optionalInteger(sample, 'number', 8)).toBeNull();
    expect(optionalText(sample, 'text')).toBe('hi');
    expect(optionalText(sample, 'number')).toBeNull();
    expect(optionalBytes(sample, 'absent')).toBeNull();
    expect(optionalList(sample, 'dict')).toBeNull();
    expect(optionalDictionary(sample, 'list')).toBeNull();
  });
  test('never take a number that is not exact', () => {
    expect(asInteger(2n ** 60n, 'size')).toMatchObject({ ok: false, error: { code: 'out-of-range' } });
  });
});

test('keys carry every byte there and back', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect(keyToBytes(bytesToKey(all))).toEqual(all);
  expect(utf8ToKey('é')).toBe('\xc3\xa9');
});

test('text that is not UTF-8 is told apart where that matters', () => {
  expect(bytesToTextStrict(new Uint8Array([0xc3, 0xa9]))).toBe('é');
  expect(bytesToTextStrict(new Uint8Array([0xe9]))).toBeNull();
});
