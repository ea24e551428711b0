import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import sharp from 'sharp'
import { iconColours, icons, tabIcons } from './icons'

const STROKE = 1.75
/** Three device pixels a point at twice the text size, for an icon 24 points wide. */
const ICON_PX = 144
/** The size WeChat asks for in a tab bar. */
const TAB_PX = 81

const outlines = path.dirname(createRequire(__filename).resolve('lucide-static/icons/house.svg'))

async function draw(name: string, colour: string, px: number, to: string) {
  const outline = await readFile(path.join(outlines, `${name}.svg`), 'utf8')
  const svg = outline.replace('stroke="currentColor"', `stroke="${colour}"`).replace('stroke-width="2"', `stroke-width="${STROKE}"`)
  await sharp(Buffer.from(svg), { density: (72 * px) / 24 })
    .resize(px, px)
    .png({ palette: true, colours: 16, compressionLevel: 9 })
    .toFile(to)
}

/** A browser asks every site for this by name: one picture of 32 pixels, in the old container that may hold a PNG. */
async function drawFavicon(source: string) {
  const png = await sharp(await readFile(path.join(source, 'assets/icon.svg')), { density: 288 })
    .resize(32, 32)
    .png()
    .toBuffer()
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt8(32, 6)
  head.writeUInt8(32, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  await writeFile(path.join(source, 'assets/generated/favicon.ico'), Buffer.concat([head, png]))
}

const constant = (name: string, colour: string) => `${name}-${colour}`.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** Draws every icon in use to PNG and writes the table that the `Icon` part reads. */
export async function drawIcons(source: string): Promise<number> {
  const folder = path.join(source, 'assets/generated')
  await mkdir(folder, { recursive: true })
  const pairs = Object.entries(icons).flatMap(([name, colours]) => colours.map((colour) => ({ name, colour })))
  for (const { name, colour } of pairs) await draw(name, iconColours[colour], ICON_PX, path.join(folder, `${name}-${colour}.png`))
  for (const [tab, name] of Object.entries(tabIcons)) {
    await draw(name, iconColours['ink-2'], TAB_PX, path.join(folder, `tab-${tab}.png`))
    await draw(name, iconColours.lake, TAB_PX, path.join(folder, `tab-${tab}-chosen.png`))
  }
  await drawFavicon(source)
  const imports = pairs.map(({ name, colour }) => `import ${constant(name, colour)} from '../../assets/generated/${name}-${colour}.png'`)
  const rows = pairs.map(({ name, colour }) => `  '${name}/${colour}': ${constant(name, colour)},`)
  const table = `// Drawn from lucide-static by scripts/draw-icons.ts.\n${imports.join('\n')}\n\nexport const iconFiles = {\n${rows.join('\n')}\n} as const\nexport type IconKey = keyof typeof iconFiles\n`
  await writeFile(path.join(source, 'ui/icon/icons.gen.ts'), table)
  return pairs.length
}
