/** Loosest first: a later one is stricter. */
export const TLP_LEVELS = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export const PAP_LEVELS = ['clear', 'green', 'amber', 'red'] as const;
export const HANDLING_CODES = ['H0', 'H1', 'H2', 'H3'] as const;
export type Tlp = (typeof TLP_LEVELS)[number];
export type Pap = (typeof PAP_LEVELS)[number];
export type HandlingCode = (typeof HANDLING_CODES)[number];

/** TLP 2.0 as STIX 2.1 carries it (OASIS, "STIX 2.1 TLP 2.0 extension"). */
export const TLP_EXTENSION_ID = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
export const TLP_IDS = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
} as const satisfies Record<Tlp, string>;

/** STIX 2.1 section 7.2.1.4: TLP 1, met in the wild. */
export const TLP1_LEVELS = ['white', 'green', 'amber', 'red'] as const;
export type Tlp1 = (typeof TLP1_LEVELS)[number];
export const TLP1_IDS = {
  white: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
  green: 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
  amber: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
  red: 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
} as const satisfies Record<Tlp1, string>;
export const TLP1_MEANS = { white: 'clear', green: 'green', amber: 'amber', red: 'red' } as const satisfies Record<
  Tlp1,
  Tlp
>;

/** Ours: docs/protocol/marking.md. */
export const USE_EXTENSION_ID = 'extension-definition--393dbab6-dccf-4ac7-b1a1-8014551601a3';
export const PAP_IDS = {
  clear: 'marking-definition--f5b5400a-0dd0-476b-acf0-63168a9e3765',
  green: 'marking-definition--fa2d1268-7832-4cd7-a240-ec92c9c9d9a3',
  amber: 'marking-definition--ec03fc99-a768-43a6-9135-6b4dc4b5b81f',
  red: 'marking-definition--5662a19d-b179-4e1f-b09f-f036c2d62690',
} as const satisfies Record<Pap, string>;
export const HANDLING_IDS = {
  H0: 'marking-definition--40332141-599c-4d52-8d86-52a3d671dcea',
  H1: 'marking-definition--d91b61fe-93b2-47aa-af4a-f47f45dbeacd',
  H2: 'marking-definition--003742e9-3f50-4d36-8f8c-3940c3612d6e',
  H3: 'marking-definition--5f705455-a287-4bca-87e2-8948e18771b6',
} as const satisfies Record<HandlingCode, string>;
