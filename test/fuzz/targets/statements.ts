import { readStatement } from '#modules/statements/read/read-statement.ts';
import { hold, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

const statement: Target = {
  name: 'statement',
  seeds: () => [
    'Joint statement\n\n4 March 2031\n\nThe Minister of Justice of Alveria and the Minister of Police of Brennland met in Port Sorrel on 4 March 2031. Both sides agreed to meet annually, and to open an office by June 2031.',
    '1. The Parties shall:\n(a) exchange lists every three months;\n(b) not later than 1 May 2031, name contact points.\n',
    '双方同意每年举行一次会议。甲方将于2031年6月前设立办公室。',
    'دونوں فریقین نے ہر سال ملاقات پر اتفاق کیا۔',
  ],
  words: [
    'agreed to ',
    'shall ',
    'Both sides ',
    '\n\n',
    '4 March 2031',
    'will ',
    'annually',
    '(a) ',
    '1. ',
    ' and to ',
    '双方',
    '每年',
    ' فریق ',
    '“',
    '”',
    'Minister of ',
  ],
  // The model of the language is run over every sentence.
  patience: 4000,
  check: (input) => {
    const text = textOf(input);
    const read = refusing(['bad-input', 'too-large'], () => readStatement(text));
    if (read === undefined) return 'refused';
    hold(
      'what is found lies within the text',
      read.value.commitments.every(({ start, end }) => start >= 0 && start < end && end <= text.length),
    );
    return 'taken';
  },
};

export const statementTargets: readonly Target[] = [statement];
