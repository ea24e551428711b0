import type {
  DuplicateRow,
  FactSource,
  FactState,
  LookedAt,
  ObservationRow,
  PlaceKind,
  Relation,
  ResidentRow,
  ResidentState,
  RevealField,
  RevealPurpose,
  SpecialGroup,
} from '@minsheng/shared/contracts/people'
import { factCatalogue } from '@minsheng/shared/contracts/people'
import type { StateTone } from '../../ui/state-tag.tsx'

export const placeKinds: Record<PlaceKind, string> = {
  district: '区',
  street: '街道',
  community: '社区',
  grid: '网格',
  building: '楼幢',
  unit: '单元',
  flat: '户室',
}

/** What lies directly in a place, as a rule. */
export const kindBelow: Record<PlaceKind, PlaceKind | null> = {
  district: 'street',
  street: 'community',
  community: 'grid',
  grid: 'building',
  building: 'flat',
  unit: 'flat',
  flat: null,
}

export const groupWords: Record<SpecialGroup, string> = {
  disabled: '残疾人',
  aged: '高龄老人',
  living_alone: '独居老人',
  incapacitated: '失能老人',
  minimum_living: '低保',
  low_income: '低保边缘',
  extreme_hardship: '特困',
  child_in_need: '困境儿童',
  veteran_care: '优抚对象',
}

export const relationWords: Record<Relation, string> = {
  head: '户主',
  spouse: '配偶',
  child: '子女',
  child_in_law: '儿媳或女婿',
  grandchild: '孙辈',
  parent: '父母',
  parent_in_law: '公婆或岳父母',
  grandparent: '祖辈',
  sibling: '兄弟姐妹',
  other: '其他',
}

export const sourceWords: Record<FactSource, string> = {
  visit: '上门走访',
  declared: '本人申报',
  document: '证件材料',
  police: '公安数据',
  disabled_federation: '残联数据',
  civil_affairs: '民政数据',
  import: '批量导入',
}

export const stateWords: Record<ResidentState, { word: string; tone: StateTone }> = {
  present: { word: '在住', tone: 'good' },
  moved_out: { word: '已迁出', tone: 'over' },
  deceased: { word: '已去世', tone: 'over' },
  merged: { word: '已并入别的记录', tone: 'over' },
}

export const fieldWords: Record<RevealField, string> = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '电话',
  registeredAddress: '户籍地址',
  address: '居住地址',
}

export const purposeWords: Record<RevealPurpose, string> = {
  visit: '上门走访',
  help: '处理求助',
  benefit: '办理待遇',
  verify: '核对身份',
  other: '其他（请写明）',
}

export const sexWords: Record<ResidentRow['sex'], string> = { male: '男', female: '女' }

export const duplicateStates: Record<DuplicateRow['state'], { word: string; tone: StateTone }> = {
  open: { word: '等待核实', tone: 'waiting' },
  merged: { word: '已合并', tone: 'good' },
  different: { word: '不是同一人', tone: 'over' },
}

export const becauseWords: Record<DuplicateRow['because'], string> = {
  id_number: '身份证号相同',
  name_birth_date_phone: '姓名、出生日期和电话都相同',
}

export const factStates: Record<FactState, { word: string; tone: StateTone }> = {
  unknown: { word: '还没有记录', tone: 'draft' },
  expired: { word: '已过有效期', tone: 'paused' },
  known: { word: '有效', tone: 'good' },
  conflict: { word: '说法不一', tone: 'warning' },
  settled: { word: '已核定', tone: 'good' },
}

export const standingWords: Record<ObservationRow['standing'], string> = {
  current: '以这条为准',
  heard: '有效，没有采用',
  superseded: '同一来源后来有新的说法',
  expired: '已过有效期',
}

/** How sure an observation is, in words. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 90) return '可靠'
  if (confidence >= 70) return '比较可靠'
  return confidence >= 50 ? '一般' : '存疑'
}

/** What a look on record was at. */
export function lookedAtWords(field: LookedAt): string {
  return field in fieldWords ? fieldWords[field as RevealField] : factCatalogue[field as keyof typeof factCatalogue].title
}
