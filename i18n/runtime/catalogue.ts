/**
 * The shape of a catalogue. English is the source: its messages are literals, so the compiler knows every key and what
 * each message needs. A catalogue of another language has the same keys; one that lacks a key does not compile.
 */
import type { GetICUArgs } from '@schummar/icu-type-parser';
import type { en } from '../catalogues/en/index.js';

/** Messages by area, nested as deep as reads well. The leaves are ICU messages; the bundler compiles them. */
export interface Catalogue {
  readonly [name: string]: string | Catalogue;
}

/** What a translation of (a part of) the English catalogue must hold. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };

export type English = typeof en;

type KeysOf<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : KeysOf<T[K], `${Before}${K}.`>;
}[keyof T & string];

type MessageAt<T, Key extends string> = Key extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? MessageAt<T[Head], Rest>
    : never
  : Key extends keyof T
    ? T[Key]
    : never;

/** The key of every message, such as `list.columns.name`. */
export type MessageKey = KeysOf<English>;

interface Kinds {
  ICUArgument: string | number;
  ICUNumberArgument: number;
}
type NamesOfTags<Message> = Message extends `${string}</${infer Name}>${infer Rest}` ? Name | NamesOfTags<Rest> : never;

/** The English message of a key. */
export type MessageOf<Key extends MessageKey> = Extract<MessageAt<English, Key>, string>;

/** The arguments of a message. */
export type MessageArgs<Key extends MessageKey> = GetICUArgs<MessageOf<Key>, Kinds>;

/** The tags of a message: what makes something of the text between `<name>` and `</name>`. */
export type MessageTags<Key extends MessageKey, Node> = {
  readonly [Name in NamesOfTags<MessageOf<Key>>]: (children: readonly (string | Node)[]) => Node;
};
