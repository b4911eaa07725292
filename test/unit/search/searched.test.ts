import { describe, expect, test } from 'vitest';
import { searchedTexts } from '#kernel/search/searched.ts';
import { snippetOf } from '#kernel/search/snippet.ts';
import { termsOf } from '#kernel/search/tokens.ts';

const texts = (object: Parameters<typeof searchedTexts>[0]) => searchedTexts(object).map(({ text }) => text);

describe('of a record is searched', () => {
  test('its title before its text', () => {
    expect(searchedTexts({ type: 'note', content: 'Body', abstract: 'Head' })).toEqual([
      { property: 'abstract', text: 'Head', isTitle: true },
      { property: 'content', text: 'Body', isTitle: false },
    ]);
  });
  test('what it quotes, in any language', () => {
    expect(texts({ type: 'commitment', quote: { exact: '合作' }, source: { title: 'Joint' } })).toEqual([
      '合作',
      'Joint',
    ]);
  });
  test('no value that points at somebody', () => {
    expect(texts({ type: 'indicator', name: 'Lure', pattern: "[email-addr:value = 'x@example.org']" })).toEqual([
      'Lure',
    ]);
    expect(texts({ type: 'user-account', display_name: 'Somebody' })).toEqual([]);
    expect(texts({ type: 'identity', name: 'Somebody' })).toEqual([]);
    expect(texts({ type: 'identity', identity_class: 'organization', name: 'An office' })).toEqual(['An office']);
    expect(
      texts({ type: 'statement', title: 'T', participants: [{ office: 'o', side: 's', name: 'Somebody' }] }),
    ).toEqual(['T']);
  });
  test('a threat actor only while it is surely not one person', () => {
    const actor = { type: 'threat-actor', name: 'Cluster' };
    expect(texts(actor)).toEqual(['Cluster']);
    expect(texts({ ...actor, resource_level: 'individual' })).toEqual([]);
    expect(searchedTexts(actor, new Set(['resource_level']))).toEqual([]);
  });
});

describe('a snippet', () => {
  const marked = (text: string, query: string) => {
    const found = snippetOf(text, termsOf(query));
    return found?.marks.map(([start, end]) => found.text.slice(start, end));
  };
  test('marks what was asked for, as it is written', () => {
    expect(marked('A Café by the sea, and cafés', 'cafe')).toEqual(['Café', 'cafés']);
    expect(marked('双方合作机制', '合作机')).toEqual(['合作机']);
    expect(marked('see JWG/2026/14 now', 'jwg/2026')).toEqual(['JWG/2026/14']);
    expect(marked('nothing of it', 'else')).toBeUndefined();
  });
  test('begins near the first word of a long text, at a word', () => {
    const found = snippetOf(`${'before '.repeat(50)}needle ${'after '.repeat(50)}`, termsOf('needle'))!;
    expect(found.text).toMatch(/^…before .*needle after .*…$/);
    expect(found.text.length).toBeLessThan(210);
  });
});
