/**
 * The page's side of the node's content security policy (src/api/secured.ts); the first import of the application, so that it holds
 * before any library looks.
 */
type Text = (text: string) => string;
type Policies = {
  createPolicy(name: string, rules: { readonly createHTML: Text; readonly createScriptURL: Text }): unknown;
};
/* eslint-disable no-underscore-dangle -- the libraries' own names */
declare global {
  // How the libraries that make styles look for it.
  var __webpack_nonce__: string | undefined;
  // Schemas are not compiled into functions here: no text becomes code.
  var __zod_globalConfig: { jitless?: boolean } | undefined;
  interface Window {
    readonly trustedTypes?: Policies;
  }
}

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
if (nonce !== '') globalThis.__webpack_nonce__ = nonce;
globalThis.__zod_globalConfig = { ...globalThis.__zod_globalConfig, jitless: true };
/* eslint-enable no-underscore-dangle */

function refuse(what: string): never {
  throw new TypeError(`${what} is not made of text on this page`);
}

// Where a text is given as HTML it may be a style sheet's, which has no tag; and workers are files of the application.
window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? refuse('HTML') : text),
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : refuse('a script')),
});

/** What the node wrote on the page for styles made here; any other is refused. Empty in development, where there is no policy. */
export const styleNonce = (): string => nonce;
