/** The value of a scan's token (BEP 3), built without recursion: every value that bencode can hold, byte for byte. */
import type { Scan, Token } from './token-table.js';
import type { BencodeValue } from './value.js';
import { bytesToKey } from './value.js';

type Container = { readonly end: Token } & (
  | { readonly list: BencodeValue[]; readonly dictionary: null }
  | { readonly list: null; readonly dictionary: Map<string, BencodeValue> }
);

/** The value of one token. Of a key that is there twice the first counts, as in `Scan.get`. Strings are copies. */
export function valueAt(scanned: Scan, root: Token): BencodeValue {
  const stack: Container[] = [];
  const end = scanned.after(root);
  let key: string | null = null;
  let result: BencodeValue = 0;
  for (let token = root; token < end; token++) {
    let parent = stack.at(-1);
    while (parent !== undefined && token >= parent.end) {
      stack.pop();
      parent = stack.at(-1);
    }
    if (parent?.dictionary && key === null) {
      key = bytesToKey(scanned.content(token));
      continue;
    }
    const value = startValue(scanned, token, stack);
    if (parent === undefined) result = value;
    else if (parent.list !== null) parent.list.push(value);
    else if (key !== null) {
      if (!parent.dictionary.has(key)) parent.dictionary.set(key, value);
      key = null;
    }
  }
  return result;
}

/** A scalar whole, a container still empty and on the stack. */
function startValue(scanned: Scan, token: Token, stack: Container[]): BencodeValue {
  switch (scanned.kind(token)) {
    case 'integer':
      return scanned.integer(token);
    case 'string':
      return new Uint8Array(scanned.content(token));
    case 'list': {
      const list: BencodeValue[] = [];
      stack.push({ list, dictionary: null, end: scanned.after(token) });
      return list;
    }
    case 'dictionary': {
      const dictionary = new Map<string, BencodeValue>();
      stack.push({ list: null, dictionary, end: scanned.after(token) });
      return dictionary;
    }
  }
}
