export interface Size {
  width: number
  height: number
}

function jpegSize(content: Buffer): Size | undefined {
  let at = 2
  while (at + 9 < content.length) {
    if (content[at] !== 0xff) return undefined
    const marker = content[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) }
    at += 2 + content.readUInt16BE(at + 2)
  }
  return undefined
}

function webpSize(content: Buffer): Size | undefined {
  const kind = content.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: content.readUIntLE(24, 3) + 1, height: content.readUIntLE(27, 3) + 1 }
  if (kind === 'VP8 ') return { width: content.readUInt16LE(26) & 0x3fff, height: content.readUInt16LE(28) & 0x3fff }
  return undefined
}

function svgSize(content: Buffer): Size | undefined {
  const head = content.toString('utf8', 0, 2000)
  const tag = /<svg[^>]*>/.exec(head)?.[0]
  if (!tag) return undefined
  const box = /viewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(tag)
  const side = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)`).exec(tag)?.[1] ?? Number.NaN)
  const width = side('width')
  const height = side('height')
  if (width > 0 && height > 0) return { width, height }
  return box ? { width: Number(box[1]), height: Number(box[2]) } : undefined
}

/** Width and height written in a PNG, JPEG, WebP, GIF or SVG. */
export function imageSize(content: Buffer): Size {
  const signature = content.toString('latin1', 0, 4)
  const size =
    signature === '\x89PNG'
      ? { width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
      : signature === 'GIF8'
        ? { width: content.readUInt16LE(6), height: content.readUInt16LE(8) }
        : signature === 'RIFF'
          ? webpSize(content)
          : content[0] === 0xff && content[1] === 0xd8
            ? jpegSize(content)
            : svgSize(content)
  return size ?? { width: 0, height: 0 }
}
