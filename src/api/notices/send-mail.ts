import { isIP } from 'node:net';
import { Failure } from '#kernel/errors.ts';
import type { MailServerRow } from '#store/notices/messages.ts';
import type { Mail } from '#api/notices/compose.ts';

export type Letter = Mail & {
  readonly to: string;
  readonly id: string;
  readonly stop: string;
  /** RFC 6047: an alternative of type `text/calendar`, which names its method. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly text: string };
};
/** `final`: trying again would not help; `isAway`: nobody answered, and not only to this letter. */
export type SendOutcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly why: string; readonly final: boolean; readonly isAway?: boolean };

/** Credentials and mail go over a line in the clear only within this machine. */
export function refuseClear({ host, security }: Pick<MailServerRow, 'host' | 'security'>): void {
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (security === 'none' && !isLoopback)
    throw new Failure('bad-input', 'only on the loopback address may mail go without TLS', { path: '$.security' });
}

/** In all, however it is spread: a server that sends a byte now and then is never idle. */
const PATIENCE_MS = 60_000;

/** One letter over one connection; `password` in the clear. */
export async function sendMail(
  server: Omit<MailServerRow, 'password'>,
  password: string | null,
  { to, id, stop, subject, text, html, language, calendar }: Letter,
  patience = PATIENCE_MS,
): Promise<SendOutcome> {
  refuseClear(server);
  // Loaded when the first letter leaves: a node without a mail server does without its memory.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    ...(server.username === null ? {} : { auth: { user: server.username, pass: password ?? '' } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      signal: AbortSignal.timeout(patience),
      from: { name: 'Entente', address: server.sender },
      to: { name: '', address: to },
      subject,
      text,
      html,
      ...(calendar ? { icalEvent: { method: calendar.method, content: calendar.text, filename: 'meeting.ics' } } : {}),
      messageId: `<${id}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': language,
        'List-Unsubscribe': `<${stop}>`,
      },
    });
    return { sent: true };
  } catch (error) {
    const code = codeOf(error);
    return {
      sent: false,
      why: whyOf(error),
      final: code !== undefined && code >= 500 && code < 600,
      isAway: code === undefined,
    };
  } finally {
    transport.close();
  }
}

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;

/** The server's words may quote the letter or the account: its code alone is kept. */
function whyOf(error: unknown): string {
  const status = codeOf(error);
  if (status !== undefined) return `the mail server answers ${status}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  return `the mail server cannot be reached (${code})`;
}
