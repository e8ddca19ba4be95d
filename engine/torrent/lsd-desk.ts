/** The search for local peers as a torrent knows it (BEP 14): handed to it by the session. */
import type { LsdMember } from '../discovery/lsd.js';

export interface LsdDesk {
  /** Never a private torrent (BEP 27). */
  join(member: LsdMember): void;
  leave(member: LsdMember): void;
}
