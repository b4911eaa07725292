import { beforeAll, describe, expect, it, vi } from 'vitest';

describe('the preferences of a browser', () => {
  let parse: (stored: string | null) => unknown;
  beforeAll(async () => {
    vi.stubGlobal('localStorage', { getItem: () => null });
    ({ parsePreferences: parse } = await import('../../../web/src/ui/preferences.ts'));
  });

  it('are taken as far as they are understood', () => {
    const first = {
      density: 'comfortable',
      contrast: 'system',
      singleKeys: true,
      timeZone: undefined,
      partnerTimeZone: undefined,
    };
    for (const stored of [null, '', 'no JSON', '[]', '3', 'null', '{"density":"dense","timeZone":"Nowhere/At_All"}'])
      expect(parse(stored), String(stored)).toEqual(first);
    expect(parse('{"density":"compact","contrast":"more","timeZone":"UTC","partnerTimeZone":7}')).toEqual({
      ...first,
      density: 'compact',
      contrast: 'more',
      timeZone: 'UTC',
    });
  });
});
