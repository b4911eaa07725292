import type { Spoken, Words } from './write.ts';

const figure = (party: string, { count, below }: Spoken, of: string): string =>
  count !== undefined
    ? `${party} counted ${count} ${of}.`
    : below !== undefined
      ? `${party} counted fewer than ${below} ${of}.`
      : `How many ${of} there were is not told by ${party}.`;

export const EN: Words = {
  sayings: {
    counted: ({ title, total, kept, late, disputed }) =>
      `${title}: of ${total} ${total === 1 ? 'commitment' : 'commitments'} in all, ${kept} kept, ${late} late, ${disputed} disputed.`,
    verified: ({ title, on }) => `“${title}” was delivered, and the other side verified it on ${on}.`,
    delivered: ({ title, on }) => `“${title}” was delivered on ${on}; the other side has not verified it yet.`,
    'under-way': ({ title }) => `Work on “${title}” is under way.`,
    'not-begun': ({ title }) => `Of “${title}” no work has been told.`,
    late: ({ title, due }) => `“${title}” was due by ${due} and is late.`,
    disputed: ({ title, on }) => `“${title}” has been disputed since ${on}.`,
    withdrawn: ({ title, on }) => `“${title}” was withdrawn on ${on}.`,
    superseded: ({ title, on }) => `Another commitment took the place of “${title}” on ${on}.`,
    'rated-alike': ({ title, rating }) => `Both sides rate “${title}” alike: ${rating}.`,
    'rated-differently': ({ title }) => `The two sides rate “${title}” differently.`,
    'rated-by-side': ({ title, party, rating, percent, on }) =>
      `${party} rates “${title}” as of ${on}: ${rating}${percent === undefined ? '' : `, ${percent} per cent`}.`,
    'not-rated-by-side': ({ title, party }) => `${party} has not rated “${title}”.`,
    held: ({ title, on }) => `“${title}” took place on ${on}.`,
    postponed: ({ title, on }) => `“${title}” was postponed on ${on}.`,
    cancelled: ({ title, on }) => `“${title}” was cancelled on ${on}.`,
    'minutes-signed': ({ title, on }) => `“${title}” was signed by both sides; the last signature is of ${on}.`,
    'minutes-lapsed': ({ title, on }) => `“${title}” lapsed unsigned on ${on}.`,
    'accounts-compared': ({ title, party, accounts: { alike, differing, alone, recorded, told } }) =>
      `${party} compared the published accounts of “${title}”: ${alike} told alike, ${differing} told differently, ${alone} told by one side alone; of ${recorded} decisions and actions of the meeting, both accounts tell ${told}.`,
    'due-next': ({ title, due }) => `“${title}” falls due by ${due}.`,
    refusals: (spoken) =>
      figure(spoken.party, spoken, 'requests of persons concerned that were refused, wholly or in part'),
    complaints: (spoken) => figure(spoken.party, spoken, 'complaints'),
    deletions: (spoken) => figure(spoken.party, spoken, 'records whose content was deleted'),
  },
  ratings: {
    'not-started': 'not started',
    'on-track': 'on track',
    'at-risk': 'at risk',
    'off-track': 'off track',
    done: 'done',
  },
  noTheme: 'Without a theme',
  untitled: 'untitled',
  review: (from, until, isPublic) => `Review of ${from} to ${until}, ${isPublic ? 'public' : 'restricted'} edition`,
  opening: 'The two sides reviewed their cooperation.',
  undertaking: ({ title, party, due }) =>
    `${party === '' ? 'The two sides' : party} will carry out “${title}”${due === '' ? '' : ` by ${due}`}.`,
  closing: (from, until) => `This follows the register of commitments from ${from} to ${until}.`,
};
