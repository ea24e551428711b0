import { C, scene, steam } from './palette.ts'

const lamp = (x: number) =>
  `<path d="M${x} 0v58" stroke="${C.lakeDeep}" stroke-width="5"/><path d="M${x - 42} 96q4-40 42-40t42 40z" fill="${C.lake}"/><path d="M${x - 34} 96h68l26 76h-120z" fill="${C.osmanthus}" opacity=".22"/><ellipse cx="${x}" cy="97" rx="26" ry="7" fill="${C.osmanthus}"/>`
const stool = (x: number) =>
  `<rect x="${x - 34}" y="392" width="68" height="13" rx="6" fill="${C.osmanthus}"/><path d="M${x - 22} 404l-6 42M${x + 22} 404l6 42" stroke="${C.woodDeep}" stroke-width="9" stroke-linecap="round"/>`
const tray = (x: number) =>
  `<rect x="${x - 70}" y="322" width="140" height="14" rx="7" fill="${C.lakeSoft}"/><path d="M${x - 52} 296h56c0 18-10 26-20 28h-16c-10-2-20-10-20-28z" fill="${C.white}"/><path d="M${x - 50} 296c6-14 44-14 52 0z" fill="${C.osmanthusTint}"/><path d="M${x + 16} 306h44c0 12-8 16-14 18h-16c-6-2-14-6-14-18z" fill="${C.clay}"/><path d="M${x + 18} 306c6-8 34-8 40 0z" fill="${C.leaf}"/>`

/** A neighbourhood canteen before noon: pots steam on the counter, the long table is laid. */
export const canteenPicture = scene(`
<rect width="800" height="450" fill="${C.osmanthusTint}"/>
<rect y="370" width="800" height="80" fill="${C.sand}"/>
<rect x="48" y="112" width="170" height="130" rx="8" fill="${C.white}"/><rect x="60" y="124" width="146" height="106" rx="3" fill="${C.lakeTint}"/><path d="M60 202c30-30 56-32 80-10 22-20 44-20 66-6v44H60z" fill="${C.leafSoft}"/><circle cx="172" cy="154" r="14" fill="${C.osmanthus}"/><path d="M133 124v106M60 178h146" stroke="${C.white}" stroke-width="7"/>
<rect x="292" y="118" width="452" height="92" rx="6" fill="${C.lakeTint}"/>
<path d="M292 164h452M368 118v92M443 118v92M518 118v92M593 118v92M668 118v92" stroke="${C.white}" stroke-width="4"/>
<rect x="276" y="222" width="484" height="18" rx="6" fill="${C.woodDeep}"/>
<rect x="290" y="238" width="456" height="96" fill="${C.wood}"/>
<path d="M404 238v96M518 238v96M632 238v96" stroke="${C.woodDeep}" stroke-width="4" opacity=".4"/>
<path d="M330 168h100v36q0 20-20 20h-60q-20 0-20-20z" transform="translate(120 0)" fill="${C.lakeMid}"/><rect x="442" y="160" width="116" height="14" rx="7" fill="${C.lake}"/><path d="M446 186h-16M554 186h16" stroke="${C.lake}" stroke-width="9" stroke-linecap="round"/>
<path d="M600 176h96v32q0 16-16 16h-64q-16 0-16-16z" fill="${C.clay}"/><rect x="592" y="168" width="112" height="13" rx="6" fill="${C.clayDeep}"/>
${steam(500, 152, 0.9)}${steam(648, 160, 0.75)}
<path d="M318 222v-34h88v34z" fill="${C.white}"/><path d="M318 200h88M318 211h88" stroke="${C.shade}" stroke-width="5"/>
${lamp(264)}${lamp(412)}${lamp(574)}${lamp(730)}
<rect x="30" y="334" width="740" height="24" rx="8" fill="${C.wood}"/><rect x="30" y="350" width="740" height="8" rx="4" fill="${C.woodDeep}" opacity=".55"/>
<path d="M84 358v88M716 358v88" stroke="${C.woodDeep}" stroke-width="17" stroke-linecap="round"/>
${tray(176)}${tray(400)}${tray(624)}
<path d="M286 334v-36q0-10 10-10h8q10 0 10 10v36z" fill="${C.lakeDeep}"/><path d="M294 290l-5-34M300 290v-40M307 290l6-34" stroke="${C.osmanthusDeep}" stroke-width="4" stroke-linecap="round"/>
<path d="M512 334c-12-2-14-24-6-36h24c8 12 6 34-6 36z" fill="${C.white}"/><path d="M518 298c0-18 4-30 12-42M518 284c-6-10-12-14-18-14" fill="none" stroke="${C.leaf}" stroke-width="4" stroke-linecap="round"/><g fill="${C.osmanthusDeep}"><circle cx="530" cy="254" r="6"/><circle cx="538" cy="262" r="5"/><circle cx="500" cy="268" r="5"/></g>
${stool(176)}${stool(400)}${stool(624)}
`)
