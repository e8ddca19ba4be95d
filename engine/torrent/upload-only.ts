/**
 * Upload-only (BEP 21): a peer that wants nothing, be it complete or done with the files it chose. It says so in its
 * extension handshake, and again when that changes; two such peers have nothing to say to each other.
 */
import { decodeDontHave } from '../wire/extended/lt-donthave.js';
import type { SwarmPeer } from './swarm-peer.js';

/** The ids under which we receive a change of upload_only as a message of its own, and lt_donthave (BEP 54). */
export const UPLOAD_ONLY_ID = 3;
export const DONT_HAVE_ID = 7;

/** It will not ask for anything, as far as we know. */
export function isUploadOnly({ extended, machine }: SwarmPeer): boolean {
  return extended?.uploadOnly === true || (machine.pieces.size > 0 && machine.pieces.isFull);
}

/** Takes one of the two small extension messages; false when it is neither. */
export function takeSmallExtension(peer: SwarmPeer, id: number, payload: Uint8Array): boolean {
  if (id === DONT_HAVE_ID) {
    const piece = decodeDontHave(payload);
    if (piece !== null) peer.machine.onDontHave(piece);
    return true;
  }
  if (id !== UPLOAD_ONLY_ID) return false;
  if (payload.length === 1 && peer.extended !== null) peer.extended = { ...peer.extended, uploadOnly: payload[0] !== 0 };
  return true;
}

/** What we say of ourselves, and when it has to be said again. */
export class UploadOnlyNotice {
  private last = false;
  private everTrue = false;

  /** The handshake's field: left out as long as it never was anything but no. */
  field(uploadOnly: boolean): boolean | null {
    this.everTrue ||= uploadOnly;
    return uploadOnly || this.everTrue ? uploadOnly : null;
  }

  /** True when those who are connected have to hear of it. */
  update(uploadOnly: boolean): boolean {
    const changed = this.last !== uploadOnly;
    this.last = uploadOnly;
    return changed;
  }
}
