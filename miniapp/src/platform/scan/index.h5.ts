import type { Scan } from './scan'

export type { Scan } from './scan'

interface BarcodeReader {
  detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]>
}
type BarcodeReaderMaker = new (options: { formats: string[] }) => BarcodeReader

const maker = (window as { BarcodeDetector?: BarcodeReaderMaker }).BarcodeDetector

/** A web page has no scanner: the phone's own camera opens the printed link. */
export const hasScanner = false
export async function scan(): Promise<Scan | null> {
  return null
}

/** Whether a code can be read from a picture. */
export const canReadPictures = maker !== undefined

function choosePicture(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

/** Reads the first code in a picture that the person chooses; null when there is none. */
export async function readPicture(): Promise<Scan | null> {
  if (!maker) return null
  const file = await choosePicture()
  if (!file) return null
  const [found] = await new maker({ formats: ['qr_code'] }).detect(await createImageBitmap(file))
  return found ? { kind: 'text', value: found.rawValue } : null
}
