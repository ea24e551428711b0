import { Box, Press, Words } from '../element'
import './style.scss'

interface TabsProps<V extends string> {
  label: string
  tabs: readonly { value: V; label: string }[]
  value: V
  onChoose: (value: V) => void
}

/** A few views of the same thing, all named in sight. */
export function Tabs<V extends string>({ label, tabs, value, onChoose }: TabsProps<V>) {
  return (
    <Box role='tablist' aria-label={label} className='ms-tabs'>
      {tabs.map((tab) => (
        <Press
          key={tab.value}
          role='tab'
          aria-selected={tab.value === value}
          skipTab={tab.value !== value}
          className={`ms-tabs__tab ${tab.value === value ? 'ms-tabs__tab--chosen' : ''}`}
          onPress={() => onChoose(tab.value)}
        >
          <Words>{tab.label}</Words>
        </Press>
      ))}
    </Box>
  )
}
