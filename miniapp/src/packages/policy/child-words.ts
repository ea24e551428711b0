import type { Benefit, WardBenefits } from '@minsheng/shared/contracts/policy'
import { amountWords, changeWords, givenOnWords, isOpenAmount, standingWords } from './words'

const shown: readonly Benefit['status'][] = ['enjoying', 'entitled', 'upcoming']

/** What there is for a child, each in one line: the nearest first, as the list gives it. What is merely possible stands in the child's own list. */
export const childRows = ({ items, declined }: Pick<WardBenefits, 'items' | 'declined'>) =>
  items
    .filter(({ status }) => shown.includes(status))
    .map((item) => ({
      policyId: item.policyId,
      title: item.title,
      detail: [
        declined.includes(item.policyId) ? '说过不需要' : standingWords(item).label,
        isOpenAmount(item) ? `${amountWords(item)}（参考）` : amountWords(item),
        givenOnWords(item) ?? changeWords(item),
      ]
        .filter(Boolean)
        .join('；'),
    }))

/** What more the child's own list has. */
export function moreWords({ items }: Pick<WardBenefits, 'items'>): string {
  const possible = items.filter(({ status }) => status === 'possible').length
  const more = possible > 0 ? `另有 ${possible} 项可能符合；` : ''
  return `${more}每项为什么有、为什么没有，替孩子申请、看进展`
}

/** What to do where the register does not say who looks after a child. */
export const unclearWords = (count: number): string =>
  `家里有 ${count} 个孩子，登记里看不出谁是监护人，已经请社区工作人员核实。您是父母的，可以带户口簿或出生医学证明到社区，把家庭关系登记好；您是其他监护人的，请带监护的证明，由工作人员登记代办。`
