/** What a browser without the session sees. */
export const refusalPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tallyscope: link needed</title>
<h1>This page needs a fresh link</h1>
<p>Tallyscope prints a link when it starts. The link works once and lets in the one browser that opens it.</p>
<p>For a new link, stop Tallyscope in its terminal with Ctrl-C, start it again with <code>npm run web</code>,
and open the link that it prints.</p>
<p lang="zh-CN">此页面需要新的链接。请在终端按 Ctrl-C 停止 Tallyscope，重新运行 <code>npm run web</code>，然后打开它显示的链接。每个链接只能使用一次。</p>
</html>
`
