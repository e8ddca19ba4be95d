/** Jobs of one torrent, most side by side; one that changes where files lie has the torrent to itself, and others wait meanwhile. */
export class JobTurns {
  private underWay = 0;
  /** What waits for the one that is alone, or about to be; null: there is none. */
  private held: (() => void)[] | null = null;
  private whenQuiet: (() => void) | null = null;

  /** True: the job waits, and `run` is called when its time has come. */
  holds(run: () => void): boolean {
    if (this.held === null) return false;
    this.held.push(run);
    return true;
  }

  /** Counts a job. */
  begin(): void {
    this.underWay++;
  }
  /** After its answer was given. */
  end(): void {
    this.underWay--;
    if (this.underWay > 0) return;
    const run = this.whenQuiet;
    this.whenQuiet = null;
    run?.();
  }

  /** Runs when nothing else does; nothing else begins until `release` is called, once. */
  alone(run: (release: () => void) => void): void {
    if (this.holds(() => this.alone(run))) return;
    this.held = [];
    const go = (): void => run(() => this.release());
    if (this.underWay === 0) go();
    else this.whenQuiet = go;
  }

  private release(): void {
    const { held } = this;
    this.held = null;
    for (const run of held ?? []) run();
  }
}
