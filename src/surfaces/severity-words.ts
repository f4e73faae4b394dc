import type { SeverityWord } from './protocol';
import type { Translate } from './translate';

/** A severity as people read it. */
export function severityWord(severity: SeverityWord, t: Translate): string {
  switch (severity) {
    case 'critical':
      return t('critical');
    case 'high':
      return t('high');
    case 'medium':
      return t('medium');
    case 'low':
      return t('low');
  }
}
