import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useCurrentAccord } from '../../../app/current-accord.ts';
import { useSession } from '../../../app/session.ts';
import { accordQuery } from '../../../data/queries.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { Page } from '../../../ui/Page.tsx';
import { ModelLine } from './ModelLine.tsx';
import { PutIn } from './PutIn.tsx';
import { Queue } from './Queue.tsx';
import { NoAccord } from '../../accord/NoAccord.tsx';

/** The statements desk: put texts in, and see what is to be reviewed. */
export function StatementsPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const permissions: readonly string[] = useSession().permissions;
  const accord = useQuery({ ...accordQuery(id ?? ''), enabled: id !== undefined });
  return (
    <Page
      title={t`Statements`}
      lead={
        <Trans>
          Put in what was published after a meeting. The reader proposes what was undertaken, each with the words that
          say so; you decide on every one. It works on this node alone, and nothing leaves it before you publish.
        </Trans>
      }
    >
      {id === undefined ? (
        <NoAccord />
      ) : (
        <Awaited answer={accord}>
          {(view) => (
            <>
              {permissions.includes('statements.write') && <PutIn accord={view} />}
              {permissions.includes('statements.read') && <Queue accord={view} />}
              <ModelLine />
            </>
          )}
        </Awaited>
      )}
    </Page>
  );
}
