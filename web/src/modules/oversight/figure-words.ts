import { useLingui } from '@lingui/react/macro';

type Words = Readonly<Record<string, { readonly title: string; readonly words: Readonly<Record<string, string>> }>>;

/** The groups of the public figures, in the order in which they are shown. */
export function useFigureWords(): Words {
  const { t } = useLingui();
  return {
    accesses: {
      title: t`Answers and changes`,
      words: {
        read: t`Reading`,
        write: t`Change`,
        export: t`Export`,
        administer: t`Administration`,
        seal: t`Sealed content`,
        alarm: t`Alarm`,
      },
    },
    refusals: { title: t`Refusals`, words: { refused: t`Refused` } },
    purposes: {
      title: t`Reading by purpose`,
      words: {
        reading: t`no purpose given`,
        'proposals of a model': t`proposals of a model`,
        other: t`a stated purpose`,
      },
    },
    seals: {
      title: t`Openings of sealed content`,
      words: { granted: t`Granted`, refused: t`Refused`, asked: t`Asked, not decided` },
    },
    'subject-requests': {
      title: t`Requests of persons concerned`,
      words: { access: t`Access`, correction: t`Correction`, deletion: t`Deletion`, complaint: t`Complaint` },
    },
    'subject-outcomes': {
      title: t`What was decided on them`,
      words: {
        granted: t`Granted`,
        'partly-granted': t`Granted in part`,
        refused: t`Refused`,
        withdrawn: t`Withdrawn`,
      },
    },
    deletions: { title: t`Deletions`, words: { expunged: t`Records whose content was destroyed` } },
  };
}
