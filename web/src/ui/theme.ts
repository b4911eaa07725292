import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// Two colours carry the product: ink is this side, copper is the partner. Neither is a flag's.
const ink: MantineColorsTuple = [
  '#eef3fa',
  '#dbe5f3',
  '#b7cae6',
  '#8eabd6',
  '#688dc6',
  '#4a74b6',
  '#375f9f',
  '#2b4d86',
  '#213e6d',
  '#172d52',
];
const copper: MantineColorsTuple = [
  '#fbf3ec',
  '#f5e2d2',
  '#ebc5a5',
  '#dfa475',
  '#d4874c',
  '#bf6d2f',
  '#a15a25',
  '#83491e',
  '#683a18',
  '#4a2910',
];
const slate: MantineColorsTuple = [
  '#f6f7f9',
  '#edf0f3',
  '#dfe4ea',
  '#c9d1da',
  '#a3afbc',
  '#7b8997',
  '#5d6b7a',
  '#475463',
  '#323d4a',
  '#1d2630',
];
const dark: MantineColorsTuple = [
  '#e4e9ef',
  '#c4cdd8',
  '#9fabb9',
  '#76838f',
  '#465260',
  '#35404d',
  '#28323d',
  '#1b232c',
  '#141a21',
  '#0e1319',
];

export const theme = createTheme({
  colors: { ink, copper, slate, gray: slate, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 6 },
  white: '#ffffff',
  black: '#17202b',
  fontFamily: 'var(--e-font)',
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, 'Noto Naskh Arabic', 'Noto Sans SC Variable', monospace",
  headings: {
    fontFamily: 'var(--e-font)',
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.975rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '18px' },
  fontSizes: { xs: '0.78rem', sm: '0.875rem', md: '0.95rem', lg: '1.075rem', xl: '1.25rem' },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    // A header of a dialog is not the header of the page.
    Modal: { defaultProps: { centered: true, radius: 'lg', attributes: { header: { role: 'presentation' } } } },
    Menu: { defaultProps: { returnFocus: true } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } } },
  },
});

const LIGHT_TEXT = 9;
const DARK_TEXT = 2;
const CHIP_COLOURS = ['ink', 'copper', 'gray', 'red', 'orange', 'yellow', 'green', 'teal', 'cyan', 'blue'];

/** Mantine's own light-variant and dimmed colours miss WCAG AA; these reach 4.5:1 on every surface we use. */
export const variables: CSSVariablesResolver = (all) => {
  const text = (shade: number) =>
    Object.fromEntries(
      CHIP_COLOURS.map((name) => [`--mantine-color-${name}-light-color`, all.colors[name]?.[shade] ?? 'inherit']),
    );
  return {
    variables: {},
    light: {
      ...text(LIGHT_TEXT),
      '--mantine-color-body': '#ffffff',
      '--mantine-color-dimmed': '#526070',
      '--mantine-color-placeholder': '#66727f',
      '--mantine-color-error': '#b3201f',
      '--mantine-color-anchor': ink[7],
      '--mantine-color-default-border': '#cfd7df',
      '--e-page': '#f4f6f8',
      '--e-surface': '#ffffff',
      '--e-sunken': '#eef1f5',
      '--e-line': '#dde3ea',
      '--e-line-strong': '#b9c4cf',
      '--e-ours': ink[7],
      '--e-theirs': copper[6],
    },
    dark: {
      ...text(DARK_TEXT),
      '--mantine-color-body': '#1b232c',
      '--mantine-color-text': '#dfe5ec',
      '--mantine-color-dimmed': '#a3afbc',
      '--mantine-color-placeholder': '#8e9aa7',
      '--mantine-color-error': '#ff9a94',
      '--mantine-color-anchor': ink[3],
      '--mantine-color-default-border': '#3a4653',
      '--mantine-color-ink-light': '#24344f',
      '--mantine-color-ink-light-hover': '#2b3f60',
      '--mantine-color-red-filled': '#c92a2a',
      '--mantine-color-red-filled-hover': '#b02525',
      '--e-page': '#11171d',
      '--e-surface': '#1b232c',
      '--e-sunken': '#151c23',
      '--e-line': '#2c3743',
      '--e-line-strong': '#465260',
      '--e-ours': ink[3],
      '--e-theirs': copper[3],
    },
  };
};
