/**
 * Write tokens (BEP 5): who wants to store something must first have got one at the very address it stores for, so that
 * nobody announces others. Secrets change every five minutes; a token is good for five to ten.
 */
import { createHash } from 'node:crypto';
import type { Random } from '../base/ports.js';
import { bytesOfId, type NodeId } from './node-id.js';
import { ipOf, type Place } from './place.js';

const ROTATE_MS = 5 * 60_000;
const SECRET_BYTES = 16;
const TOKEN_BYTES = 8;

export class Tokens {
  private secret: Uint8Array;
  private previous: Uint8Array;
  private rotateAtMs = Number.NaN;

  constructor(private readonly random: Random) {
    this.secret = random.bytes(SECRET_BYTES);
    this.previous = random.bytes(SECRET_BYTES);
  }

  /** For the address (whatever its port) and what it will store. */
  make(place: Place, target: NodeId, nowMs: number): Uint8Array {
    this.rotate(nowMs);
    return tokenOf(this.secret, place, target);
  }

  isGood(token: Uint8Array, place: Place, target: NodeId, nowMs: number): boolean {
    this.rotate(nowMs);
    return [this.secret, this.previous].some((secret) => Buffer.compare(tokenOf(secret, place, target), token) === 0);
  }

  private rotate(nowMs: number): void {
    if (Number.isNaN(this.rotateAtMs)) this.rotateAtMs = nowMs + ROTATE_MS;
    if (nowMs < this.rotateAtMs) return;
    const isLongAgo = nowMs >= this.rotateAtMs + ROTATE_MS;
    this.previous = isLongAgo ? this.random.bytes(SECRET_BYTES) : this.secret;
    this.secret = this.random.bytes(SECRET_BYTES);
    this.rotateAtMs = nowMs + ROTATE_MS;
  }
}

function tokenOf(secret: Uint8Array, place: Place, target: NodeId): Uint8Array {
  const digest = createHash('sha256').update(secret).update(ipOf(place)).update(bytesOfId(target)).digest();
  return new Uint8Array(digest.subarray(0, TOKEN_BYTES));
}
