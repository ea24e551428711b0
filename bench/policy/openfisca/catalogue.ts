import type { Catalogue } from '../../../shared/policy/policy/definition.ts'
import type { PlannedPolicy } from '../../../shared/policy/population/plan.ts'
import { planOf } from '../../../shared/policy/population/plan.ts'
import { createTranslator, type Entity, type Variable } from './translate.ts'

/** Every policy of a catalogue in OpenFisca: a status and an amount of everyone, with what the policies make of one another. */
export function openfiscaOf(catalogue: Catalogue, date: string): Written {
  return written(catalogue, date, written(catalogue, date, new Map()).often)
}

interface Written {
  variables: readonly Variable[]
  outputs: readonly string[]
  often: ReadonlyMap<string, number>
}

function written(catalogue: Catalogue, date: string, often: Written['often']): Written {
  const plan = planOf(catalogue, date)
  const [first] = plan.policies
  if (!first) throw new Error('nothing is in force')
  const to = createTranslator(first.day, often)
  const entityOf = ({ perHome }: PlannedPolicy): Entity => (perHome ? 'household' : 'person')
  const byPlace = new Map(plan.policies.map((one) => [one.place, one]))
  for (const one of plan.policies) to.declare(one.policy.id, entityOf(one))
  const status = (place: number, from: Entity, kind: 'status' | 'base' | 'fen' = 'status') => {
    const other = byPlace.get(place)
    return other ? to.read(named(other, kind), entityOf(other), from) : '5'
  }
  const named = (one: PlannedPolicy, kind: 'status' | 'base' | 'fen') =>
    kind === 'status' ? to.statusName(one.policy.id) : `${kind}_${one.policy.id.replaceAll('-', '_')}`

  for (const one of plan.policies) {
    const entity = entityOf(one)
    const group = plan.groups.find((places) => places.includes(one.place))
    const meets = to.condition({ kind: 'all', of: one.version.who.map(({ when }) => when) }, entity)
    const held = one.version.held ? to.condition(one.version.held, entity) : null
    const excluded = one.excludedBy.map((place) => `(${status(place, entity)} <= 1)`).join(' | ')
    const unheld = `np.where(~${meets}, 5, ${excluded ? `np.where(${excluded}, 3, 1)` : '1'})`
    const verdict = held ? `np.where(${held}, 0, ${unheld})` : unheld
    to.add({ name: group ? named(one, 'base') : named(one, 'status'), entity, type: 'int', formula: verdict })
    if (one.version.amount) {
      const less = one.minus.map((place) => ` - ${status(place, entity, 'fen')}`).join('')
      const own = to.read(group ? named(one, 'base') : named(one, 'status'), entity, entity)
      to.add({
        name: named(one, 'fen'),
        entity,
        type: 'int',
        formula: `np.where(${own} <= 1, np.maximum(0, ${to.quantity(one.version.amount, entity)}${less}), 0)`,
      })
    }
    if (!group) continue
    const own = to.read(named(one, 'base'), entity, entity)
    const beaten = group
      .filter((place) => place !== one.place)
      .map((place) => {
        const before = group.indexOf(place) < group.indexOf(one.place)
        return `((${status(place, entity, 'base')} <= 1) & (${status(place, entity, 'fen')} ${before ? '>=' : '>'} ${to.read(named(one, 'fen'), entity, entity)}))`
      })
    to.add({
      name: named(one, 'status'),
      entity,
      type: 'int',
      formula: `np.where((${own} <= 1) & (${beaten.join(' | ')}), 3, ${own})`,
    })
  }
  // A household's policy is held for each of its members, as ours is.
  const outputs = plan.policies.flatMap((one) => {
    if (entityOf(one) === 'person') return [named(one, 'status'), ...(one.version.amount ? [named(one, 'fen')] : [])]
    return (['status', 'fen'] as const).flatMap((kind) => {
      if (kind === 'fen' && !one.version.amount) return []
      const name = `person_${named(one, kind)}`
      to.add({ name, entity: 'person', type: 'int', formula: `person.household('${named(one, kind)}', period)` })
      return [name]
    })
  })
  return { variables: to.variables(), outputs, often: to.often }
}
