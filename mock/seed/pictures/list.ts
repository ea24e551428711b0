import { C, scene } from './palette.ts'

/** A list on a clipboard, reading glasses and a pen on a wooden table. */
export const listPicture = scene(`
<rect width="800" height="450" fill="${C.wood}"/>
<path d="M0 96h800M0 214h800M0 332h800" stroke="${C.woodDeep}" stroke-width="3" opacity=".25"/>
<path d="M0 0h800v34H0z" fill="${C.woodDeep}" opacity=".35"/>
<g transform="rotate(-4 330 230)">
<rect x="196" y="58" width="278" height="352" rx="14" fill="${C.woodDeep}"/>
<rect x="190" y="50" width="278" height="352" rx="14" fill="${C.lakeDeep}"/>
<rect x="210" y="78" width="238" height="306" rx="4" fill="${C.white}"/>
<rect x="282" y="36" width="94" height="40" rx="10" fill="${C.shade}"/>
<circle cx="329" cy="52" r="8" fill="${C.lakeMid}"/>
<rect x="234" y="104" width="120" height="14" rx="7" fill="${C.lake}"/>
<g fill="${C.lakeSoft}"><rect x="270" y="142" width="150" height="10" rx="5"/><rect x="270" y="178" width="126" height="10" rx="5"/><rect x="270" y="214" width="144" height="10" rx="5"/><rect x="270" y="250" width="112" height="10" rx="5"/><rect x="270" y="286" width="138" height="10" rx="5"/><rect x="270" y="322" width="96" height="10" rx="5"/></g>
<g fill="none" stroke="${C.lake}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"><path d="M236 146l8 9 14-17M236 182l8 9 14-17M236 218l8 9 14-17M236 254l8 9 14-17"/></g>
<g fill="none" stroke="${C.shade}" stroke-width="4"><rect x="236" y="282" width="18" height="18" rx="4"/><rect x="236" y="318" width="18" height="18" rx="4"/></g>
</g>
<g transform="rotate(28 590 150)">
<rect x="500" y="140" width="190" height="20" rx="10" fill="${C.osmanthus}"/>
<path d="M500 140l-34 10 34 10z" fill="${C.clayDeep}"/>
<rect x="664" y="140" width="26" height="20" rx="8" fill="${C.osmanthusDeep}"/>
</g>
<g fill="none" stroke="${C.lakeDeep}" stroke-width="9" stroke-linecap="round">
<circle cx="560" cy="318" r="44" fill="${C.mist}" fill-opacity=".55"/><circle cx="676" cy="318" r="44" fill="${C.mist}" fill-opacity=".55"/>
<path d="M604 312c8-10 20-10 28 0M516 310l-34-24M720 310l34-24"/>
</g>
<g transform="translate(84 330)"><ellipse cx="28" cy="62" rx="64" ry="14" fill="${C.woodDeep}" opacity=".4"/><path d="M-22 0h100c0 38-16 62-50 62s-50-24-50-62z" fill="${C.clay}"/><ellipse cx="28" cy="0" rx="50" ry="13" fill="${C.leafSoft}"/><path d="M78 8c26 0 26 34-6 34" fill="none" stroke="${C.clay}" stroke-width="10"/></g>
`)
