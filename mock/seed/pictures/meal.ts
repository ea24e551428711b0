import { C, scene, steam } from './palette.ts'

/** A bowl of steaming rice on a table by a window over the lake. */
export const mealPicture = scene(`
<rect width="800" height="450" fill="${C.osmanthusTint}"/>
<rect x="96" y="44" width="330" height="226" rx="10" fill="${C.white}"/>
<g>
<rect x="110" y="58" width="302" height="198" rx="4" fill="${C.lakeTint}"/>
<circle cx="330" cy="106" r="24" fill="${C.osmanthus}"/>
<path d="M110 178c44-34 82-40 120-14 34-30 74-36 110-12 30-14 52-14 72-4v46H110z" fill="${C.lakeSoft}"/>
<path d="M196 160l8-40 8 40zM198 132h12M195 142h18M192 152h24" fill="${C.lakeMid}" stroke="${C.lakeMid}" stroke-width="4" stroke-linecap="round"/>
<rect x="110" y="190" width="302" height="66" fill="${C.lakeMid}"/>
<path d="M140 210h60M250 222h90M170 238h50M330 206h44" stroke="${C.lakeSoft}" stroke-width="4" stroke-linecap="round"/>
<path d="M261 58v198M110 158h302" stroke="${C.white}" stroke-width="10"/>
</g>
<rect x="84" y="268" width="354" height="14" rx="7" fill="${C.sand}"/>
<path d="M96 44c-6 90-16 160-40 232h52c14-70 12-150 8-232zM426 44c6 90 16 160 40 232h-52c-14-70-12-150-8-232z" fill="${C.osmanthus}" opacity=".55"/>
<rect y="330" width="800" height="120" fill="${C.wood}"/>
<rect y="330" width="800" height="14" fill="${C.woodDeep}" opacity=".45"/>
<path d="M0 386h800M0 424h800" stroke="${C.woodDeep}" stroke-width="3" opacity=".22"/>
<ellipse cx="566" cy="372" rx="150" ry="22" fill="${C.woodDeep}" opacity=".35"/>
<ellipse cx="566" cy="362" rx="136" ry="20" fill="${C.lakeTint}"/>
<path d="M446 236h240c0 68-44 118-88 124h-64c-44-6-88-56-88-124z" fill="${C.lake}"/>
<path d="M452 266c3 14 7 26 12 36h204c5-10 9-22 12-36z" fill="${C.lakeDeep}" opacity=".45"/>
<ellipse cx="566" cy="236" rx="120" ry="24" fill="${C.lakeDeep}"/>
<path d="M462 234c10-46 50-62 62-56 14-22 62-24 78 2 24-4 58 16 68 54-30 22-178 22-208 0z" fill="${C.white}"/>
<path d="M496 214l12-6M540 196l12 4M590 202l12-6M628 218l10 4M560 222l12-2M520 228l10 2" stroke="${C.shade}" stroke-width="6" stroke-linecap="round"/>
${steam(566, 168, 1.15)}
<ellipse cx="300" cy="382" rx="104" ry="18" fill="${C.woodDeep}" opacity=".35"/>
<ellipse cx="300" cy="366" rx="100" ry="26" fill="${C.white}"/>
<ellipse cx="300" cy="362" rx="76" ry="17" fill="${C.shade}"/>
<path d="M242 360c10-26 34-32 44-20 8-18 34-18 42 0 14-12 34-2 32 20-20 14-98 14-118 0z" fill="${C.leaf}"/>
<path d="M262 358c10-10 22-12 28-4M310 348c10-6 22 0 26 10" fill="none" stroke="${C.leafSoft}" stroke-width="5" stroke-linecap="round"/>
<circle cx="318" cy="360" r="8" fill="${C.clay}"/><circle cx="276" cy="364" r="7" fill="${C.clay}"/>
<path d="M404 414l316-22M406 424l318-16" stroke="${C.lakeDeep}" stroke-width="7" stroke-linecap="round"/>
<path d="M128 388c-24-6-30-44-16-70h32c14 26 8 64-16 70z" fill="${C.clay}"/>
<path d="M128 320c-2-40 2-74 22-104M130 286c-16-20-30-28-42-30M136 258c14-8 26-10 36-8" fill="none" stroke="${C.leaf}" stroke-width="5" stroke-linecap="round"/>
<g fill="${C.osmanthusDeep}"><circle cx="152" cy="214" r="8"/><circle cx="164" cy="222" r="7"/><circle cx="144" cy="228" r="7"/><circle cx="86" cy="254" r="8"/><circle cx="96" cy="264" r="6"/><circle cx="174" cy="248" r="8"/><circle cx="164" cy="258" r="6"/></g>
`)
