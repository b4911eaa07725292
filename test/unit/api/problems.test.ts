import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf, LANGUAGES } from '#api/pages/frame.ts';
import { problemPage, problemsPage } from '#api/pages/problems.ts';
import { PROBLEMS, type ProblemCode } from '#api/problem-codes.ts';
import { HttpRefusal, problemOf } from '#api/problem.ts';
import { Failure } from '#kernel/errors.ts';
import { problemList } from '../../../scripts/problem-list.ts';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe('A problem code', () => {
  it('is documented as the code has it', () => {
    const written = readFileSync(join(import.meta.dirname, '../../../docs/api/problems.md'), 'utf8');
    // The formatter pads the table.
    const plain = (text: string) => text.replaceAll(/ +\|/g, ' |').replaceAll(/-{3,}/g, '---');
    expect(plain(written)).toBe(plain(problemList()));
  });

  it.each(codes)('%s is explained in each language, in its direction, without a script', (code) => {
    for (const language of LANGUAGES) {
      const html = problemPage(code, language);
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ur' ? 'rtl' : 'ltr'}">`);
      expect(html).not.toMatch(/<script|style=|https?:|javascript:/i);
      expect(problemsPage(language)).toContain(`/api/problems/${code}?lang=${language}`);
    }
    const { en, zh, ur } = PROBLEMS[code];
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(ur).toMatch(/[\u0600-\u06ff]/);
    expect(en).not.toMatch(/[\u0600-\u06ff\u4e00-\u9fff]/);
  });

  it('is where the type of a problem leads', () => {
    expect(problemOf(new Failure('conflict', 'x')).type).toBe('/api/problems/conflict');
    expect(problemOf(new HttpRefusal('precondition-failed', 'x'))).toMatchObject({
      type: '/api/problems/precondition-failed',
      status: 412,
      code: 'precondition-failed',
    });
    expect(problemOf(new Error('secret'))).toMatchObject({
      code: 'internal',
      detail: expect.not.stringContaining('secret'),
    });
  });

  it('is read in the language that was asked for, else in the browser’s, else in English', () => {
    expect(languageOf('ur', 'zh-CN')).toBe('ur');
    expect(languageOf(undefined, 'fr, zh-CN;q=0.8')).toBe('zh-Hans');
    expect(languageOf('<script>', undefined)).toBe('en');
  });
});
