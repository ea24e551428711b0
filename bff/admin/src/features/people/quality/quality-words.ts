import type { QualityDimension, QualityRuleId } from '@minsheng/shared/contracts/people'

export const dimensionWords: Record<QualityDimension, string> = {
  completeness: '完整',
  validity: '规范',
  uniqueness: '唯一',
  timeliness: '及时',
  consistency: '一致',
}

export const ruleWords: Record<QualityRuleId, { title: string; mend: string }> = {
  id_number_present: { title: '在住居民登记了身份证号', mend: '请网格员上门时补登' },
  phone_present: { title: '成年居民登记了电话', mend: '请网格员上门时补登' },
  household_present: { title: '在住居民登记在一户里', mend: '户籍新来的人没有户，请核实住处后登记' },
  id_number_sound: { title: '身份证号正确，和出生日期、性别相符', mend: '请对照证件更正' },
  phone_sound: { title: '电话号码格式正确', mend: '请核对后更正' },
  age_plausible: { title: '在住居民年龄合理', mend: '115 岁以上的请核实是否健在' },
  id_number_once: { title: '一个身份证号只登记一次', mend: '请到“重复人员”核实合并' },
  person_once: { title: '没有待核实的重复登记', mend: '请到“重复人员”核实合并' },
  sources_fresh: { title: '数据来源按时更新', mend: '请到“数据交换”看停在哪里' },
  deaths_decided_in_time: { title: '报告的去世 7 天内核实', mend: '请催社区核实' },
  household_agrees_with_state: { title: '人员状态和家庭登记一致', mend: '请核对迁入迁出登记' },
  aged_group_agrees_with_age: { title: '高龄老人满 80 岁', mend: '请核对出生日期或群体登记' },
  sources_agree: { title: '各来源说法一致', mend: '请核定有矛盾的事实' },
}

/** `98.57%`; a score that is not whole is never shown as whole. */
export const scoreWords = (scoreBps: number | null): string => (scoreBps === null ? '没有可查的' : `${(scoreBps / 100).toFixed(2)}%`)
