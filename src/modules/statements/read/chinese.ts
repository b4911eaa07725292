import type { Reading } from './reading.ts';

export function readChinese(_text: string): Reading {
  return { synthetic: false, lang: 'zh', parties: {}, meetings: [], participants: [], commitments: [], events: [], incidents: [] };
}
