/** What a choke round knows of one peer. Rates are bytes a second, times milliseconds. */
export interface ChokeFacts {
  readonly key: number;
  readonly interested: boolean;
  /** It will never want anything (BEP 21). */
  readonly uploadOnly: boolean;
  /** We let it download now. */
  readonly unchoked: boolean;
  /** Sends nothing though asked for a minute: no longer counts as giving. */
  readonly snubbed: boolean;
  readonly downBps: number;
  readonly upBps: number;
  readonly connectedMs: number;
  /** It has no piece yet: there is nothing it could give. */
  readonly hasNothing: boolean;
  /** Since it was choked or unchoked last; infinite when it never was unchoked. */
  readonly sinceChangeMs: number;
  /** Payload it has taken since then. */
  readonly takenBytes: number;
}
