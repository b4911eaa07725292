import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ADMINISTRATION } from '../../app/navigation/administration.ts';
import { openTo } from '../../app/navigation/navigation.ts';
import { useSession } from '../../app/session.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Admin.module.css';

/** All of the administration that this person may open, each with what is done there. */
export function AdminPage() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [group] = openTo(permissions, [ADMINISTRATION]);
  const items = group?.items.filter(({ to }) => to !== '/admin') ?? [];
  return (
    <Page
      title={t`Administration`}
      lead={t`How this node is run. Whoever runs it reads no records here.`}
      width="reading"
    >
      <Section title={t`Pages`} flush>
        <ul className={classes.index}>
          {items.map(({ to, label, icon: Picture, ...item }) => (
            <li key={to}>
              <Link to={to} className={classes.entry}>
                <Picture size={20} stroke={1.7} aria-hidden />
                <span>
                  <strong>{t(label)}</strong>
                  {'about' in item && item.about !== undefined && (
                    <span className={classes.about}>{t(item.about)}</span>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
