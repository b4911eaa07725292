import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Checkbox, Group, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, ReactNode } from 'react';
import { useFieldProblem } from './problems.ts';

export type Common<V> = {
  /** Its place in the body that is sent, by which a refusal of the node finds it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: V;
  readonly change: (value: V) => void;
  readonly isNeeded?: boolean;
  readonly isOff?: boolean;
  /** What is wrong with it before it is sent. */
  readonly problem?: string | undefined;
};

/** The node's own words are English wherever it runs; ours stand before them. */
export function useRefusal(refused: string | undefined): ReactNode {
  const { t } = useLingui();
  if (refused === undefined) return undefined;
  return (
    <>
      {t`The node does not take this:`}{' '}
      <span lang="en" dir="ltr">
        {refused}
      </span>
    </>
  );
}

function useCommon<V>({ name, label, hint, isNeeded = false, isOff = false, problem }: Common<V>) {
  const refusal = useRefusal(useFieldProblem(name));
  const error = problem ?? refusal;
  return { name, label, description: hint, required: isNeeded, disabled: isOff, error };
}

type TextProps = Common<string> & {
  readonly type?: HTMLInputTypeAttribute;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly most?: number;
  /** Identifiers and addresses stay left to right. */
  readonly isCode?: boolean;
};

export function TextField({ type = 'text', autoComplete = 'off', most, isCode = false, ...field }: TextProps) {
  const common = useCommon(field);
  return (
    <TextInput
      {...common}
      type={type}
      autoComplete={autoComplete}
      {...(most === undefined ? {} : { maxLength: most })}
      dir={isCode ? 'ltr' : 'auto'}
      spellCheck={!isCode}
      value={field.value}
      onChange={(event) => field.change(event.currentTarget.value)}
    />
  );
}

/** What is pasted is never cut off in silence: the field says by how much it is too long. */
export function useTooLong(value: string, most: number): string | undefined {
  const { t } = useLingui();
  const over = value.length - most;
  return over > 0
    ? t`${plural(over, { one: 'Too long by # character. Nothing was cut off.', other: 'Too long by # characters. Nothing was cut off.' })}`
    : undefined;
}

export function LongTextField({
  most = 4000,
  rows = 3,
  ...field
}: Common<string> & { readonly most?: number; readonly rows?: number }) {
  const tooLong = useTooLong(field.value, most);
  const common = useCommon({ ...field, problem: field.problem ?? tooLong });
  return (
    <Textarea
      {...common}
      dir="auto"
      autosize
      minRows={rows}
      maxRows={14}
      value={field.value}
      onChange={(event) => field.change(event.currentTarget.value)}
    />
  );
}

export type Option = { readonly value: string; readonly label: string; readonly hint?: string };

/** The browser's own list: it works with every keyboard, screen reader and phone. */
export function SelectField({ options, ...field }: Common<string> & { readonly options: readonly Option[] }) {
  const common = useCommon(field);
  return (
    <NativeSelect
      {...common}
      data={options.map(({ value, label }) => ({ value, label }))}
      value={field.value}
      onChange={(event) => field.change(event.currentTarget.value)}
    />
  );
}

/** A few choices, each with what it means. */
export function ChoiceField({ options, ...field }: Common<string> & { readonly options: readonly Option[] }) {
  const { name, ...common } = useCommon(field);
  return (
    <Radio.Group {...common} name={name} value={field.value} onChange={field.change}>
      <Stack gap={8} mt={6}>
        {options.map(({ value, label, hint }) => (
          <Radio key={value} value={value} label={label} description={hint} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function CheckField(field: Common<boolean>) {
  const common = useCommon(field);
  return <Checkbox {...common} checked={field.value} onChange={(event) => field.change(event.currentTarget.checked)} />;
}

/** Any number of a few. */
export function ChecksField({
  options,
  ...field
}: Common<readonly string[]> & { readonly options: readonly Option[] }) {
  const { name: _name, ...common } = useCommon(field);
  return (
    <Checkbox.Group {...common} value={[...field.value]} onChange={field.change}>
      <Group gap={18} mt={6}>
        {options.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} disabled={common.disabled} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
