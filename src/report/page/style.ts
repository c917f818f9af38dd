import { accentColors } from './brand';

/**
 * The style sheet of the page. Its colors can be distinguished by people with red-green color blindness, and reach WCAG
 * 2.2 AA on both pages.
 */
export function pageStyle(accent: string): string {
	const { light, dark } = accentColors(accent);
	return `
:root{color-scheme:light dark;${lightColors(light)}}
@media (prefers-color-scheme:dark){:root{${darkColors(dark)}}}
@media print{:root{color-scheme:light;${lightColors(light)}}}
${layout}${pictures}${paper}`.trim();
}

function lightColors(accent: string): string {
	return `--paper:#f4f5f8;--card:#fff;--ink:#131a2b;--mute:#55607a;--rule:#dfe3eb;--axis:#7b869c;--s1:${accent};--s2:#b8480f;--s3:#5b6780;--s4:#a9b3c6;--on:#fff`;
}

function darkColors(accent: string): string {
	return `--paper:#0c111d;--card:#151b29;--ink:#eef1f7;--mute:#a6b0c5;--rule:#2a3346;--axis:#76829b;--s1:${accent};--s2:#f9a66c;--s3:#97a3ba;--s4:#4b5770;--on:#0c111d`;
}

const layout = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased}
main,header,footer{max-width:1480px;margin:0 auto;padding:0 24px}
header{display:flex;align-items:center;gap:18px;padding-top:36px;padding-bottom:22px}
header img{max-height:52px;max-width:200px;display:block}
h1,h2,h3,p,ol,ul,dl,dd{margin:0;padding:0}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.018em;font-weight:700;overflow-wrap:anywhere}
header p{color:var(--mute);margin-top:4px}
h2{font-size:1.02rem;font-weight:650;letter-spacing:-.005em}
h3{font-size:1.08rem;line-height:1.32;font-weight:650;letter-spacing:-.008em;overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:20px 22px;min-width:0}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:14px}
.numbers>div{display:flex;flex-direction:column}
.numbers dt{color:var(--mute);font-size:.86rem;font-weight:550}
.numbers .value{font-size:2.05rem;line-height:1.2;font-weight:700;letter-spacing:-.028em;margin-top:3px}
.numbers .note{color:var(--mute);font-size:.8rem;line-height:1.4}
.numbers .change{font-size:.82rem;margin-top:8px;font-weight:600}
.numbers .plain{color:var(--mute);font-weight:400}.numbers span.plain{display:block;font-size:.8rem}
.better{color:var(--s1)}.worse{color:var(--s2)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:14px;margin-top:14px}
.pair ol{list-style:none;margin-top:8px}
.pair li{padding:11px 0;border-top:1px solid var(--rule);display:grid;grid-template-columns:28px 1fr;gap:2px 8px}
.pair li:first-child{border-top:0}
.pair .rank{grid-row:span 2;width:22px;height:22px;border-radius:50%;background:var(--s1);color:var(--on);font-size:.76rem;font-weight:700;display:grid;place-items:center;margin-top:1px}
.pair .what{font-weight:600;line-height:1.4}
.pair .why{color:var(--mute);font-size:.88rem;line-height:1.45;grid-column:2}
a{color:var(--s1);text-decoration:underline;text-underline-offset:2px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--s1);outline-offset:2px;border-radius:4px}
.sections{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:14px;margin-top:14px}
.sections section{display:flex;flex-direction:column}
.eyebrow{color:var(--mute);font-size:.74rem;font-weight:650;letter-spacing:.045em;text-transform:uppercase;margin-bottom:5px}
.sentence{color:var(--mute);font-size:.88rem;line-height:1.45;margin-top:6px}
figure{margin:14px 0 12px}.reading{color:var(--mute);font-size:.8rem;line-height:1.4;margin-bottom:14px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;font-size:.8rem;margin-top:12px;color:var(--mute)}
.legend i{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:6px;vertical-align:-1px}
details{margin-top:auto;border-top:1px solid var(--rule);padding-top:8px}
summary{cursor:pointer;font-size:.82rem;color:var(--mute);padding:4px 0;min-height:24px}
.scroll{overflow-x:auto;margin-top:6px}
table{border-collapse:collapse;width:100%;font-size:.82rem}
th,td{padding:6px 10px 6px 0;text-align:left;border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:anywhere}
th{color:var(--mute);font-weight:600}
th.n,td.n{text-align:right}th{overflow-wrap:normal}td.n{white-space:nowrap}th:first-child,td:first-child{min-width:5.9em}
tr>*:last-child{padding-right:0}
.open{margin-top:12px}
footer{padding-top:24px;padding-bottom:44px;color:var(--mute);font-size:.84rem}
footer ul{margin:6px 0 14px;padding-left:18px}
footer h2{color:var(--ink)}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:520px){main,header,footer{padding-left:12px;padding-right:12px}.card{padding:16px}header{flex-wrap:wrap;padding-top:22px}h1{font-size:1.45rem}.numbers{grid-template-columns:repeat(auto-fit,minmax(132px,1fr));gap:10px}.numbers .value{font-size:1.6rem}.numbers>div:last-child:nth-child(odd){grid-column:1/-1}}
`;

const pictures = `
svg{display:block;width:100%;height:auto;max-width:560px;font-size:12.5px;overflow:visible}
svg text{fill:var(--ink)}
svg .tick{fill:var(--mute);font-size:11.5px}
svg .small{font-size:11.5px}svg .mute{fill:var(--mute)}
svg .num{font-weight:600}svg .strong{font-size:15px}
svg .end{text-anchor:end}svg .center{text-anchor:middle}svg .mid{dominant-baseline:central}
svg .on{fill:var(--on);font-weight:600}
.s1{fill:var(--s1);background:var(--s1)}.s2{fill:var(--s2);background:var(--s2)}.s3{fill:var(--s3);background:var(--s3)}.s4{fill:var(--s4);background:var(--s4)}
svg .part{stroke:var(--card);stroke-width:1.5}
svg .axis{stroke:var(--axis);fill:none}svg .grid{stroke:var(--rule);fill:none}
svg .level{stroke:var(--axis);stroke-dasharray:4 4;fill:none}svg .levelName{fill:var(--ink);font-size:11.5px;font-weight:600;paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
svg .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}svg .open{stroke-dasharray:3 4}
svg .l1{stroke:var(--s1)}svg .l2{stroke:var(--s2)}svg .l3{stroke:var(--s3)}
svg .dot{stroke:var(--card);stroke-width:1}svg .hollow{fill:var(--card);stroke-width:1.5}
svg .hollow.l1{stroke:var(--s1)}svg .hollow.l2{stroke:var(--s2)}svg .hollow.l3{stroke:var(--s3)}
svg .soft{fill:var(--s1);fill-opacity:.1}
svg .flow{fill:none;stroke-opacity:.55}svg .flow.s1{stroke:var(--s1)}svg .flow.s2{stroke:var(--s2)}svg .flow.s4{stroke:var(--s4)}
svg .h1{fill:var(--s1);fill-opacity:.07}svg .h2{fill:var(--s1);fill-opacity:.17}svg .h3{fill:var(--s1);fill-opacity:.29}svg .h4{fill:var(--s1);fill-opacity:.42}svg .h5{fill:var(--s1)}
@media (max-width:520px){svg{font-size:14px}svg .tick,svg .small,svg .levelName{font-size:13px}}
`;

const paper = `
@page{size:A4;margin:12mm}
@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}html{font-size:11.5px}body{background:#fff;font-size:11.5px}main,header,footer{padding-left:0;padding-right:0;max-width:none}header{padding-top:0;padding-bottom:10px}.card{border-radius:6px;padding:10px 12px}.numbers{grid-template-columns:repeat(5,1fr);gap:8px}.numbers .value{font-size:1.7rem}.pair,.sections{grid-template-columns:1fr 1fr;gap:8px;margin-top:8px}.card,li,tr{break-inside:avoid}details{display:none}figure{margin:8px 0 0}.reading{margin:4px 0 0}.sentence{margin-top:3px}.legend{margin-top:6px}svg{max-width:none;max-height:53mm}a{color:inherit}footer{padding-top:10px;padding-bottom:0}}
`;
