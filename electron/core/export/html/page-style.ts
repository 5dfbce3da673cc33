/** The style of a document: the tokens and the calm of the app, on a screen of any width and on A4. */
export const pageStyle = `
:root{color-scheme:light;--background:#f5f6f8;--surface:#fff;--line:#e3e6eb;--text:#14181f;--muted:#5c6675;--accent:#0b6e75;--soft:#b9dcdd;--up:#0f7b4f;--down:#b4321c;--warning:#8a5a00;--warning-surface:#fff4db}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--background:#0d1116;--surface:#141a21;--line:#242c36;--text:#e8ecf1;--muted:#9aa7b6;--accent:#4fc1c7;--soft:#17454a;--up:#54c08a;--down:#ef8a6f;--warning:#e7b75a;--warning-surface:#2c2414}}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);font:13px/1.45 Inter,system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1080px;margin:0 auto;padding:28px 20px 48px}
h1{font-size:22px;line-height:1.25;margin:0;font-weight:650;overflow-wrap:anywhere}
h2{font-size:14px;margin:0 0 8px;font-weight:600}
header p{margin:4px 0 0;color:var(--muted);overflow-wrap:anywhere}
.mark{display:inline-block;margin:10px 0 0;padding:3px 9px;border-radius:6px;background:var(--warning-surface);color:var(--warning)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:14px;margin:20px 0 14px;padding:0}
.figures>div{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:12px 14px}
dt{color:var(--muted);font-size:12px}
.figures dd{margin:0}
.figures .figure{font-size:21px;font-weight:650;line-height:1.35;overflow-wrap:anywhere;letter-spacing:-.01em}
.figures .note{color:var(--muted);font-size:12px;min-height:1.45em}
.up{color:var(--up)}.down{color:var(--down)}
figure,section{background:var(--surface);border:1px solid var(--line);border-radius:10px;margin:0 0 14px}
figure{overflow-x:auto}
figure svg{display:block;width:100%;min-width:660px;height:auto}
section{padding:14px 16px}
section p{margin:0 0 8px;color:var(--muted)}
.scroll{overflow-x:auto;margin:0 -16px -14px;padding:0 16px 14px}
table{border-collapse:collapse;width:100%}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th{text-align:left;font-weight:400}
thead th,thead .t{color:var(--muted);font-family:inherit;font-size:12px;vertical-align:bottom;white-space:nowrap}
th,td{padding:5px 14px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}
tbody tr:last-child>*{border-bottom:0}
tr>:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap}
.d{white-space:nowrap}
.t{font-family:ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei Mono',monospace;font-size:12px;overflow-wrap:anywhere;min-width:14em}
.u{color:var(--muted)}
nav{display:flex;flex-wrap:wrap;gap:2px 16px;margin:0 0 14px}
a{color:var(--accent)}
.hint{color:var(--muted);margin:10px 0 0}
.passport dl{display:grid;grid-template-columns:max-content 1fr;gap:5px 20px;margin:0}
.passport dd{margin:0;overflow-wrap:anywhere}
.passport ul{margin:0;padding:0;list-style:none}
.dates{display:flex;flex-wrap:wrap;gap:0 12px}
@media(max-width:560px){main{padding:18px 10px 32px}.passport dl{grid-template-columns:1fr;gap:0}.passport dd{margin-bottom:8px}.figures{gap:8px;grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}.t{min-width:9em}th,td{padding-right:10px}}
@page{size:A4;margin:14mm 13mm 16mm}
@media print{figure svg{min-width:0}nav{display:none}body{background:#fff;font-size:9pt}main{max-width:none;padding:0 1px}figure,section,.figures>div{border-radius:0}section{border:0;padding:0;margin:0 0 7mm}.scroll{overflow:visible;margin:0;padding:0}figure,.figures>div,tr,.mark{break-inside:avoid}h2,caption,thead{break-after:avoid}thead{display:table-header-group}th,td{padding:3px 10px 3px 0}thead th,thead .t,dt,.figures .note{font-size:8pt}.t{font-size:8pt;min-width:0}.figures{gap:3mm;grid-template-columns:repeat(3,1fr);margin:5mm 0 3mm}.figures .figure{font-size:15pt}.passport{break-inside:avoid-page}}
`
