import { describe, expect, it } from 'vitest';
import { textOf } from '#modules/statements/source/text-of.ts';
import { gb2312 } from './pages.ts';

const CHINESE = '双方同意每年举行一次会议，并就打击跨境犯罪交换信息。双方将建立联络机制。';
const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
const FRENCH = 'Les deux parties sont convenues de coopérer à la sécurité intérieure, à l’échelle régionale. '.replace(
  '’',
  "'",
);

describe('the encoding of a text', () => {
  it.each([
    ['UTF-8', bytes(CHINESE, 'utf8'), '', CHINESE],
    ['UTF-8 with its mark, which stays', bytes(`\ufeff${CHINESE}`, 'utf8'), '', `\ufeff${CHINESE}`],
    ['UTF-16 with its mark', bytes(`\ufeff${CHINESE}`, 'utf16le'), '', CHINESE],
    ['UTF-16 the other way', bytes(`\ufeff${CHINESE}`, 'utf16le').map((_, i, all) => all[i ^ 1]!), '', CHINESE],
    ['GB18030 as it was sent', gb2312(CHINESE), 'text/plain; charset=GBK', CHINESE],
    ['Latin-1 as it was sent', bytes(FRENCH.repeat(3), 'latin1'), 'text/plain; charset="iso-8859-1"', FRENCH.repeat(3)],
  ])('is %s', async (_, given, type, text) => {
    expect(await textOf(given, { type })).toEqual({ type: 'text', text, warnings: [] });
  });

  it('is GB18030 if it reads as Chinese then, and that is told', async () => {
    expect(await textOf(gb2312(CHINESE))).toEqual({
      type: 'text',
      text: CHINESE,
      warnings: [{ code: 'encoding-guessed', detail: 'gb18030' }],
    });
  });

  it.each([
    ['Latin-1 that does not say so', bytes(FRENCH.repeat(10), 'latin1'), ''],
    [
      'Cyrillic in one byte',
      new Uint8Array(Array.from({ length: 399 }, (_, i) => (i % 7 === 6 ? 32 : 0xe0 + (i % 23)))),
      '',
    ],
    ['UTF-8 that says it is UTF-16', bytes('The two sides agreed to mee', 'utf8'), 'text/plain; charset=utf-16le'],
  ])('is refused for %s', async (_, given, type) => {
    await expect(textOf(given, { type })).rejects.toMatchObject({ name: 'Failure', code: 'bad-encoding' });
  });

  it('of a page is what it says, or what it can only be; signs that are none are replaced and counted', async () => {
    const page = (charset: string, body: Uint8Array) =>
      new Uint8Array(Buffer.concat([Buffer.from(`<!doctype html><meta charset="${charset}"><p>`), body]));
    expect((await textOf(page('gbk', gb2312(CHINESE)))).text).toBe(CHINESE);
    expect(await textOf(page('utf-8', gb2312(CHINESE)))).toMatchObject({
      text: CHINESE,
      warnings: [{ code: 'encoding-guessed', detail: 'gb18030' }],
    });
    const broken = Uint8Array.of(...bytes('The sides agreed to meet ', 'utf8'), 0xff, ...bytes(' soon.', 'utf8'));
    expect(await textOf(page('utf-8', broken))).toMatchObject({
      text: 'The sides agreed to meet \ufffd soon.',
      warnings: [{ code: 'characters-replaced', detail: '1' }],
    });
  });
});
