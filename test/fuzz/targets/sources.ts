import { checkAnswer } from '#modules/statements/model/check-answer.ts';
import { paragraphsOf } from '#modules/statements/source/docx/paragraphs.ts';
import { readHtml } from '#modules/statements/source/html/read-html.ts';
import { hold, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

const page: Target = {
  name: 'page',
  seeds: () => [
    '<!doctype html><html><head><title>A</title></head><body><nav><a href="/">Home</a></nav><main><h1>Talks</h1><p>The two sides agreed to meet every year, and to train officers.</p><ul><li>One<li>Two</ul></main></body></html>',
    '<table><tr><td>What</td><td>By</td></tr><tr><td>Drill<td>May</table><ol start=3><li>x</ol><pre>a\n b</pre>',
    '<div hidden><p>No</p></div><noscript><p>The sides agreed to nothing at all.</p></noscript><svg><title>x</title></svg>',
  ],
  words: [
    '<p>',
    '</p>',
    '<div class="',
    'share',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<td>',
    '<tr>',
    '<li>',
    '&amp;',
    '&#x',
    '<h1>',
    '<article>',
    '<br>',
    ' hidden',
    '<sup><a>[1]',
  ],
  check: (input) => {
    const html = textOf(input);
    const read = refusing(['too-large'], () => readHtml(html));
    if (read === undefined) return 'refused';
    const { text } = read.value;
    // An end of a line, a mark or a number may come before each of its blocks.
    hold('no text comes from nowhere', text.length <= html.length * 4 + 10);
    hold('it is the same each time', readHtml(html).text === text);
    return text === '' ? 'refused' : 'taken';
  },
};

const wordDocument: Target = {
  name: 'word-document',
  seeds: () => [
    '<?xml version="1.0"?><w:document><w:body><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p></w:body></w:document>',
    '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:ins><w:r><w:t>y</w:t></w:r></w:ins></w:p>',
  ],
  words: [
    '<w:p>',
    '</w:p>',
    '<w:r>',
    '<w:t>',
    '</w:t>',
    '<w:del>',
    '<w:tr>',
    '<w:tc>',
    '<w:vanish/>',
    '<!DOCTYPE a [',
    '<![CDATA[',
    '&a;',
    '<mc:Fallback>',
    '<w:br/>',
  ],
  check: (input) => {
    const xml = textOf(input);
    const read = refusing(['bad-input'], () => paragraphsOf(xml));
    if (read === undefined) return 'refused';
    hold('no text comes from nowhere', read.value.text.length <= xml.length * 2);
    return read.value.text === '' ? 'refused' : 'taken';
  },
};

const STATEMENT = 'The two sides agreed to meet every year in Port Sorrel. Alveria will train officers of Brennland.';
const RULES = { lang: 'en', parties: { A: ['Alveria'], B: ['Brennland'] } };

const modelAnswer: Target = {
  name: 'model-answer',
  seeds: () => [
    '{"parties":[{"letter":"A","names":["Brennland"]},{"letter":"B","names":["Alveria"]}],"meetings":[{"quote":"agreed to meet","date":"2031-10","place":"Port Sorrel","format":null}],"participants":[],"commitments":[{"quote":"Alveria will train officers","kind":"training","responsible":"B","recurrence":null,"due":"2031","status":"announced"}],"events":[],"incidents":[{"quote":"agreed","date":null}]}',
  ],
  words: [
    '"quote":"',
    'agreed to meet',
    '"both"',
    '"A+B"',
    'null',
    '"annually"',
    '"other"',
    '"agreed"',
    'Alveria',
    '[]',
    '{}',
  ],
  check: (input) => {
    const checked = checkAnswer(STATEMENT, textOf(input), RULES);
    if (checked === undefined) return 'refused';
    const { proposals } = checked;
    const all = [
      proposals.meetings,
      proposals.participants,
      proposals.commitments,
      proposals.events,
      proposals.incidents,
    ];
    hold(
      'each span lies within the text',
      all.flat().every(({ start, end }) => start >= 0 && start < end && end <= STATEMENT.length),
    );
    hold(
      'names are words of the text',
      [...proposals.participants, ...proposals.events, ...proposals.incidents].every(({ name }) =>
        STATEMENT.includes(name),
      ),
    );
    return 'taken';
  },
};

export const sourceTargets: readonly Target[] = [page, wordDocument, modelAnswer];
