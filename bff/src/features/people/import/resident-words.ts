import type { Relation, SpecialGroup } from '@minsheng/shared/contracts/people'

/** A table of words from what each means; the first word of a meaning is the one that is offered. */
function table<T extends string>(of: Record<T, string>): Record<string, T> {
  return Object.fromEntries(
    (Object.entries(of) as [T, string][]).flatMap(([value, words]) => words.split(' ').map((word) => [word, value])),
  )
}

export const sexWords = table<'male' | 'female'>({ male: '男 男性 1', female: '女 女性 2' })

export const relationWords = table<Relation>({
  head: '户主 本人 本人或户主',
  spouse: '配偶 妻 妻子 夫 丈夫 爱人',
  child: '子女 子 女 儿子 女儿 长子 次子 三子 长女 次女 三女 独生子 独生女 养子 养女 继子 继女',
  child_in_law: '儿媳或女婿 儿媳 媳妇 女婿',
  grandchild: '孙辈 孙子 孙女 外孙 外孙子 外孙女 孙子女 曾孙',
  parent: '父母 父 母 父亲 母亲',
  parent_in_law: '公婆或岳父母 公公 婆婆 岳父 岳母',
  grandparent: '祖辈 祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆',
  sibling: '兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹',
  other: '其他 其它 非亲属 保姆 租客',
})

export const groupWords = table<SpecialGroup>({
  disabled: '残疾人 残疾',
  aged: '高龄老人 高龄',
  living_alone: '独居老人 独居',
  incapacitated: '失能老人 失能',
  minimum_living: '低保 低保户 最低生活保障',
  low_income: '低保边缘 低边 低收入',
  extreme_hardship: '特困 特困人员',
  child_in_need: '困境儿童',
  veteran_care: '优抚对象 优抚',
})
