/** The page's looks: one column on a phone, A4 in print, dark ink on white. */
export const STYLE = `
:root{--ink:#1d2733;--quiet:#5b6675;--line:#d5dbe3;--tint:#f4f6f9;--mid:#1f5fa8;--head:#1b7f5c;--tail:#b9791a;--bad:#b3303b}
:root[data-lang=en] [lang=zh]:not(:root),:root[data-lang=zh] [lang=en]:not(:root){display:none}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:3.5rem}
body{margin:0;color:var(--ink);background:#fff;font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
header,main,footer{max-width:1180px;margin:0 auto;padding:0 1.2rem}
header{padding-top:1.4rem}
h1{font-size:1.7rem;margin:0;line-height:1.25}h2{font-size:1.25rem;margin:2.4rem 0 .8rem;padding-top:.6rem;border-top:2px solid var(--ink)}h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
small,.quiet{color:var(--quiet);font-size:.84em;font-weight:400}
nav{position:sticky;top:0;z-index:9;background:#fff;border-bottom:1px solid var(--line)}
nav>div{max-width:1180px;margin:0 auto;padding:.5rem 1.2rem;display:flex;gap:1rem;align-items:center;white-space:nowrap;font-size:.92em}nav p{margin:0;display:flex;gap:1rem;overflow-x:auto}
nav a{color:var(--mid);text-decoration:none}nav a:hover{text-decoration:underline}
.speak{margin-left:auto;display:flex;gap:.3rem}
button{font:inherit;color:inherit;background:#fff;border:1px solid var(--line);border-radius:4px;padding:.1rem .6rem;cursor:pointer}
button[aria-pressed=true]{background:var(--ink);color:#fff;border-color:var(--ink)}button:disabled{opacity:.4;cursor:default}
:focus-visible{outline:3px solid #f0b429;outline-offset:1px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:#fff;z-index:99;padding:.4rem}
.notice{background:#fff3cd;border:1px solid #e0b100;padding:.5rem .8rem;border-radius:4px;margin:.8rem 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:.7rem;margin:1rem 0}
.cards>div{background:var(--tint);border-radius:6px;padding:.6rem .8rem}.cards b{display:block;font-size:1.35rem;line-height:1.2}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:1.2rem;align-items:start}
.chart{margin:1rem 0}.chart svg{width:100%;height:auto;max-width:820px;display:block}figcaption{margin-bottom:.3rem}
.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:50%}
caption{text-align:left;font-weight:600;padding-bottom:.3rem}
th,td{padding:.22rem .55rem;border-bottom:1px solid var(--line);vertical-align:top}
thead th{border-bottom:2px solid var(--line);vertical-align:bottom;font-size:.86em;color:var(--quiet)}
th{font-weight:500;text-align:left}th.n,td.n{text-align:right}td.n{white-space:nowrap}.w{text-align:left;min-width:5em}
tbody th{min-width:6rem;white-space:nowrap}
.bar{position:relative;min-width:7rem}.bar i{position:absolute;left:0;top:15%;bottom:15%;background:#c9dbef;border-radius:2px}.bar b{position:relative;font-weight:400}
.badge{display:inline-block;padding:0 .5em;border-radius:3px;border:1px solid currentColor;font-size:.84em;white-space:nowrap}
.pass{color:var(--head)}.watch{color:#8a5a00}.fail{color:#fff;background:var(--bad)}.no-power{color:var(--quiet)}
.tools{display:flex;flex-wrap:wrap;gap:1rem;align-items:center}
input{font:inherit;padding:.2rem .5rem;border:1px solid var(--quiet);border-radius:4px;min-width:16rem}
#targets{font-size:.86em}#targets td,#targets th{white-space:nowrap}#targets td.long{white-space:normal;overflow-wrap:anywhere;min-width:24em}#targets thead button{border:0;padding:0;background:none;font-weight:600;text-align:inherit}
.hidden{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
summary{cursor:pointer;color:var(--mid)}code{font-size:.8em;overflow-wrap:anywhere}
footer{padding:2rem 1.2rem 3rem;color:var(--quiet);font-size:.86em}
.sheet{max-width:980px;padding-top:1rem}.sheet .columns{columns:2 420px;column-gap:1.6rem;font-size:.87em}.sheet .columns>*{break-inside:avoid;margin:0 0 .9rem}.sheet table{width:100%}.sheet tbody th{white-space:normal}
@media(max-width:600px){body{font-size:14px}h1{font-size:1.35rem}th,td{padding:.2rem .35rem}.bar{min-width:5rem}input{min-width:0;width:100%}tbody th{white-space:normal}.chart>div{overflow-x:auto}.chart svg{min-width:540px}.sheet .chart svg{min-width:0}}
@media print{#targets td.long{min-width:0}@page{size:A4;margin:14mm 12mm}body{font-size:9.5pt}nav,.tools,.skip{display:none}h2{break-after:avoid}.chart,tr{break-inside:avoid}.scroll{overflow:visible}table{font-size:7.5pt;min-width:0;max-width:100%}tbody th{white-space:normal;min-width:0}th,td{padding:.1rem .3rem}#targets{font-size:6.6pt}#targets .more{display:none}#targets thead button{display:contents}#targets td,#targets th{white-space:normal;min-width:0}#targets tbody th,#targets td.n{white-space:nowrap}@page wide{size:A4 landscape;margin:10mm}.wide{page:wide}.wide table{font-size:6pt}.widest table{font-size:3.8pt}.wide th,.wide td{padding:.05rem .12rem}.widest th,.widest td{padding:.03rem .08rem}.wide thead th+th{writing-mode:vertical-rl;max-height:45mm;vertical-align:bottom;text-align:right}.sheet{padding:0}.sheet .columns{columns:2}.sheet .cards{grid-template-columns:repeat(6,1fr);gap:.3rem;margin:.4rem 0}.sheet .cards b{font-size:1rem}.sheet .notice{margin:.2rem 0;padding:.1rem .5rem}.sheet h1{font-size:1.2rem}.sheet p{margin:.2rem 0}.sheet .columns table{font-size:6.6pt}.sheet .chart svg{max-width:80mm}.pair{display:block}.chart svg{max-width:150mm}a{color:inherit}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;
