import type { Reading } from './reading.ts';

export function readUrdu(_text: string): Reading {
  return { synthetic: false, lang: 'ur', parties: {}, meetings: [], participants: [], commitments: [], events: [], incidents: [] };
}
