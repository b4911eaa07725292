import { Stack } from '@mantine/core';
import type { DeskStatement, ItemValues } from '#contract/statement-desk.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { isCommitment, isParticipant, type Item } from '../model/item.ts';
import { CommitmentFields } from './CommitmentFields.tsx';
import { OtherFields } from './OtherFields.tsx';
import { ParticipantFields } from './ParticipantFields.tsx';
import classes from './ProposalCard.module.css';
import type { SideNames } from './use-side-names.ts';

export type FormProps<I extends Item = Item> = {
  readonly item: I;
  readonly statement: DeskStatement;
  readonly themes: readonly Theme[];
  readonly sideName: SideNames;
  readonly put: (part: Partial<ItemValues>) => void;
};

export function ValuesForm({ item, ...props }: FormProps) {
  return (
    <Stack gap="sm" className={classes.form}>
      {isCommitment(item) ? (
        <CommitmentFields {...props} item={item} />
      ) : isParticipant(item) ? (
        <ParticipantFields {...props} item={item} />
      ) : (
        <OtherFields {...props} item={item} />
      )}
    </Stack>
  );
}
