/** Peers refused because they do not speak encryption: said in the log with the first one, and then ever more rarely. */

const RARER = 10;

export class UnencryptedPeers {
  private count = 0;
  private nextSaid = 1;

  constructor(private readonly log: (text: string) => void) {}

  note(): void {
    if (++this.count < this.nextSaid) return;
    this.nextSaid *= RARER;
    this.log(`Only encrypted connections are allowed (setting). Peers refused for want of encryption so far: ${this.count}.`);
  }
}
