/**
 * Passkeys belong to a name (WebAuthn section 5.1.2, relying party identifier); an address of digits is none, so a node that is reached by
 * one has no passkeys.
 */
export function passkeyName(baseUrl: string): string | undefined {
  const { hostname } = new URL(baseUrl);
  return /^[\d.]+$|^\[/.test(hostname) ? undefined : hostname;
}

/** Where browsers go: on this machine to its name, which has passkeys, whatever machines call it by. */
export function pagesAddress(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return protocol === 'http:' && /^127(?:\.\d{1,3}){3}$/.test(hostname) ? `http://localhost:${port}` : url;
}
