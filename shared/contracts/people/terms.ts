import * as z from 'zod'

export const tagPlaces = '一库集 · 地点'
export const tagPeople = '一库集 · 人口'
export const tagFacts = '一库集 · 事实'

export const placeCode = z.string().regex(/^[0-9A-Za-z-]{2,40}$/, '编号只能用数字、字母和短横线，2 到 40 位')
export const placeName = z.string().trim().min(1, '请填写名称').max(40, '名称最多 40 个字')

/** What is typed into a search box; characters that no keyboard makes are refused. */
export const plainText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), '里面有看不见的字符，请重新输入')
