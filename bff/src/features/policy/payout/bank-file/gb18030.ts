/** Bytes of each character of the plane most are in, by its code; made once, for a platform decodes this coding and can't write it. */
let known: ReadonlyMap<string, Buffer> | null = null

function table(): ReadonlyMap<string, Buffer> {
  if (known) return known
  const decoder = new TextDecoder('gb18030')
  const made = new Map<string, Buffer>()
  const note = (...bytes: number[]) => {
    const buffer = Buffer.from(bytes)
    const text = decoder.decode(buffer)
    if (text.length === 1 && text !== '\uFFFD' && !made.has(text)) made.set(text, buffer)
  }
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x40; second <= 0xfe; second += 1) if (second !== 0x7f) note(first, second)
  for (let first = 0x81; first <= 0x84; first += 1)
    for (let second = 0x30; second <= 0x39; second += 1)
      for (let third = 0x81; third <= 0xfe; third += 1)
        for (let fourth = 0x30; fourth <= 0x39; fourth += 1) note(first, second, third, fourth)
  known = made
  return made
}

/** Four bytes of a character beyond the first plane: rare characters of names. @remarks GB 18030-2022, 0x90308130 on */
function beyond(code: number): Buffer {
  const place = code - 0x10000
  return Buffer.from([
    0x90 + Math.floor(place / 12_600),
    0x30 + (Math.floor(place / 1_260) % 10),
    0x81 + (Math.floor(place / 10) % 126),
    0x30 + (place % 10),
  ])
}

/** Text in the coding that banks here read. */
export function toGb18030(text: string): Buffer {
  const characters = table()
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code < 0x80) return Buffer.from([code])
      if (code > 0xffff) return beyond(code)
      return characters.get(character) ?? Buffer.from('?')
    }),
  )
}

/** What a bank sent, in its coding or in ours. @throws TypeError when it is neither */
export function fromBankBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  }
}
