import { C, scene } from './palette.ts'

const blade = (turn: number) => `<path d="M0-12c34-20 44-66 14-88-26-10-44 22-36 54z" transform="rotate(${turn})"/>`

/** A fan, a pot of tea and a melon on a summer table. */
export const summerPicture = scene(`
<rect width="800" height="450" fill="${C.lakeTint}"/>
<rect x="400" y="38" width="330" height="242" rx="10" fill="${C.white}"/>
<rect x="414" y="52" width="302" height="214" rx="4" fill="#d3ecd9"/>
<circle cx="666" cy="96" r="26" fill="${C.osmanthus}"/>
<g stroke="${C.leaf}" stroke-width="13" stroke-linecap="round"><path d="M466 60v200M512 60v200M626 60v200"/></g>
<g stroke="${C.leafSoft}" stroke-width="4"><path d="M458 112h16M458 172h16M458 226h16M504 90h16M504 150h16M504 214h16M618 124h16M618 190h16"/></g>
<g fill="${C.leaf}"><path d="M472 118c28-22 52-24 72-14-20 20-46 24-72 14zM518 158c28-14 50-10 66 4-24 12-48 10-66-4zM620 130c-22-22-46-26-64-20 16 20 40 28 64 20zM632 196c20-22 44-28 64-22-16 22-42 28-64 22zM472 226c22-14 42-12 58 0-22 12-42 10-58 0zM620 232c-22-10-40-6-54 6 20 8 40 6 54-6z"/></g>
<path d="M565 52v214M414 160h302" stroke="${C.white}" stroke-width="9"/>
<rect x="388" y="278" width="354" height="14" rx="7" fill="${C.shade}"/>
<rect y="340" width="800" height="110" fill="${C.wood}"/>
<rect y="340" width="800" height="12" fill="${C.woodDeep}" opacity=".45"/>
<path d="M0 394h800M0 430h800" stroke="${C.woodDeep}" stroke-width="3" opacity=".2"/>
<ellipse cx="210" cy="390" rx="120" ry="16" fill="${C.woodDeep}" opacity=".35"/>
<path d="M196 280h28l8 86h-44z" fill="${C.lakeDeep}"/>
<path d="M126 386c0-16 36-26 84-26s84 10 84 26z" fill="${C.lake}"/>
<g fill="${C.osmanthus}"><circle cx="186" cy="376" r="6"/><circle cx="210" cy="374" r="6"/><circle cx="234" cy="376" r="6"/></g>
<circle cx="210" cy="184" r="132" fill="${C.white}" opacity=".75"/>
<g transform="translate(210 184)" fill="${C.lakeMid}">${blade(10)}${blade(130)}${blade(250)}</g>
<g fill="none" stroke="${C.lake}"><circle cx="210" cy="184" r="132" stroke-width="9"/><circle cx="210" cy="184" r="92" stroke-width="3" opacity=".6"/><circle cx="210" cy="184" r="52" stroke-width="3" opacity=".6"/><path d="M210 52v264M78 184h264M117 91l186 186M303 91L117 277" stroke-width="3" opacity=".6"/></g>
<circle cx="210" cy="184" r="24" fill="${C.lakeDeep}"/><circle cx="210" cy="184" r="10" fill="${C.osmanthus}"/>
<path d="M356 128c30-12 44 12 72 0M362 184c34-12 50 12 84 0M356 240c26-12 40 12 66 0" fill="none" stroke="${C.lakeMid}" stroke-width="6" stroke-linecap="round" opacity=".65"/>
<ellipse cx="520" cy="402" rx="104" ry="14" fill="${C.woodDeep}" opacity=".35"/>
<path d="M448 350c-2-44 30-70 72-70s74 26 72 70c-2 30-24 48-42 52h-60c-18-4-40-22-42-52z" fill="${C.clay}"/>
<path d="M590 316c26-2 34 14 32 32-2 20-18 32-38 32" fill="none" stroke="${C.clay}" stroke-width="13"/>
<path d="M452 330c-26-4-34-22-48-36l-10 10c14 24 28 52 58 62z" fill="${C.clay}"/>
<path d="M466 292q54-18 108 0l-6 10q-48-14-96 0z" fill="${C.clayDeep}"/><circle cx="520" cy="276" r="10" fill="${C.clayDeep}"/>
<path d="M470 356c6 20 20 32 34 36" fill="none" stroke="#e99c86" stroke-width="7" stroke-linecap="round"/>
<ellipse cx="690" cy="412" rx="62" ry="10" fill="${C.woodDeep}" opacity=".35"/>
<path d="M636 354h108c0 34-18 54-36 56h-36c-18-2-36-22-36-56z" fill="${C.white}"/><ellipse cx="690" cy="354" rx="54" ry="12" fill="${C.shade}"/><ellipse cx="690" cy="356" rx="44" ry="8" fill="${C.osmanthusDeep}"/>
<path d="M296 412a86 86 0 0 0 150-44z" fill="${C.leaf}"/><path d="M306 408a76 76 0 0 0 130-38z" fill="${C.white}"/><path d="M312 404a68 68 0 0 0 116-34z" fill="${C.clay}"/>
<g fill="${C.lakeDeep}"><circle cx="348" cy="406" r="4"/><circle cx="376" cy="406" r="4"/><circle cx="400" cy="392" r="4"/><circle cx="370" cy="394" r="4"/></g>
`)
