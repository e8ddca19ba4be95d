/**
 * Brings older records up to the current schema, one step at a time. A step takes the dictionary of its schema and
 * returns that of the next. Records of a newer program are refused: they are kept and can be read by that program.
 */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { encode } from '../bencode/encode.js';
import { NO_TOKEN, type Scan, scan } from '../bencode/scan.js';
import { valueAt } from '../bencode/token-value.js';
import { asInteger, type BencodeDictionary, type BencodeValue, isDictionary } from '../bencode/value.js';
import { RESUME_SCHEMA } from './record.js';

type Migration = (fields: BencodeDictionary) => BencodeDictionary;

const NOTHING = new Uint8Array(0);
const FOURTH: readonly (readonly [string, BencodeValue])[] = [
  ['generation', 0],
  ...['infoHashV1', 'name', 'recent', 'unsure', 'adopted', 'parted', 'partSlots'].map((key) => [key, NOTHING] as const),
];

/** By the schema they start from. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map([
  // 2 keeps the web seeds that were banned
  [1, (fields) => new Map(fields).set('bannedWebSeeds', [])],
  // 3 may have a summary of the info dictionary, and what a person made of it
  [2, (fields) => fields],
  // 4 knows files by who made them, pieces by when they came, and the torrent by its hash and name
  [3, (fields) => new Map([...FOURTH, ...fields])],
]);

/** The same record in the current schema. Most are: nothing is copied of those. */
export function upToDate(record: Scan): Result<Scan, DecodeError> {
  const schema = record.get(0, 'schema');
  if (schema !== NO_TOKEN && record.kind(schema) === 'integer' && record.integer(schema) === RESUME_SCHEMA) return ok(record);
  const fields = valueAt(record, 0);
  const migrated = migrate(isDictionary(fields) ? fields : new Map());
  return migrated.ok ? scan(encode(migrated.value)) : migrated;
}

/** Errors: `schema-newer`, `schema-unknown`, or the field's own. */
export function migrate(fields: BencodeDictionary, steps = MIGRATIONS, target = RESUME_SCHEMA): Result<BencodeDictionary, DecodeError> {
  const schema = asInteger(fields.get('schema'), 'schema', 1);
  if (!schema.ok) return schema;
  if (schema.value > target) {
    return err({ code: 'schema-newer', message: 'The saved state was written by a newer version.', field: 'schema' });
  }
  let current = fields;
  for (let from = schema.value; from < target; from++) {
    const step = steps.get(from);
    if (step === undefined)
      return err({ code: 'schema-unknown', message: `Saved states of schema ${from} cannot be read.`, field: 'schema' });
    current = new Map(step(current)).set('schema', from + 1);
  }
  return ok(current);
}
