/**
 * Reading an info dictionary, from a .torrent or from peers (BEP 3, 9, 52): v1, v2 and hybrid.
 * Invariant: the info-hashes are over the raw bytes as they came; what is returned is within every cap, its paths are
 * safe and unlike each other, and the two descriptions of a hybrid agree.
 */
import type { Result } from '../base/result.js';
import { ok } from '../base/result.js';
import type { BencodeError, Scan, Token } from '../bencode/scan.js';
import { NO_TOKEN, scan } from '../bencode/scan.js';
import { bytesToText } from '../bencode/value.js';
import { FileList } from './file-list.js';
import { BLOCK_BYTES } from './geometry.js';
import { checkHybrid } from './hybrid.js';
import { hashInfoV1, hashInfoV2 } from './info-hash.js';
import { MAX_METAINFO_BYTES, MAX_PIECE_LENGTH, MAX_PIECES, MAX_TEXT_CHARS } from './limits.js';
import { type MetainfoError, refuse } from './metainfo-error.js';
import { type PieceLayers, readMerkle } from './piece-layers.js';
import { HOST_PATH_RULES, type PathRules, safeElement } from './safe-path.js';
import type { TorrentInfo } from './torrent-info.js';
import { makePathsUnique } from './unique-paths.js';
import { readPieceHashes, readV1Files } from './v1-files.js';
import { layOutV2, readV2Files } from './v2-files.js';

export interface InfoOptions {
  /** The `piece layers` of the .torrent; null or absent where they are not known (a magnet): then `layer` is null. */
  readonly pieceLayers?: PieceLayers | null;
  /** Default: those of the system we run on. */
  readonly pathRules?: PathRules;
}

/** Reads an info dictionary. The result keeps views of `infoBytes`, which must not change afterwards. */
export function parseInfoDict(infoBytes: Uint8Array, options: InfoOptions = {}): Result<TorrentInfo, MetainfoError> {
  const scanned = scan(infoBytes, { maxBytes: MAX_METAINFO_BYTES });
  if (!scanned.ok) return badBencoding(scanned.error);
  const info = scanned.value;
  if (info.kind(0) !== 'dictionary') return refuse('not-a-dictionary', 'The description of the torrent is not a dictionary.', 'info');
  if (info.trailingBytes > 0) return refuse('invalid-bencoding', 'The description of the torrent goes on after its end.', 'info');
  return new InfoReader(info, options).read();
}

/** A scan's error in the words of this folder. */
export function badBencoding(error: BencodeError): Result<never, MetainfoError> {
  if (error.code === 'too-deep') return refuse('depth-exceeded', error.message);
  if (error.code === 'too-large' || error.code === 'too-many-values') return refuse('too-large', error.message);
  const at = error.offsetBytes === undefined ? '' : ` (at byte ${error.offsetBytes})`;
  return refuse('invalid-bencoding', `The torrent is damaged: ${error.message}${at}`);
}

class InfoReader {
  private readonly rules: PathRules;
  constructor(
    private readonly scan: Scan,
    private readonly options: InfoOptions,
  ) {
    this.rules = options.pathRules ?? HOST_PATH_RULES;
  }

  read(): Result<TorrentInfo, MetainfoError> {
    const { scan } = this;
    const version = this.version();
    if (!version.ok) return version;
    const strict = version.value !== 'v1';
    if (strict && scan.unsortedAtBytes !== null) {
      return refuse('invalid-bencoding', 'The torrent is damaged: its keys are not in order, as version 2 demands.', 'info');
    }
    const pieceLength = this.pieceLength(strict);
    if (!pieceLength.ok) return pieceLength;
    const rawName = this.stringAt('name.utf-8') ?? this.stringAt('name');
    if (rawName === null) return refuse('missing-name', 'The torrent has no name.', 'info.name');
    if (scan.duplicateAtBytes !== null) {
      return refuse('duplicate-key', `The torrent says one thing twice (at byte ${scan.duplicateAtBytes} of its description).`, 'info');
    }
    const infoHashV1 = version.value === 'v2' ? null : hashInfoV1(scan.raw(0));
    const infoHashV2 = version.value === 'v1' ? null : hashInfoV2(scan.raw(0));
    // A name of which nothing safe is left, such as "..", gives way to the hash.
    const name = safeElement(scan.content(rawName), this.rules, false) || (infoHashV1 ?? infoHashV2 ?? '_');
    const content = this.content(version.value, name, rawName, pieceLength.value);
    if (!content.ok) return content;
    const { list, pieceHashes, merkle } = content.value;
    const unique = makePathsUnique(list.paths, (file) => list.isPad(file));
    if (!unique.ok) return unique;
    return ok({
      version: version.value,
      infoHashV1,
      infoHashV2,
      name,
      pieceLength: pieceLength.value,
      pieceCount: Math.ceil(list.totalSize / pieceLength.value),
      totalSize: list.totalSize,
      private: this.isPrivate(),
      source: this.text('source'),
      files: list.table(),
      pieceHashes,
      merkle,
    });
  }

  private version(): Result<TorrentInfo['version'], MetainfoError> {
    const token = this.scan.get(0, 'meta version');
    if (token === NO_TOKEN) return ok('v1');
    const version = this.scan.kind(token) === 'integer' ? this.scan.integer(token) : null;
    if (version === 1) return ok('v1');
    if (version !== 2) return refuse('unknown-version', 'The torrent is of a version that is not known yet.', 'info.meta version');
    return ok(this.scan.get(0, 'pieces') === NO_TOKEN ? 'v2' : 'hybrid');
  }

  private pieceLength(strict: boolean): Result<number, MetainfoError> {
    const token = this.scan.get(0, 'piece length');
    const value = token !== NO_TOKEN && this.scan.kind(token) === 'integer' ? this.scan.integer(token) : null;
    const valid = typeof value === 'number' && value > 0 && value <= MAX_PIECE_LENGTH;
    if (!valid) return refuse('missing-piece-length', 'The torrent has no valid piece length.', 'info.piece length');
    if (strict && (value < BLOCK_BYTES || !Number.isInteger(Math.log2(value)))) {
      return refuse(
        'missing-piece-length',
        'The piece length of a v2 torrent is not a power of two of at least 16 KiB.',
        'info.piece length',
      );
    }
    return ok(value);
  }

  private content(version: TorrentInfo['version'], name: string, rawName: Token, pieceLength: number): Result<Content, MetainfoError> {
    const v1 = version === 'v2' ? null : readV1Files(this.scan, 0, name, this.rules);
    if (v1 !== null && !v1.ok) return v1;
    const v2 = version === 'v1' ? null : this.v2Content(v1?.value ?? null, name, rawName, pieceLength);
    if (v2 !== null && !v2.ok) return v2;
    const list = v2?.value.list ?? v1?.value ?? new FileList();
    if (list.totalSize === 0) return refuse('invalid-length', 'The files of the torrent are all empty.', 'info');
    if (list.totalSize / pieceLength > MAX_PIECES)
      return refuse('too-many-pieces', `The torrent has more than ${MAX_PIECES} pieces.`, 'info');
    const hashes = version === 'v2' ? null : readPieceHashes(this.scan, 0, Math.ceil(list.totalSize / pieceLength));
    if (hashes !== null && !hashes.ok) return hashes;
    return ok({ list, pieceHashes: hashes?.value ?? null, merkle: v2?.value.merkle ?? null });
  }

  /** The table of a hybrid is that of its v2 half: the same byte space, with pads where other engines enter them. */
  private v2Content(v1: FileList | null, name: string, rawName: Token, pieceLength: number): Result<V2Content, MetainfoError> {
    const files = readV2Files(this.scan, 0, name, rawName, this.rules);
    if (!files.ok) return files;
    const agreed = v1 === null ? ok(null) : checkHybrid(v1, files.value, pieceLength);
    if (!agreed.ok) return agreed;
    let list = layOutV2(files.value, pieceLength, name);
    if (list.ok && v1 !== null && v1.totalSize > list.value.totalSize) {
      list = layOutV2(files.value, pieceLength, name, v1.totalSize - list.value.totalSize);
    }
    if (!list.ok) return list;
    const merkle = readMerkle(files.value, list.value, pieceLength, this.options.pieceLayers ?? null);
    return merkle.ok ? ok({ list: list.value, merkle: merkle.value }) : merkle;
  }

  private isPrivate(): boolean {
    const token = this.scan.get(0, 'private');
    return token !== NO_TOKEN && this.scan.kind(token) === 'integer' && this.scan.integer(token) === 1;
  }
  private text(key: string): string | null {
    const token = this.stringAt(key);
    return token === null ? null : bytesToText(this.scan.content(token)).slice(0, MAX_TEXT_CHARS);
  }
  /** A string that holds something. */
  private stringAt(key: string): Token | null {
    const token = this.scan.get(0, key);
    return token !== NO_TOKEN && this.scan.kind(token) === 'string' && this.scan.content(token).some((byte) => byte !== 0) ? token : null;
  }
}

interface V2Content {
  readonly list: FileList;
  readonly merkle: TorrentInfo['merkle'];
}
interface Content extends V2Content {
  readonly pieceHashes: Uint8Array | null;
}
