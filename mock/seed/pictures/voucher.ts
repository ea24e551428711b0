import { C, scene } from './palette.ts'

const line = (x: number, y: number, width: number, colour: string = C.shade) =>
  `<path d="M${x} ${y}h${width}" stroke="${colour}" stroke-width="10" stroke-linecap="round"/>`

/** A paper lying on a desk, its private lines covered; what the charity would show of an invoice. */
export function voucherPicture(stamp: string, cover: readonly [x: number, y: number, width: number][]): string {
  const rows = [150, 190, 230, 270].map((y, index) => `${line(250, y, 150 - index * 12)}${line(470, y, 90)}`)
  const covered = cover.map(([x, y, width]) => `<rect x="${x}" y="${y - 14}" width="${width}" height="28" rx="6" fill="${C.lakeDeep}"/>`)
  return scene(`
<rect width="800" height="450" fill="${C.sand}"/>
<path d="M0 330h800v120H0z" fill="${C.wood}" opacity=".5"/>
<rect x="216" y="46" width="372" height="368" rx="10" fill="${C.woodDeep}" opacity=".25"/>
<rect x="206" y="34" width="372" height="368" rx="10" fill="${C.white}"/>
${line(300, 84, 184, C.lakeMid)}
<path d="M236 116h312M236 306h312" stroke="${C.lakeSoft}" stroke-width="4"/>
${rows.join('\n')}
${line(250, 346, 110)}
${covered.join('\n')}
<circle cx="500" cy="344" r="44" fill="none" stroke="${stamp}" stroke-width="7"/>
<path d="M500 318l8 18 20 1-16 13 6 19-18-11-18 11 6-19-16-13 20-1z" fill="${stamp}"/>
<path d="M636 356l74-166 22 10-74 166-30 22z" fill="${C.lake}"/><path d="M636 356l22 10-30 22z" fill="${C.sand}"/>
`)
}
