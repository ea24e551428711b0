import type { SheetPaper } from '@minsheng/shared/contracts/donation'

export type SheetFormat = 'pdf' | 'svg' | 'png'

export interface SheetLook {
  paper: SheetPaper
  bleed: boolean
  wxacode: boolean
}

export const sheetFormats: Record<SheetFormat, { label: string; type: string; many: string; manyType: string }> = {
  pdf: { label: 'PDF（印刷店用）', type: 'application/pdf', many: 'pdf', manyType: 'application/pdf' },
  svg: { label: 'SVG（自己排版）', type: 'image/svg+xml', many: 'zip', manyType: 'application/zip' },
  png: { label: 'PNG 图片', type: 'image/png', many: 'zip', manyType: 'application/zip' },
}

/** The look as the server takes it; only the small sheet is cut, so only it has a bleed. */
export const lookQuery = ({ paper, bleed, wxacode }: SheetLook) => ({
  paper,
  bleed: bleed && paper === 'A6' ? ('yes' as const) : ('no' as const),
  wxacode: wxacode ? ('yes' as const) : ('no' as const),
})
