export type LinkVerdict =
  | { readonly kind: 'ours'; readonly url: string }
  | { readonly kind: 'elsewhere'; readonly host: string }
  | { readonly kind: 'none' };

/** A pasted sign-in link is followed only on this node: a link of another node would sign in there. */
export function judgeLink(pasted: string, origin: string): LinkVerdict {
  const text = pasted.trim();
  if (!URL.canParse(text)) return { kind: 'none' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'none' };
  return url.origin === origin ? { kind: 'ours', url: url.href } : { kind: 'elsewhere', host: url.host };
}
