import { C, scene } from './palette.ts'

/** A child's own desk in the evening: lamp, open book, pencils, a chair that fits. */
export const deskPicture = scene(`
<rect width="800" height="450" fill="#cfe3df"/>
<rect y="372" width="800" height="78" fill="${C.sand}"/>
<rect y="372" width="800" height="8" fill="${C.wood}" opacity=".4"/>
<rect x="76" y="50" width="196" height="180" rx="8" fill="${C.white}"/>
<rect x="90" y="64" width="168" height="152" rx="3" fill="${C.lake}"/>
<circle cx="208" cy="104" r="22" fill="${C.osmanthus}"/><circle cx="198" cy="98" r="20" fill="${C.lake}"/>
<g fill="${C.osmanthusTint}"><circle cx="124" cy="92" r="3.5"/><circle cx="150" cy="122" r="2.5"/><circle cx="136" cy="150" r="3"/><circle cx="228" cy="146" r="2.5"/></g>
<path d="M90 190h24v-22h26v14h22v-30h30v24h26v-12h40v52H90z" fill="${C.lakeDeep}"/>
<g fill="${C.osmanthus}"><rect x="120" y="176" width="7" height="8"/><rect x="170" y="162" width="7" height="8"/><rect x="170" y="180" width="7" height="8"/><rect x="232" y="176" width="7" height="8"/></g>
<path d="M174 64v152M90 140h168" stroke="${C.white}" stroke-width="8"/>
<rect x="470" y="132" width="250" height="14" rx="4" fill="${C.wood}"/>
<g><rect x="490" y="62" width="24" height="70" rx="3" fill="${C.lake}"/><rect x="518" y="72" width="20" height="60" rx="3" fill="${C.clay}"/><rect x="542" y="56" width="26" height="76" rx="3" fill="${C.osmanthus}"/><path d="M574 132l16-68 20 5-16 63z" fill="${C.lakeMid}"/>
<rect x="496" y="76" width="12" height="6" fill="${C.lakeSoft}"/><rect x="548" y="74" width="14" height="6" fill="${C.white}"/></g>
<circle cx="668" cy="104" r="28" fill="${C.lakeSoft}"/><path d="M646 92c10 8 20 2 24 12s14 6 20 12M652 120c8-4 14 0 18 6" fill="none" stroke="${C.leaf}" stroke-width="7" stroke-linecap="round"/><path d="M668 132v-2M652 132h32" stroke="${C.woodDeep}" stroke-width="6" stroke-linecap="round"/>
<path d="M296 172l-84 118h330z" fill="${C.osmanthus}" opacity=".28"/>
<path d="M318 170l-40 120h190z" fill="${C.osmanthusTint}" opacity=".55"/>
<path d="M232 286l-8-92 78-42" fill="none" stroke="${C.lakeDeep}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>
<path d="M276 168l40-52q8-10 18-2l34 28q8 8-2 14l-80 24q-14 2-10-12z" fill="${C.lakeDeep}"/>
<ellipse cx="322" cy="170" rx="26" ry="10" transform="rotate(-16 322 170)" fill="${C.osmanthusTint}"/>
<circle cx="224" cy="194" r="8" fill="${C.lakeMid}"/>
<rect x="196" y="280" width="76" height="12" rx="6" fill="${C.lakeDeep}"/>
<rect x="140" y="290" width="520" height="22" rx="6" fill="${C.wood}"/>
<rect x="140" y="304" width="520" height="8" rx="4" fill="${C.woodDeep}" opacity=".5"/>
<path d="M168 312h22l-6 122h-14zM610 312h22l-2 122h-14z" fill="${C.woodDeep}"/>
<rect x="500" y="312" width="112" height="70" rx="4" fill="${C.wood}"/><rect x="510" y="320" width="92" height="24" rx="3" fill="${C.woodDeep}" opacity=".4"/><rect x="510" y="350" width="92" height="24" rx="3" fill="${C.woodDeep}" opacity=".4"/><path d="M548 332h16M548 362h16" stroke="${C.osmanthus}" stroke-width="5" stroke-linecap="round"/>
<path d="M392 286c-28-16-60-18-86-10l-18 12c34-4 70-4 104 2 34-6 72-6 104-2l-18-12c-26-8-58-6-86 10z" fill="${C.white}"/>
<path d="M392 288v-4M316 282c18-3 36-2 56 3M468 282c-18-3-36-2-56 3" stroke="${C.lakeSoft}" stroke-width="3.5" stroke-linecap="round" fill="none"/>
<path d="M560 290l-5-46h44l-5 46z" fill="${C.clay}"/>
<path d="M566 244l-8-36M578 244l2-46M588 244l14-34" stroke-width="7" stroke-linecap="round" stroke="${C.osmanthusDeep}"/><path d="M578 206l2-8" stroke="${C.lakeDeep}" stroke-width="7" stroke-linecap="round"/>
<path d="M330 330q62-14 124 0l6 44H324z" fill="${C.lake}"/>
<path d="M338 344h108" stroke="${C.lakeMid}" stroke-width="5" stroke-linecap="round"/>
<rect x="320" y="372" width="144" height="16" rx="8" fill="${C.lakeDeep}"/>
<path d="M340 388l-8 54M444 388l8 54" stroke="${C.woodDeep}" stroke-width="11" stroke-linecap="round"/>
<path d="M690 434c-12-30-10-66 6-96 10-18 34-18 44 0 16 30 18 66 6 96z" fill="${C.osmanthus}"/><path d="M704 330c0-22 28-22 28 0" fill="none" stroke="${C.osmanthusDeep}" stroke-width="7"/><rect x="698" y="376" width="40" height="36" rx="8" fill="${C.osmanthusDeep}"/>
`)
