/** Nothing is shown before this many milliseconds, and no more often than the rhythm. */
const PATIENCE = 400;
const RHYTHM = 100;
const WIDTH = 24;

/** Where progress is shown. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on a terminal, shown only when the work takes a while. */
export interface Progress {
  step(doing: string, done: number, of: number): void;
  end(): void;
}

const SILENT: Progress = { step() {}, end() {} };

/** A bar on the screen; none where nobody looks. `clock` gives milliseconds. */
export function progressBar(screen: Screen, quiet: boolean, clock: () => number = Date.now): Progress {
  if (quiet || !screen.isTTY) return SILENT;
  const start = clock();
  let shown: number | undefined;
  return {
    step(doing, done, of) {
      const now = clock();
      if (now - start < PATIENCE || (shown !== undefined && now - shown < RHYTHM)) return;
      shown = now;
      const full = Math.round((WIDTH * done) / Math.max(1, of));
      screen.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${doing} ${done} of ${of}\u001b[K`);
    },
    end() {
      if (shown !== undefined) screen.write('\r\u001b[K');
    },
  };
}
