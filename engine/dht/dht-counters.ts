/** What the DHT has sent and received in this run; what is of no use costs a counter and nothing else. */
export interface DhtCounters {
  received: number;
  receivedBytes: number;
  sent: number;
  sentBytes: number;
  /** Questions of ours, and how many of them were lost. */
  asked: number;
  lost: number;
  /** Questions of others that we answered. */
  answered: number;
  /** Not answered: we had sent too much, to all or to that address. */
  unanswered: number;
  /** No message of the protocol, or fields that are wrong. */
  malformed: number;
  /** From an address that floods us. */
  blocked: number;
  /** More than we look at in a second. */
  overload: number;
  /** Answers that nobody waits for, or from another place. */
  unasked: number;
}

export const newCounters = (): DhtCounters => ({
  received: 0,
  receivedBytes: 0,
  sent: 0,
  sentBytes: 0,
  asked: 0,
  lost: 0,
  answered: 0,
  unanswered: 0,
  malformed: 0,
  blocked: 0,
  overload: 0,
  unasked: 0,
});
