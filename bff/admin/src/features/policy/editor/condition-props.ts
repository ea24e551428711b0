import type { Written } from './content.ts'
import type { Fact } from './rule-forms.ts'

/** A condition as it stands somewhere in a rule. */
export interface ConditionProps {
  label: string
  value: Written
  onChange: (value: Written) => void
  /** What may be asked here; of members other facts may be asked than of a household. */
  facts: readonly Fact[]
  memberFacts: readonly Fact[]
  /** Inside a condition on members there are no members. */
  inMembers?: boolean
}
