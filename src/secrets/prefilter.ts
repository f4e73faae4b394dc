/** Finds many keywords in one pass over a text, whatever their case. */
export interface Prefilter {
  /** Calls `visit` for each occurrence, in the order of their ends, with the keyword's index and where it starts. */
  scan(text: string, visit: (keyword: number, start: number) => void): void;
}

interface State {
  readonly next: Map<number, number>;
  readonly ends: number[];
  fallback: number;
}

/** The trie of the keywords, with the states in breadth-first order and the links of Aho and Corasick. */
function trie(keywords: readonly string[], classOf: Uint8Array): State[] {
  const states: State[] = [{ next: new Map(), ends: [], fallback: 0 }];
  keywords.forEach((keyword, index) => {
    let at = 0;
    for (let i = 0; i < keyword.length; i++) {
      const symbol = classOf[keyword.charCodeAt(i)]!;
      let next = states[at]!.next.get(symbol);
      if (next === undefined) {
        next = states.length;
        states.push({ next: new Map(), ends: [], fallback: 0 });
        states[at]!.next.set(symbol, next);
      }
      at = next;
    }
    states[at]!.ends.push(index);
  });
  return states;
}

/** Each character that a keyword uses gets a class of its own, upper and lower case the same; all others share class 0. */
function alphabet(keywords: readonly string[]): { classOf: Uint8Array; size: number } {
  const classOf = new Uint8Array(128);
  let size = 1;
  for (const character of new Set(keywords.join(''))) {
    const code = character.charCodeAt(0);
    if (code > 127 || character !== character.toLowerCase()) throw new Error(`keyword with ${character}`);
    classOf[code] = size;
    classOf[character.toUpperCase().charCodeAt(0)] = size++;
  }
  return { classOf, size };
}

/**
 * Builds the automaton as one dense table: a cell holds the next state's row, doubled, and its lowest bit says whether
 * a keyword ends there, so that a character of a clean text costs two look-ups.
 */
export function prefilter(keywords: readonly string[]): Prefilter {
  const { classOf, size } = alphabet(keywords);
  const states = trie(keywords, classOf);
  const table = new Int32Array(states.length * size);
  const ends: (readonly number[])[] = [];
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const id = queue[head]!;
    const state = states[id]!;
    if (id !== 0) state.ends.push(...states[state.fallback]!.ends);
    ends[id] = state.ends;
    for (let symbol = 0; symbol < size; symbol++) {
      const next = state.next.get(symbol);
      const otherwise = id === 0 ? 0 : table[state.fallback * size + symbol]!;
      table[id * size + symbol] = next ?? otherwise;
      if (next === undefined) continue;
      states[next]!.fallback = otherwise;
      queue.push(next);
    }
  }
  for (let cell = 0; cell < table.length; cell++) {
    const next = table[cell]!;
    table[cell] = next * size * 2 + (ends[next]!.length > 0 ? 1 : 0);
  }
  const lengths = keywords.map((keyword) => keyword.length);
  return {
    scan(text, visit) {
      let row = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const cell = table[row + (code < 128 ? classOf[code]! : 0)]!;
        row = cell >> 1;
        if ((cell & 1) === 0) continue;
        for (const keyword of ends[row / size]!) visit(keyword, i + 1 - lengths[keyword]!);
      }
    },
  };
}
