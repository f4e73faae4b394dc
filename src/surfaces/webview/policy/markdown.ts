import { outwardLink } from '../../outward-link';
import { h } from '../dom';
import { outward } from './parts';

/** Code, strong, emphasis, link. Each stretch is bounded, so that what never closes costs nothing. */
const INLINE =
  /`([^`\n]{1,300})`|\*\*([^*\n]{1,300})\*\*|\*([^*\n]{1,300})\*|\[([^\]\n]{1,300})\]\(([^)\s]{1,2000})\)/g;
const ITEM = /^(?:[-*]|\d{1,3}\.) +/;

/** The part of Markdown that a lesson needs: paragraphs, lists and what `INLINE` names. Everything else stays text. */
export function markdown(text: string): Node[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => (ITEM.test(block) ? list(block) : h('p', {}, ...inline(block))));
}

/** A line that begins no item belongs to the item above it. */
function list(block: string): Node {
  const items: string[] = [];
  for (const line of block.split('\n')) {
    if (ITEM.test(line.trim())) items.push(line.trim().replace(ITEM, ''));
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  const kind = /^\d/.test(block) ? 'ol' : 'ul';
  return h(kind, {}, ...items.map((item) => h('li', {}, ...inline(item))));
}

function inline(text: string): (Node | string)[] {
  const found: (Node | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    found.push(text.slice(at, match.index), element(match));
    at = match.index + match[0].length;
  }
  return [...found, text.slice(at)];
}

function element([whole, code, strong, emphasis, title, url]: RegExpMatchArray): Node | string {
  if (code !== undefined) return h('code', {}, code);
  if (strong !== undefined) return h('strong', {}, strong);
  if (emphasis !== undefined) return h('em', {}, emphasis);
  return title !== undefined && url !== undefined && outwardLink(url) ? outward(title, url) : whole;
}
