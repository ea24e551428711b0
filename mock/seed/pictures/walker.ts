import { C, scene } from './palette.ts'

const strand = (x: number, y: number, length: number) => `M${x} ${y}c-8 ${length * 0.35} 8 ${length * 0.65} 0 ${length}`

/** A walking frame waits on a path by the lake, a bench and a willow beside it. */
export const walkerPicture = scene(`
<rect width="800" height="450" fill="#e9f4f2"/>
<circle cx="610" cy="92" r="36" fill="${C.osmanthus}"/>
<path d="M0 208c90-66 178-72 262-26 76-62 176-74 258-18 92-50 190-42 280 14v70H0z" fill="${C.lakeSoft}"/>
<path d="M556 176l10-58 10 58zM556 136h20M552 150h28M548 164h36" fill="${C.lakeMid}" stroke="${C.lakeMid}" stroke-width="5" stroke-linecap="round"/>
<rect y="226" width="800" height="90" fill="${C.lakeMid}"/>
<path d="M60 248h110M230 272h150M430 246h90M590 268h140M120 292h80M480 294h110" stroke="${C.lakeSoft}" stroke-width="5" stroke-linecap="round"/>
<path d="M0 306c180-22 430-22 800 2v142H0z" fill="${C.leafSoft}"/>
<path d="M208 450c60-70 210-116 592-118v50c-250 0-372 24-440 68z" fill="${C.sand}"/>
<path d="M84 450c-6-120 4-230 34-330" stroke="${C.woodDeep}" stroke-width="26" stroke-linecap="round" fill="none"/>
<path d="M112 146c-40-30-74-34-104-22M116 130c30-34 72-46 122-36M114 160c40-20 90-20 132 4" stroke="${C.woodDeep}" stroke-width="11" stroke-linecap="round" fill="none"/>
<g fill="none" stroke="${C.leaf}" stroke-width="8" stroke-linecap="round"><path d="${strand(18, 112, 150)}${strand(48, 112, 190)}${strand(80, 108, 130)}${strand(142, 96, 150)}${strand(172, 88, 210)}${strand(204, 86, 170)}${strand(234, 92, 200)}${strand(258, 106, 130)}"/></g>
<g fill="none" stroke="#7fb27c" stroke-width="6" stroke-linecap="round"><path d="${strand(34, 118, 120)}${strand(64, 114, 170)}${strand(158, 96, 180)}${strand(188, 90, 140)}${strand(220, 92, 150)}${strand(246, 104, 170)}"/></g>
<g fill="${C.leaf}"><circle cx="40" cy="104" r="40"/><circle cx="96" cy="78" r="52"/><circle cx="168" cy="70" r="54"/><circle cx="232" cy="92" r="40"/></g><g fill="#7fb27c"><circle cx="84" cy="64" r="22"/><circle cx="160" cy="50" r="26"/><circle cx="222" cy="76" r="18"/></g>
<g><rect x="566" y="282" width="190" height="16" rx="8" fill="${C.wood}"/><rect x="566" y="306" width="190" height="16" rx="8" fill="${C.wood}"/><rect x="556" y="340" width="210" height="18" rx="9" fill="${C.woodDeep}"/><path d="M586 276v120M736 276v120" stroke="${C.lakeDeep}" stroke-width="11" stroke-linecap="round"/></g>
<ellipse cx="412" cy="420" rx="120" ry="14" fill="${C.woodDeep}" opacity=".22"/>
<g fill="none" stroke-linecap="round" stroke-linejoin="round">
<path d="M374 404l12-190M450 404l-12-190" stroke="${C.shade}" stroke-width="12"/>
<path d="M382 300h60" stroke="${C.shade}" stroke-width="9"/>
<path d="M316 416l30-190q3-20 22-20h22M508 416l-30-190q-3-20-22-20h-22" stroke="${C.lake}" stroke-width="15"/>
<path d="M339 268h146M329 330h166" stroke="${C.lake}" stroke-width="12"/>
</g>
<g fill="${C.osmanthusDeep}"><rect x="350" y="193" width="52" height="24" rx="12"/><rect x="422" y="193" width="52" height="24" rx="12"/></g>
<g fill="${C.lakeDeep}"><rect x="302" y="408" width="26" height="18" rx="6"/><rect x="496" y="408" width="26" height="18" rx="6"/><rect x="364" y="398" width="20" height="14" rx="5"/><rect x="440" y="398" width="20" height="14" rx="5"/></g>
<path d="M356 262h112v54q-56 22-112 0z" fill="${C.clay}"/><path d="M356 280h112" stroke="${C.clayDeep}" stroke-width="5"/>
<g fill="${C.osmanthus}"><circle cx="614" cy="420" r="7"/><circle cx="640" cy="430" r="6"/><circle cx="60" cy="424" r="6"/><circle cx="150" cy="436" r="7"/><circle cx="700" cy="416" r="6"/></g>
<g fill="${C.white}"><circle cx="656" cy="414" r="6"/><circle cx="126" cy="420" r="6"/><circle cx="722" cy="434" r="7"/></g>
`)
