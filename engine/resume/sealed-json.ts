/**
 * Small state as JSON that a person can read and damage cannot change unnoticed: `{ schema, sha256, value }`, the checksum over
 * the value's own JSON. Files of older versions, which are the bare value, are read as schema 0.
 */
import { createHash } from 'node:crypto';

/** From the schema they stand at (position) to the next one. */
export type JsonMigrations = readonly ((value: unknown) => unknown)[];

const OWN_KEYS = ['schema', 'sha256', 'value'] as const;

export function sealJson(value: unknown, schema: number): string {
  return JSON.stringify({ schema, sha256: digest(value), value }, null, 2);
}

/** The value, brought up to date. Throws with a sentence at anything that was not written so. */
export function unsealJson(text: string, migrations: JsonMigrations): unknown {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('it is no object');
  if (!OWN_KEYS.some((key) => key in parsed)) return migrate(parsed, 0, migrations);
  const { schema, sha256, value, ...rest } = parsed as { schema?: unknown; sha256?: unknown; value?: unknown };
  if (Object.keys(rest).length > 0 || !Number.isSafeInteger(schema) || value === undefined) throw new Error('it was damaged');
  if (digest(value) !== sha256) throw new Error('it was damaged');
  return migrate(value, Number(schema), migrations);
}

function migrate(value: unknown, from: number, migrations: JsonMigrations): unknown {
  if (from > migrations.length) throw new Error('it was written by a newer version');
  return migrations.slice(from).reduce((current, step) => step(current), value);
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
