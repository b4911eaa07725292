import { everybodyAt } from '#api/callers.ts';
import { deliverDue } from '#api/notices/deliver.ts';
import { mailRoutes } from '#api/notices/mail-routes.ts';
import { noticeRoutes } from '#api/notices/routes.ts';
import { noticeSettingRoutes } from '#api/notices/settings.ts';
import { spreadNotices } from '#api/notices/spread.ts';
import type { WebhookCalls } from '#api/notices/call-webhook.ts';
import type { AnyRoute } from '#api/route.ts';
import type { Db } from '#store/db.ts';
import { sealUnder } from '#store/people/seal.ts';
import type { Self } from '#store/self.ts';

type Opening = {
  readonly db: Db;
  readonly self: Self;
  readonly url: string;
  readonly secret: string;
  readonly outbound: WebhookCalls;
  readonly report: (line: string) => void;
};

/** Who is told of what, and how: the routes, and the work that is done in the background. */
export function openNotices({ db, self, url, secret, outbound, report }: Opening): {
  readonly routes: AnyRoute[];
  readonly spread: () => Promise<void>;
  readonly deliver: () => Promise<void>;
} {
  const { now, randomBytes, uuid } = self;
  const seal = sealUnder(secret, randomBytes);
  const everybody = everybodyAt(db, now);
  return {
    routes: [
      ...noticeRoutes({ db, now }),
      ...noticeSettingRoutes({ db, seal, now, randomBytes, refuseAddress: outbound.refuse }),
      ...mailRoutes({ db, seal, now, uuid, url }),
    ],
    spread: () => spreadNotices({ db, everybody, now }),
    deliver: () => deliverDue({ db, seal, everybody, outbound, now, url, report }),
  };
}
