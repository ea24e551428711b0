import { inflateSync } from 'node:zlib'

export interface ReadPdf {
  /** What a reader can select and copy, in the order of the content stream. */
  text: string
  /** `ABCDEF+Name` of each font whose program lies inside the file. */
  embeddedFonts: string[]
}

/** Reads the text of a PDF through its fonts' ToUnicode maps, as any viewer would; enough for one page made by pdfkit. */
export function readPdf(file: Buffer): ReadPdf {
  const objects = new Map<string, { head: string; stream: string | null }>()
  for (const [, id = '', body = ''] of file.toString('latin1').matchAll(/(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const [head = '', stream] = body.split(/\nstream\r?\n/)
    // The line break alone: a return before it may be the last byte of what was deflated.
    const bytes = stream === undefined ? null : Buffer.from(stream.replace(/\nendstream$/, ''), 'latin1')
    objects.set(id, { head, stream: bytes && head.includes('FlateDecode') ? inflateSync(bytes).toString('latin1') : null })
  }
  const all = [...objects.values()]
  const target = (head: string, name: string) => objects.get(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? '')
  const page = all.find(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
  const resources = page && target(page.head, 'Resources')?.head
  const content = page && target(page.head, 'Contents')?.stream
  if (!resources || !content) throw new Error('a PDF has a page with contents and resources')

  const letters = new Map<string, string[]>()
  for (const [, name = '', id = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = target(objects.get(id)?.head ?? '', 'ToUnicode')?.stream ?? ''
    const font: string[] = []
    for (const [, start = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*?)\]/gs))
      [...list.matchAll(/<([0-9a-f ]+)>/g)].forEach(([, hex = ''], index) => {
        font[Number.parseInt(start, 16) + index] = Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')
      })
    letters.set(name, font)
  }
  let font: string[] = []
  let text = ''
  for (const [, name, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/gs)) {
    if (name) font = letters.get(name) ?? []
    else for (const [glyph] of shown.replace(/>[^<]*</g, '').matchAll(/[0-9a-f]{4}/g)) text += font[Number.parseInt(glyph, 16)] ?? '\uFFFD'
    if (!name) text += '\n'
  }
  return {
    text,
    embeddedFonts: all.flatMap(({ head }) => {
      const program = target(head, 'FontFile3') ?? target(head, 'FontFile2')
      return program?.stream ? [/\/FontName \/(\S+)/.exec(head)?.[1] ?? ''] : []
    }),
  }
}
