import { C, scene } from './palette.ts'

/** An electric bicycle with an insulated box in a lane of white walls and grey tiles. */
export const ridePicture = scene(`
<rect width="800" height="450" fill="${C.lakeTint}"/>
<circle cx="654" cy="84" r="34" fill="${C.osmanthus}"/>
<path d="M0 120h330v220H0z" fill="${C.white}"/><path d="M-10 120l40-44h280l36 44z" fill="${C.lakeDeep}"/>
<path d="M12 106h316M26 92h288" stroke="${C.lakeMid}" stroke-width="4" opacity=".5"/>
<rect x="60" y="172" width="78" height="92" rx="4" fill="${C.lakeSoft}"/><path d="M99 172v92M60 218h78" stroke="${C.woodDeep}" stroke-width="7"/>
<rect x="206" y="182" width="84" height="158" fill="${C.wood}"/><path d="M248 182v158" stroke="${C.woodDeep}" stroke-width="5"/>
<path d="M520 156h280v184H520z" fill="${C.mist}"/><path d="M500 156l34-38h276v38z" fill="${C.lakeDeep}"/>
<rect x="606" y="200" width="84" height="72" rx="4" fill="${C.lakeSoft}"/><path d="M648 200v72M606 236h84" stroke="${C.woodDeep}" stroke-width="7"/>
<path d="M752 340c-6-70 2-128 22-176 26 52 32 116 18 176z" fill="${C.leaf}"/>
<rect y="338" width="800" height="112" fill="${C.shade}"/>
<path d="M0 338h800" stroke="${C.lakeMid}" stroke-width="4" opacity=".5"/>
<path d="M40 392h120M240 420h160M520 396h150M660 430h110" stroke="${C.lakeMid}" stroke-width="4" stroke-linecap="round" opacity=".35"/>
<ellipse cx="408" cy="404" rx="190" ry="14" fill="${C.lakeMid}" opacity=".35"/>
<g fill="none" stroke="${C.lakeDeep}" stroke-width="12"><circle cx="286" cy="352" r="50"/><circle cx="532" cy="352" r="50"/></g>
<g fill="${C.shade}"><circle cx="286" cy="352" r="14"/><circle cx="532" cy="352" r="14"/></g>
<path d="M286 352l70-60h96l80 60" fill="none" stroke="${C.lake}" stroke-width="16" stroke-linejoin="round"/>
<path d="M338 284h120l26 36c-40 22-110 22-154 0z" fill="${C.lake}"/>
<path d="M484 320l20-116M470 198h44c14 0 22 6 26 16" fill="none" stroke="${C.lakeDeep}" stroke-width="11" stroke-linecap="round"/>
<circle cx="522" cy="226" r="16" fill="${C.osmanthusTint}" stroke="${C.lakeDeep}" stroke-width="6"/>
<path d="M348 268h92c12 0 16 16 2 18h-92c-14 0-16-18-2-18z" fill="${C.woodDeep}"/>
<rect x="226" y="182" width="124" height="96" rx="12" fill="${C.clay}"/><rect x="220" y="172" width="136" height="26" rx="10" fill="${C.clayDeep}"/>
<path d="M288 222c-7-13-27-8-23 9 3 11 15 17 23 24 8-7 20-13 23-24 4-17-16-22-23-9z" fill="${C.osmanthusTint}"/>
<path d="M250 278h90v14h-90z" fill="${C.lakeDeep}"/>
`)
