import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBookmark, IconUsers, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dropView, keepView, viewsQuery } from '../../../data/register.ts';
import { CheckField, TextField } from '../../../ui/form/Fields.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import classes from './List.module.css';

type Query = Readonly<Record<string, string>>;
type Props = { readonly accord: string; readonly now: Query; readonly show: (query: Query) => void };

/** Filters, order and columns under a name: one's own, and those that colleagues of the unit share. */
export function Views({ accord, now, show }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data } = useQuery(viewsQuery(accord));
  const [isNaming, setNaming] = useState(false);
  const anew = () => client.invalidateQueries({ queryKey: viewsQuery(accord).queryKey });
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            <Trans>Saved views</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {data?.views.map(({ id, title, query, isOwn, isShared }) => (
            <div key={id} className={classes.saved}>
              <Menu.Item
                dir="auto"
                {...(isShared ? { rightSection: <IconUsers size={15} aria-label={t`Shared within the unit`} /> } : {})}
                onClick={() => show(query)}
              >
                {title}
              </Menu.Item>
              {isOwn && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t`Forget this view: ${title}`}
                  onClick={() => void dropView(id).finally(anew)}
                >
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              )}
            </div>
          ))}
          {data !== undefined && data.views.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => setNaming(true)}>
            <Trans>Save this view …</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isNaming && <NameDialog accord={accord} now={now} anew={anew} close={() => setNaming(false)} />}
    </>
  );
}

type NameProps = Pick<Props, 'accord' | 'now'> & { readonly anew: () => Promise<void>; readonly close: () => void };

function NameDialog({ accord, now, anew, close }: NameProps) {
  const { t } = useLingui();
  const [title, setTitle] = useState('');
  const [isShared, setShared] = useState(false);
  return (
    <FormDialog
      title={t`Save this view`}
      lead={t`The filters, the order and the columns as they are now. A view of this name of yours is replaced.`}
      act={t`Save`}
      isReady={title.trim() !== ''}
      names={['title', 'isShared']}
      send={async () => {
        await keepView({ accord, title: title.trim(), query: { ...now }, isShared });
        await anew();
      }}
      close={close}
    >
      <TextField name="title" label={t`Name`} most={80} isNeeded value={title} change={setTitle} />
      <CheckField name="isShared" label={t`Share it within my unit`} value={isShared} change={setShared} />
    </FormDialog>
  );
}
