"""The look of the page: white paper, ink rules, no card, no shadow. Light, dark, print, and 320 px."""

CSS = """
:root{--ink:#1d2733;--muted:#5b6673;--line:#dfe1dc;--rail:#e9e9e4;--paper:#fff;--wash:#f5f6f2;--ghost:#8c949c;
--gain:#1565b0;--loss:#9a2d1a;--none:#667079;--cf:#b08a0c;--cftext:#76590a;--cfband:#f3e8c4;
--gainfill:#c8def3;--lossfill:#f3d3ca;--auto:#1565b0;
--sans:"Public Sans",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--serif:"Source Serif 4",Charter,Georgia,"Times New Roman",serif}
@media (prefers-color-scheme:dark){:root{--ink:#e9edf0;--muted:#a3adb6;--line:#343c44;--rail:#2b3239;
--paper:#14191e;--wash:#1b2127;--ghost:#717b85;--gain:#5aa5ee;--loss:#f0766a;--none:#a3adb6;--cf:#eec72b;
--cftext:#eec72b;--cfband:#3d361a;--gainfill:#1b4066;--lossfill:#55241c;--auto:#5aa5ee}}
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.5 var(--sans);
font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
h1,h2,h3,h4,p,ul,dl,dd,figure,table{margin:0;padding:0}
h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance;letter-spacing:-.006em}
h1{font-size:clamp(1.7rem,1.2rem + 2.1vw,2.5rem);max-width:24em}
h2{font-size:clamp(1.45rem,1.2rem + 1vw,1.9rem)}
h3{font-size:clamp(1.15rem,1.05rem + .4vw,1.35rem)}
h4{font:650 1rem/1.35 var(--sans)}
a{color:inherit;text-decoration-thickness:1px;text-underline-offset:3px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--gain);outline-offset:2px;border-radius:2px}
svg{display:block;max-width:100%;height:auto;font-family:var(--sans);overflow:visible}
.wrap{max-width:1228px;margin:0 auto;padding:0 24px}
.skip{position:absolute;left:-999em}
.skip:focus{left:16px;top:8px;background:var(--paper);padding:8px 12px;z-index:9}
.top{border-bottom:1px solid var(--line)}
.top .wrap{display:flex;flex-wrap:wrap;gap:4px 24px;align-items:center;min-height:56px}
.brand{font:650 1.15rem var(--serif)}
.top nav ul{display:flex;flex-wrap:wrap;list-style:none;gap:0 4px;margin:0 -10px}
.top nav a{display:block;padding:8px 10px;text-decoration:none}
.top nav a:hover{text-decoration:underline}
.where{margin-left:auto;color:var(--muted);font-size:.925rem}
.lede{padding:44px 0 32px}
.lede p,.note{color:var(--muted);max-width:70ch}
.lede p{margin-top:12px;font-size:1.0625rem}
.note{font-size:.925rem}
.blk{border-top:2px solid var(--ink);padding-top:12px;margin-bottom:44px;min-width:0}
.blk>.note{margin:4px 0 14px}
.two{display:grid;grid-template-columns:minmax(0,1.1fr) minmax(0,1fr);gap:0 48px}
.plain{list-style:none}
.plain>li{padding:10px 0;border-top:1px solid var(--line)}
.plain>li:first-child{border-top:0}
.plain .name{display:block;font-weight:650}
.alert{color:var(--loss);font-weight:600}
.fig small,.fig .n{color:var(--muted);font-size:.8125rem;line-height:1.4}
.fig small{display:block}
.fig b{font-weight:650}
.v-gain{color:var(--gain)}
.v-loss{color:var(--loss)}
.v-none{color:var(--none)}
.unknown{color:var(--muted)}
.gr{display:inline-flex;align-items:center;gap:5px;white-space:nowrap}
.ladder .on{fill:var(--ink);stroke:var(--ink)}
.ladder .off{fill:none;stroke:var(--ghost);stroke-width:.8}
.vh{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.v{display:inline-flex;align-items:baseline;gap:6px;font-weight:650}
.v i{font-style:normal;width:1.1em;text-align:center}
.d-stop,.d-do_not_launch{color:var(--loss)}
.d-fix,.d-question{color:var(--cftext)}
.d-extend,.d-launch{color:var(--gain)}
.scroll{overflow-x:auto;max-width:100%;margin-top:12px}
.loose .gr{flex-wrap:wrap}
table{border-collapse:collapse;width:100%;font-size:.925rem}
caption{text-align:left;color:var(--muted);font-size:.875rem;padding-bottom:4px}
th{text-align:left;font-weight:400;color:var(--muted);vertical-align:bottom;padding:4px 14px 4px 0;
font-size:.875rem}
td{padding:9px 14px 9px 0;border-top:1px solid var(--line);vertical-align:top;line-height:1.4}
tbody th{border-top:1px solid var(--line);padding:9px 14px 9px 0;color:var(--ink);vertical-align:top;
font-size:.95rem}
tr>:last-child{padding-right:0}
.data td{white-space:nowrap;padding-top:6px;padding-bottom:6px}
.data tbody th{padding-top:6px;padding-bottom:6px}
.data td.long,.loose td{white-space:normal}
.steer{table-layout:fixed;hyphens:auto}
.steer .gr{flex-wrap:wrap}
.steer th,.steer td{padding-right:10px}
.steer .name a{font-weight:650}
.steer td{font-size:.875rem}
.steer tbody th{font-size:.875rem}
.blk h4{margin-top:14px}
.claim+.claim{margin-top:28px;border-top:1px solid var(--line);padding-top:14px}
.amor{display:inline-flex;gap:2px}
.amor span{display:inline-block;min-width:1.4em;text-align:center;border:1px solid var(--ghost);
border-radius:2px;
font:600 .75rem/1.6 var(--sans)}
.amor .b3{background:var(--gainfill)}
.amor .b2{background:linear-gradient(to top,var(--gainfill) 66%,transparent 66%)}
.amor .b1{background:linear-gradient(to top,var(--gainfill) 33%,transparent 33%)}
.amor .b0{border-color:var(--loss);color:var(--loss)}
.amor .bu{border-style:dashed;color:var(--muted)}
.facts{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:0 24px;
border-top:2px solid var(--ink);margin:20px 0 36px}
.facts>div{padding:12px 0;min-width:0}
.facts dt{color:var(--muted);font-size:.925rem}
.facts dd{margin-top:2px}
.facts .fig>b,.facts .big{font:600 1.35rem/1.25 var(--serif)}
.sheet{padding-top:28px;margin-top:12px;border-top:6px solid var(--ink)}
.sheet>.note{margin-top:6px}
.sheet .blk{margin-bottom:34px}
.chk{list-style:none}
.chk>li{position:relative;padding:8px 0 8px 28px;border-bottom:1px solid var(--line);font-size:.95rem}
.chk>li::before{content:"";position:absolute;left:2px;top:13px;width:12px;height:12px;border-radius:50%;
border:2px solid var(--ghost)}
.chk>.yes::before{background:var(--ink);border-color:var(--ink)}
.chk>.no::before{border-color:var(--loss)}
.chk>.maybe::before{border-style:dashed}
.chk small,td small,th small,.plain small,.blk p small{display:block;color:var(--muted);font-size:.8125rem}
.amor4{list-style:none;display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:20px 24px}
.amor4>li{border-top:1px solid var(--line);padding-top:10px;font-size:.925rem}
.amor4 .l{font:600 2.2rem/1 var(--serif);display:flex;align-items:end;gap:8px}
.amor4 .bars{display:flex;gap:3px;padding-bottom:5px}
.amor4 .bars i{width:16px;height:9px;border:1.3px solid var(--ink)}
.amor4 .bars .on{background:var(--ink)}
.amor4 .bars .unk{border-style:dashed;border-color:var(--ghost)}
details{margin-top:12px;font-size:.925rem}
summary{cursor:pointer;color:var(--muted);padding:6px 0;min-height:24px}
summary:hover{color:var(--ink)}
.narrow{display:none}
.quote{font-family:var(--serif);font-size:1.1rem}
footer{border-top:1px solid var(--line);margin-top:40px;padding:24px 0 44px;color:var(--muted);
font-size:.875rem}
footer p+p{margin-top:4px}
@media (max-width:900px){.two{grid-template-columns:minmax(0,1fr)}
.facts,.amor4{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:1000px){
.steer,.steer tbody,.steer tr,.steer td,.steer tbody th{display:block;width:auto}
.steer thead,.steer colgroup{display:none}
.steer tr{padding:14px 0;border-top:1px solid var(--ink)}
.steer td,.steer tbody th{border:0;padding:3px 0}
.steer tbody th{font-size:1.05rem}
.steer td::before{content:attr(data-name);display:block;color:var(--muted);font-size:.8125rem}
}
@media (max-width:760px){
.wrap{padding:0 16px}.wide{display:none}.narrow{display:block}.lede{padding:28px 0 24px}
.where{margin-left:0}.amor4{grid-template-columns:minmax(0,1fr)}
}
@media (max-width:420px){.facts{grid-template-columns:minmax(0,1fr)}}
@media print{
@page{size:A4;margin:14mm 12mm}
@page steer{size:A4 landscape;margin:10mm}
:root{color-scheme:light;--ink:#1d2733;--muted:#5b6673;--line:#dfe1dc;--rail:#e9e9e4;--paper:#fff;
--ghost:#8c949c;
--gain:#1565b0;--loss:#9a2d1a;--none:#667079;--cf:#b08a0c;--cftext:#76590a;--cfband:#f3e8c4;
--gainfill:#c8def3;
--lossfill:#f3d3ca;--auto:#1565b0}
body{font-size:9.5pt}.wrap{padding:0;max-width:none}.top nav,.skip,summary{display:none}
.wide{display:block}.narrow{display:none}
.steering{page:steer;break-before:page}.sheet{break-before:page;border-top-width:3px}
.blk,figure,tr,.plain>li{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}
.two{display:block}
}
"""
