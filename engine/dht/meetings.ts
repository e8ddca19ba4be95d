/** The torrents that meet their peers through the DHT: what each wants, what it has found, and what a row shows of it. */
import type { DhtRow, DhtStatus } from '../api/dht.js';
import type { DhtMember } from '../base/dht-member.js';
import type { Clock, Random } from '../base/ports.js';
import { Agenda, type AgendaItem, newAgendaItem } from './agenda.js';
import type { DhtNode } from './dht-node.js';
import { nodeIdOf } from './node-id.js';
import { PeerSearch, type PeerSearchOutcome } from './peer-search.js';
import type { ScrapeFilter } from './scrape-filter.js';

/** Figures that somebody looks at are asked for again after so long. */
const FIGURES_MS = 10 * 60_000;

export interface MeetingsHost {
  /** Those to search with; none while nobody is known to begin with. */
  nodes(): readonly DhtNode[];
  /** Where peers reach us; null: nowhere. */
  listenPort(): number | null;
}

interface Meeting extends AgendaItem {
  readonly member: DhtMember;
  status: DhtStatus;
  peersReceived: number;
  seeds: number | null;
  leeches: number | null;
  figuresAtMs: number;
  searches: PeerSearch[];
}

export class Meetings {
  private readonly meetings = new Map<DhtMember, Meeting>();
  private readonly agenda: Agenda<Meeting>;

  constructor(
    private readonly host: MeetingsHost,
    private readonly clock: Clock,
    random: Random,
  ) {
    this.agenda = new Agenda(random);
  }

  join(member: DhtMember): void {
    if (this.meetings.has(member)) return;
    const meeting: Meeting = {
      member,
      status: { kind: 'waiting' },
      peersReceived: 0,
      seeds: null,
      leeches: null,
      figuresAtMs: Number.NEGATIVE_INFINITY,
      searches: [],
      ...newAgendaItem(),
    };
    this.meetings.set(member, meeting);
    this.agenda.add(meeting, !member.isSeeding(), this.clock.now());
  }
  leave(member: DhtMember): void {
    const meeting = this.meetings.get(member);
    if (meeting === undefined) return;
    this.meetings.delete(member);
    this.agenda.delete(meeting);
    for (const search of meeting.searches) search.cancel();
  }

  searchNow(member: DhtMember): void {
    const meeting = this.meetings.get(member);
    if (meeting !== undefined) this.agenda.hurry(meeting, this.clock.now());
  }
  /** Our port is another one. */
  announceAnew(): void {
    this.agenda.spread(this.meetings.values(), this.clock.now());
  }

  /** Begins what is due. */
  run(nowMs: number): void {
    if (this.host.nodes().length === 0) return;
    for (let next = this.agenda.take(nowMs); next !== null; next = this.agenda.take(nowMs)) this.search(next, nowMs);
  }
  nextAt(): number {
    return this.host.nodes().length === 0 ? Number.POSITIVE_INFINITY : this.agenda.nextAt();
  }

  /** About how many there are is asked for (BEP 33), unless it was a short while ago. */
  refreshFigures(member: DhtMember): void {
    const meeting = this.meetings.get(member);
    const nowMs = this.clock.now();
    const nodes = this.host.nodes();
    if (meeting === undefined || nodes.length === 0 || nowMs - meeting.figuresAtMs < FIGURES_MS) return;
    meeting.figuresAtMs = nowMs;
    meeting.seeds = meeting.leeches = null;
    const wish = { infoHash: nodeIdOf(member.infoHash), port: null, seed: false, scrape: true };
    const onEnd = ({ others, seeds }: PeerSearchOutcome) => {
      // who is in both families' networks is counted in each
      meeting.seeds = larger(meeting.seeds, seeds);
      meeting.leeches = larger(meeting.leeches, others);
      member.onChange();
    };
    for (const node of nodes) new PeerSearch(node, wish, { onPeers: () => undefined, onEnd }, nowMs);
  }

  /** Null for a stranger. */
  row(member: DhtMember): DhtRow | null {
    const meeting = this.meetings.get(member);
    if (meeting === undefined) return null;
    const { leeches, peersReceived, seeds, status } = meeting;
    const dueMs = this.agenda.dueAt(meeting);
    const nextSearchAt = dueMs === null ? null : Math.round(this.clock.wallNow() + dueMs - this.clock.now());
    return { status, seeds, leeches, peersReceived, nextSearchAt };
  }

  private search(meeting: Meeting, nowMs: number): void {
    const { member } = meeting;
    const nodes = this.host.nodes();
    const outcomes: PeerSearchOutcome[] = [];
    const wish = { infoHash: nodeIdOf(member.infoHash), port: this.host.listenPort(), seed: member.isSeeding(), scrape: false };
    meeting.status = { kind: 'searching' };
    meeting.searches = nodes.map(
      (node) =>
        new PeerSearch(
          node,
          wish,
          {
            onPeers: (peers, from) => {
              meeting.peersReceived += peers.length;
              member.onDhtPeers(peers, from);
            },
            onEnd: (outcome) => {
              outcomes.push(outcome);
              if (outcomes.length === nodes.length) this.onEnd(meeting, outcomes);
            },
          },
          nowMs,
        ),
    );
    member.onChange();
  }

  private onEnd(meeting: Meeting, outcomes: readonly PeerSearchOutcome[]): void {
    if (this.meetings.get(meeting.member) !== meeting) return;
    const sum = (of: (outcome: PeerSearchOutcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
    const answered = sum(({ answers }) => answers) > 0;
    meeting.searches = [];
    meeting.status = answered
      ? { kind: 'done', lastSearchAt: this.clock.wallNow(), announcedAt: sum(({ announcedAt }) => announcedAt) }
      : { kind: 'waiting' };
    this.agenda.ended(meeting, { answered, lonely: meeting.member.isLonely() }, this.clock.now());
    meeting.member.onChange();
  }
}

const larger = (known: number | null, filter: ScrapeFilter | null): number | null =>
  filter === null ? known : Math.max(known ?? 0, Math.round(filter.estimate()));
