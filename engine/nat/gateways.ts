/** Gateways as the session sees them: where the one is, and what it may be asked in. */
import type { Gateway, GatewayTalk } from './mapping.js';

export interface Gateways {
  /**
   * The way to the internet from an address that all our traffic leaves from (null = any); null where there is none. Never rejects.
   */
  find(bindAddress: string | null): Promise<Gateway | null>;
  /** The protocols to try with it, best first. */
  talksTo(gateway: Gateway): readonly GatewayTalk[];
}
