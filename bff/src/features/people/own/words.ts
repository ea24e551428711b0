import {
  type FactName,
  factSpec,
  type Relation,
  type RevealField,
  type RevealPurpose,
  type SpecialGroup,
} from '@minsheng/shared/contracts/people'

const fieldWords: Record<RevealField, string> = {
  name: '看了您的姓名',
  idNumber: '看了您的身份证号',
  phone: '看了您的电话',
  registeredAddress: '看了您的户籍地址',
  address: '看了您的住址',
}

/** A hidden field of the record, or one of the facts kept of a person. */
export const lookedAtWords = (field: RevealField | FactName): string =>
  field in fieldWords ? fieldWords[field as RevealField] : `看了“${factSpec(field as FactName).title}”`

export const purposeWords: Record<RevealPurpose, string> = {
  visit: '上门走访',
  help: '处理您的求助',
  benefit: '办理政策和补贴',
  verify: '核对登记的信息',
  other: '其他工作需要',
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
  other: '其他家人',
}

export const groupWords: Record<SpecialGroup, string> = {
  disabled: '残疾',
  aged: '高龄',
  living_alone: '独居',
  incapacitated: '失能',
  minimum_living: '低保',
  low_income: '低保边缘',
  extreme_hardship: '特困',
  child_in_need: '困境儿童',
  veteran_care: '优抚',
}

export const sexWords = { male: '男', female: '女' } as const
