import { C, scene, steam } from './palette.ts'

/** A meal in its warm box on a stool beside a door of an old house. */
export const boxPicture = scene(`
<rect width="800" height="450" fill="${C.sand}"/>
<rect y="356" width="800" height="94" fill="${C.shade}"/>
<path d="M0 356h800" stroke="${C.lakeMid}" stroke-width="4" opacity=".4"/>
<path d="M120 356l-60 94M320 356v94M520 356l40 94M720 356l70 94" stroke="${C.lakeMid}" stroke-width="3" opacity=".3"/>
<rect x="86" y="40" width="250" height="316" rx="8" fill="${C.woodDeep}"/>
<rect x="102" y="56" width="218" height="300" fill="${C.lake}"/>
<g fill="none" stroke="${C.lakeDeep}" stroke-width="6"><rect x="126" y="82" width="170" height="106" rx="6"/><rect x="126" y="212" width="170" height="118" rx="6"/></g>
<circle cx="300" cy="204" r="11" fill="${C.osmanthus}"/>
<rect x="168" y="96" width="86" height="78" rx="6" transform="rotate(45 211 135)" fill="${C.clay}"/>
<circle cx="211" cy="135" r="20" fill="none" stroke="${C.osmanthus}" stroke-width="6"/><circle cx="211" cy="135" r="6" fill="${C.osmanthus}"/>
<rect x="404" y="70" width="150" height="128" rx="6" fill="${C.woodDeep}"/>
<rect x="416" y="82" width="126" height="104" fill="${C.osmanthusTint}"/>
<path d="M479 82v104M416 134h126" stroke="${C.woodDeep}" stroke-width="8"/>
<g fill="${C.leaf}"><path d="M690 356c-30-40-26-120 4-170 20 56 26 126 0 170z"/><path d="M684 356c-54-20-76-74-74-120 44 24 72 72 74 120zM692 356c46-24 66-72 62-116-40 26-64 70-62 116z" fill="${C.leafSoft}"/></g>
<path d="M640 330h96l-12 64h-72z" fill="${C.clayDeep}"/><rect x="632" y="320" width="112" height="22" rx="8" fill="${C.clay}"/>
<g fill="${C.wood}"><rect x="392" y="308" width="198" height="22" rx="8"/><path d="M414 330h22l-10 88h-22zM546 330h22l10 88h-22z"/><rect x="418" y="368" width="146" height="12" fill="${C.woodDeep}"/></g>
<rect x="426" y="222" width="130" height="86" rx="16" fill="${C.white}"/>
<rect x="426" y="222" width="130" height="86" rx="16" fill="${C.lakeTint}"/>
<rect x="418" y="212" width="146" height="26" rx="13" fill="${C.clay}"/>
<path d="M446 212c0-44 90-44 90 0" fill="none" stroke="${C.clayDeep}" stroke-width="9"/>
<path d="M491 262c-7-13-28-8-24 9 3 11 16 18 24 25 8-7 21-14 24-25 4-17-17-22-24-9z" fill="${C.osmanthusDeep}"/>
${steam(491, 186, 0.85)}
`)
