/** The product's calm colours and a few warm neighbours, for scenes without words in them. */
export const C = {
  lake: '#0e6b68',
  lakeDeep: '#094e4c',
  lakeMid: '#5fa39f',
  lakeSoft: '#a9d0cb',
  lakeTint: '#e3f1ef',
  osmanthus: '#f4b84a',
  osmanthusDeep: '#d6922b',
  osmanthusTint: '#fdf3df',
  sand: '#f3e3c8',
  wood: '#c99a63',
  woodDeep: '#a5763f',
  clay: '#d9745a',
  clayDeep: '#b95a43',
  leaf: '#5f9a64',
  leafSoft: '#a5c89b',
  white: '#ffffff',
  mist: '#f7faf9',
  shade: '#d5e4e1',
} as const

/** One picture, 16:9, drawn in flat shapes. */
export function scene(parts: string): string {
  const lines = parts
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" width="800" height="450">\n${lines.join('\n')}\n</svg>\n`
}

/** Rising steam: soft strokes above a warm dish. */
export function steam(x: number, y: number, scale = 1): string {
  const wave = (dx: number, height: number) =>
    `<path d="M${x + dx * scale} ${y}c${-14 * scale} ${-height * 0.3} ${14 * scale} ${-height * 0.6} 0 ${-height}"/>`
  return `<g fill="none" stroke="${C.white}" stroke-width="${7 * scale}" stroke-linecap="round" opacity=".85">${wave(-28, 58 * scale)}${wave(0, 78 * scale)}${wave(28, 58 * scale)}</g>`
}
