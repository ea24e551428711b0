import { dial } from '../../../platform/share'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'

const numbers = [
  { number: '120', title: '打 120', detail: '生病、受伤，要救护车' },
  { number: '119', title: '打 119', detail: '着火、漏气、被困' },
  { number: '110', title: '打 110', detail: '有人闹事、人走失' },
  { number: '12345', title: '打 12345', detail: '别的急事，市民热线' },
] as const

/** Numbers for who can't wait: one tap, nothing to remember. */
export function Emergency({ label }: { label: string }) {
  return (
    <>
      <Heading level={2}>{label}</Heading>
      <List label={label}>
        {numbers.map(({ number, title, detail }) => (
          <ListRow key={number} icon='phone/lake' title={title} detail={detail} onPress={() => dial(number)} />
        ))}
      </List>
    </>
  )
}
