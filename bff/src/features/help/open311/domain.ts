import type { CallCategory } from '@minsheng/shared/contracts/help'

interface Attribute {
  variable: boolean
  code: string
  datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist'
  required: boolean
  datatype_description: string
  order: number
  description: string
  values: readonly { key: string; name: string }[]
}

interface Service {
  service_code: Extract<CallCategory, 'utility' | 'repair' | 'errand' | 'question' | 'other'>
  service_name: string
  description: string
  keywords: string
  group: string
  attributes: readonly Attribute[]
}

const which = (description: string, values: Attribute['values']): Attribute => ({
  variable: true,
  code: 'which',
  datatype: 'singlevaluelist',
  required: true,
  datatype_description: '选一项',
  order: 1,
  description,
  values,
})

/** What may be asked for in public: never what is about a life or somebody's health. */
export const services: readonly Service[] = [
  {
    service_code: 'utility',
    service_name: '停水停电停气',
    description: '家里或楼里停水、停电、停气',
    keywords: '水,电,气',
    group: '水电气',
    attributes: [
      which('停了什么', [
        { key: 'water', name: '停水' },
        { key: 'power', name: '停电' },
        { key: 'gas', name: '停气' },
      ]),
    ],
  },
  {
    service_code: 'repair',
    service_name: '报修',
    description: '公共设施或家里的东西坏了',
    keywords: '维修,路灯,电梯',
    group: '一般事项',
    attributes: [
      which('坏在哪里', [
        { key: 'public', name: '小区或路上的设施' },
        { key: 'home', name: '家里' },
      ]),
    ],
  },
  {
    service_code: 'errand',
    service_name: '跑腿代办',
    description: '要人帮忙跑一趟',
    keywords: '代办,跑腿',
    group: '一般事项',
    attributes: [],
  },
  { service_code: 'question', service_name: '咨询', description: '想问一件事', keywords: '咨询', group: '咨询', attributes: [] },
  { service_code: 'other', service_name: '其他', description: '别的事', keywords: '其他', group: '一般事项', attributes: [] },
]

export const serviceOf = (code: unknown): Service | null => services.find(({ service_code }) => service_code === code) ?? null
