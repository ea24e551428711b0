import type { ImportKind } from '@minsheng/shared/contracts/people'
import { workbookOf } from '../../../platform/office/workbook.ts'
import { columnsOf } from './columns/domain.ts'

export const kindNames: Record<ImportKind, string> = { boundary: '网格边界', home: '楼幢户室', household: '家庭', resident: '居民' }

const hints: Record<ImportKind, readonly string[]> = {
  boundary: [],
  home: ['类别写：楼幢、单元或户室。', '上级编号：户室写楼幢或单元的编号，楼幢写网格的编号；上级可以在同一个文件里，写在前面。'],
  household: ['户室编号和居住地址填一个就行；地址写成“社区＋楼幢＋户室”。', '户号已有的，按新地址登记迁居；不用改的行原样留着即可。'],
  resident: [
    '户号、户室编号、居住地址三样填一样。',
    '有身份证号的，出生日期和性别可以不填。身份证号一列要设为“文本”格式，否则后几位会丢失。',
    '空着的格子不会清掉已有的内容。',
    '已登记的人按身份证号认出来，只更新不同的内容。',
  ],
}

/** An empty file of a kind, with headings, one made-up row and what is to be known. */
export async function templateOf(kind: ImportKind): Promise<{ content: Buffer; contentType: string; filename: string }> {
  const specs = columnsOf[kind]
  if (kind === 'boundary') {
    const ring = [
      [120.16, 30.24],
      [120.17, 30.24],
      [120.17, 30.25],
      [120.16, 30.25],
      [120.16, 30.24],
    ]
    const properties = Object.fromEntries(specs.map((spec) => [spec.title, spec.example]))
    const sample = {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }],
    }
    return {
      content: Buffer.from(JSON.stringify(sample, null, 2)),
      contentType: 'application/geo+json',
      filename: '导入样例-网格边界.geojson',
    }
  }
  const content = await workbookOf([
    {
      name: kindNames[kind],
      columns: specs.map((spec) => ({ title: spec.title, kind: 'text', width: Math.max(14, spec.example.length + 4) })),
      rows: [specs.map((spec) => spec.example)],
    },
    {
      name: '怎么填',
      columns: [
        { title: '列', kind: 'text', width: 18 },
        { title: '要不要填', kind: 'text', width: 12 },
        { title: '也认得的列名', kind: 'text', width: 60 },
      ],
      rows: [
        ...specs.map((spec) => [spec.title, spec.required ? '必填' : '可以不填', spec.also.join('、')]),
        ...['第一行是例子，请删去再填自己的内容。', ...hints[kind]].map((hint) => ['说明', '', hint]),
      ],
    },
  ])
  return {
    content,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    filename: `导入模板-${kindNames[kind]}.xlsx`,
  }
}
