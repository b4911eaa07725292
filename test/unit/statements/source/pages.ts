/** Pages as ministries' sites serve them, made up for these tests: what a statement stands in on the web. */
export const STATEMENT = [
  'Joint Statement on Border Security',
  '4 March 2026',
  'The interior ministers of the two countries met on Tuesday for the third round of their dialogue on law enforcement.',
  'Both ministers agreed to establish a joint working group on trafficking, to meet every six months.',
  '• exchange liaison officers by the end of 2026;',
  '• train forty investigators each year.',
  'The next round will be held in the autumn.',
] as const;

export const messyPage = ({ nonce = 'x', views = 1 } = {}): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Joint Statement on Border Security | Ministry of the Interior</title>
<meta property="og:title" content="Joint Statement on Border Security">
<script nonce="${nonce}">window.dataLayer = [{"views": ${views}}]; if (1 < 2) document.write("<p>no</p>");</script>
<style>body { font-family: serif } p > a { color: red }</style></head>
<body class="page node-${nonce}"><a class="skip-link" href="#main">Skip to main content</a>
<div id="cookieConsent" role="dialog"><p>We use cookies to make this site work better for you. By going on you agree to all of them.</p><button>Accept</button></div>
<header class="site-header"><nav><ul><li><a href="/">Home</a><li><a href="/news">News</a><li><a href="/contact">Contact us</a></ul></nav><form role="search"><input placeholder="Search"><button>Go</button></form></header>
<div class="layout"><div class="breadcrumb"><a href="/">Home</a> &raquo; <a href="/news">News</a> &raquo; Statements</div>
<div class="col-8"><h1 class="page-title">Joint Statement on Border&nbsp;Security</h1><p class="date">4 March 2026</p>
<div class="share-buttons"><a href="https://social.example/f">Share on Facebook</a> <a href="#">Print</a> <span>${views} shares</span></div>
<div class="body field--name-body"><figure><img src="a.jpg"><figcaption>Ministers visit the exhibition</figcaption></figure>
<p>The interior ministers of the two countries met on Tuesday for the third round of their dialogue on law enforcement.
<div class="ad-slot" data-n="${nonce}">Advertisement: the weather and more in our application, free for you today.</div>
<p>Both ministers agreed to <strong>establish a joint working group</strong> on <a href="/t">trafficking</a>, to meet every six&nbsp;months.</p>
<p>They also agreed to:</p><ul><li>exchange liaison officers by the end of 2026;</li><li>train forty investigators each year.</li></ul>
<aside class="pullquote"><p>Related: how the line was opened</p></aside>
<p>The next round will be held in the autumn.</p></div>
<div class="related-content"><h3>Related</h3><ul><li><a href="/1">Ministers visit the exhibition of old maps in the capital</a></li><li><a href="/2">A new road is opened</a></li></ul></div>
<section id="comments"><h3>Leave a reply</h3><div class="comment"><p>Great news, I hope that they also agreed to fix the road in front of my house this year.</p></div></section></div>
<div class="sidebar"><h4>Newsletter</h4><p>Subscribe to our weekly letter and never miss what the ministry does.</p></div></div>
<footer><p>© 2026 Ministry of the Interior. All rights reserved.</p><a href="/p">Privacy</a></footer></body></html>`;

/** Laid out by tables, in GB2312, as pages of twenty years ago still are. */
export function oldChinesePage(): Uint8Array {
  const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>双方举行执法合作会谈</title></head><body>
<table width=100%><tr><td><a href=/>首页</a></td><td><a href=/xw>新闻</a></td><td><a href=/lx>联系我们</a></td></tr></table>
<table><tr><td width=700><div id=zoom><p>　　三月四日，双方在首都举行会谈，就深化执法安全合作交换意见。</p>
<p>　　双方同意每年举行一次部长级会议，并建立热线联系机制。</p><p>　　双方将加强对跨境电信诈骗的联合打击。</p></div>
<div class="share">【<a href=#>打印</a>】【<a href=#>关闭</a>】</div></td>
<td width=200><b>相关新闻</b><ul><li><a href=1>部长会见来访的代表团一行</a><li><a href=2>新的公路口岸今天正式开通</a></ul></td></tr></table>
<div id=footer>版权所有 备案号一二三</div></body></html>`;
  return gb2312(html);
}

/** The platform decodes it only: the way back is by asking for every pair of bytes. */
export function gb2312(text: string): Uint8Array {
  const codes = new Map<string, readonly [number, number]>();
  const decoder = new TextDecoder('gb18030');
  for (let a = 0xa1; a <= 0xf7; a++)
    for (let b = 0xa1; b <= 0xfe; b++) codes.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  return Uint8Array.from(
    Array.from(text).flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : (codes.get(sign) ?? [0x3f]))),
  );
}

export const urduPage =
  (): string => `<!doctype html><html lang="ur" dir="rtl"><head><title>مشترکہ اعلامیہ</title></head><body>
<div class="menu"><a href="/">صفحہ اول</a> <a href="/k">خبریں</a></div><div class="entry"><h1>مشترکہ اعلامیہ</h1>
<p>دونوں وزراء نے دارالحکومت میں ملاقات کی اور سرحدی انتظام پر تفصیل سے بات کی۔</p>
<p>دونوں ممالک نے مشترکہ ورکنگ گروپ قائم کرنے پر اتفاق کیا۔</p></div>
<div class="more-news"><h4>مزید پڑھیں</h4><a href="/1">ایک اور خبر</a> <a href="/2">دوسری خبر</a></div></body></html>`;
