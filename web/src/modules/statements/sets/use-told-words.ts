import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { createElement } from 'react';
import { KINDS, STATED } from '../../../ui/vocabulary.ts';
import { StatedDate, useCadence } from '../../../ui/When.tsx';
import type { Attribute, Told } from '../model/told.ts';
import type { SideNames } from '../review/use-side-names.ts';

/** What an account says in one respect, in the words of the page; a dash where it says nothing. */
export function useToldWords(): (told: Told, attribute: Attribute, sideName: SideNames) => ReactNode {
  const { t } = useLingui();
  const cadence = useCadence();
  return (told, attribute, sideName) => {
    switch (attribute) {
      case 'kind':
        return t(KINDS[told.kind]);
      case 'status':
        return told.isWeak ? t`Only talked about` : t(STATED[told.status]);
      case 'responsible':
        return told.responsible.length === 0 ? t`not stated` : told.responsible.map(sideName).join(' + ');
      case 'due':
        return told.due === '' ? t`no date` : createElement(StatedDate, { date: told.due });
      default:
        return told.recurrence === '' ? t`none` : cadence(told.recurrence);
    }
  };
}
