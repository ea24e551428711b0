import { C, scene } from './palette.ts'

const tiles =
  Array.from({ length: 9 }, (_, index) => `M${index * 100} 0V340`).join('') + [68, 136, 204, 272].map((y) => `M0 ${y}H800`).join('')

/** A handrail beside a bath, a bench in it, and a mat that does not slip. */
export const handrailPicture = scene(`
<rect width="800" height="450" fill="${C.lakeTint}"/>
<path d="${tiles}" stroke="${C.white}" stroke-width="4"/>
<rect y="204" width="800" height="10" fill="${C.lakeSoft}"/>
<rect y="340" width="800" height="110" fill="${C.sand}"/>
<rect y="340" width="800" height="8" fill="${C.wood}" opacity=".35"/>
<rect x="70" y="40" width="150" height="120" rx="8" fill="${C.white}"/>
<rect x="82" y="52" width="126" height="96" rx="3" fill="${C.osmanthusTint}"/>
<path d="M82 128c24-22 46-24 66-10 22-18 42-18 60-6v36H82z" fill="${C.leafSoft}"/>
<circle cx="178" cy="82" r="15" fill="${C.osmanthus}"/>
<path d="M145 52v96M82 100h126" stroke="${C.white}" stroke-width="7"/>
<path d="M668 40v60" stroke="${C.lakeMid}" stroke-width="8" stroke-linecap="round"/>
<path d="M632 118c0-24 16-34 36-34s36 10 36 34z" fill="${C.lakeMid}"/>
<path d="M644 132v14M660 132v22M676 132v14M692 132v22M652 164v16M684 164v16" stroke="${C.white}" stroke-width="5" stroke-linecap="round"/>
<g fill="none" stroke-linecap="round" stroke-linejoin="round">
<path d="M352 86v130q0 22 22 22h176" stroke="${C.osmanthusDeep}" stroke-width="26"/>
<path d="M349 86v130q0 25 25 25" stroke="${C.osmanthus}" stroke-width="12"/>
<path d="M374 235h176" stroke="${C.osmanthus}" stroke-width="12"/>
</g>
<g fill="${C.white}" stroke="${C.osmanthusDeep}" stroke-width="5"><circle cx="352" cy="84" r="20"/><circle cx="552" cy="238" r="20"/></g>
<g fill="${C.osmanthusDeep}"><circle cx="352" cy="84" r="6"/><circle cx="552" cy="238" r="6"/></g>
<path d="M300 288h470c0 70-22 112-66 118H366c-44-6-66-48-66-118z" fill="${C.white}"/>
<path d="M308 320c8 54 28 82 58 86h338c30-4 50-32 58-86z" fill="${C.shade}" opacity=".7"/>
<rect x="282" y="276" width="506" height="24" rx="12" fill="${C.white}"/>
<rect x="282" y="290" width="506" height="10" rx="5" fill="${C.shade}"/>
<path d="M378 406l-10 22h30l6-22zM686 406l10 22h-30l-6-22z" fill="${C.lakeMid}"/>
<rect x="470" y="262" width="170" height="22" rx="8" fill="${C.wood}"/>
<path d="M500 264v18M530 264v18M560 264v18M590 264v18M616 264v18" stroke="${C.woodDeep}" stroke-width="4" opacity=".55"/>
<path d="M250 196h-96" stroke="${C.lakeMid}" stroke-width="8" stroke-linecap="round"/>
<path d="M166 196h70v104q-9 8-18 0t-18 0-17 0-17 0z" fill="${C.clay}"/>
<path d="M166 262h70M166 276h70" stroke="${C.osmanthusTint}" stroke-width="5"/>
<path d="M70 404h196l30 30H40z" fill="${C.lake}"/>
<path d="M92 414h150M84 424h172" stroke="${C.lakeMid}" stroke-width="4" stroke-linecap="round" stroke-dasharray="2 12"/>
<path d="M38 340c-4-40 0-66 10-92M48 300c10-16 22-22 32-22M46 276c-10-14-18-18-28-18" fill="none" stroke="${C.leaf}" stroke-width="7" stroke-linecap="round"/>
<path d="M18 332h54l-8 56H26z" fill="${C.white}"/>
<path d="M20 344h50" stroke="${C.shade}" stroke-width="6"/>
`)
