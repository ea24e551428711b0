import type { SheetPaper } from '@minsheng/shared/contracts/donation'

/** Paper sizes of ISO 216, millimetres. */
export const trim: Record<SheetPaper, { width: number; height: number }> = {
  A4: { width: 210, height: 297 },
  A6: { width: 105, height: 148 },
}

/** Colour goes so far over the edge, so that a cut that is a little off shows no white. */
export const BLEED_MM = 3
/** Beyond the bleed, room for the marks that say where to cut. */
const MARKS_MM = 5

/** The whole sheet as it is printed: the trimmed page and what lies around it on each side. */
export function sheetSize(paper: SheetPaper, bleed: boolean) {
  const around = bleed ? BLEED_MM + MARKS_MM : 0
  const { width, height } = trim[paper]
  return { width: width + 2 * around, height: height + 2 * around, around, bleed: bleed ? BLEED_MM : 0, trim: { width, height } }
}

export type SheetSize = ReturnType<typeof sheetSize>

/** Cutting marks at the four corners, outside the bleed: from, to, in millimetres of the trimmed page. */
export function cropMarks({ trim: { width, height }, bleed, around }: SheetSize): [number, number, number, number][] {
  if (around === 0) return []
  const [near, far] = [-bleed, -around]
  return [0, width].flatMap((x, right) =>
    [0, height].flatMap((y, bottom): [number, number, number, number][] => {
      const [outX, outY] = [right ? width - far : far, bottom ? height - far : far]
      const [inX, inY] = [right ? width - near : near, bottom ? height - near : near]
      return [
        [x, inY, x, outY],
        [inX, y, outX, y],
      ]
    }),
  )
}
