import { useLingui } from '@lingui/react/macro';
import { useSession } from '../../app/session.ts';
import { Page } from '../../ui/Page.tsx';
import { Accounts } from './Accounts.tsx';
import { EmergencyList } from './EmergencyList.tsx';
import { Provider } from './Provider.tsx';
import { Settings } from './Settings.tsx';

/** How this node lets people in. Oversight sees the rules and the emergencies; the accounts are the administrator's. */
export function SignInAdminPage() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const mayWrite = permissions.includes('sign-in.write');
  return (
    <Page title={t`Accounts and sign-in`} lead={t`Who can come in, and how.`}>
      <EmergencyList />
      {mayWrite && <Accounts />}
      <Settings isOff={!mayWrite} />
      <Provider isOff={!mayWrite} />
    </Page>
  );
}
