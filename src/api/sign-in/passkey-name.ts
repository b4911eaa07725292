/**
 * Passkeys belong to a name (WebAuthn section 5.1.2, relying party identifier); an address of digits is none, so a node that is reached by
 * one has no passkeys.
 */
export function passkeyName(baseUrl: string): string | undefined {
  const { hostname } = new URL(baseUrl);
  return /^[\d.]+$|^\[/.test(hostname) ? undefined : hostname;
}
