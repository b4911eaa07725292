/** The same words in the scripts that records hold, before and after a revision. */
export const SAMPLES = [
  {
    lang: 'en',
    text: 'Both sides will exchange reports every month.',
    next: 'Both sides will exchange short reports every quarter.',
  },
  { lang: 'zh-Hans', text: '双方每月交换报告。', next: '双方每季度交换简要报告。' },
  {
    lang: 'ur',
    text: 'دونوں فریق ہر ماہ رپورٹوں کا تبادلہ کریں گے۔',
    next: 'دونوں فریق ہر سہ ماہی مختصر رپورٹوں کا تبادلہ کریں گے۔',
  },
] as const;
