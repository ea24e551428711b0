import { useActing } from '../../platform/acting'
import { Box, Press, Words } from '../../ui/element'
import { Icon } from '../../ui/icon'
import { callsFor, pressHelp } from './press'
import './style.scss'

/** 一键呼: the one press. In 关怀版 it fills what is seen first. */
export function PressButton({ tall, onPress = () => pressHelp() }: { tall: boolean; onPress?: () => void }) {
  const other = callsFor(useActing())
  return (
    <Press className={tall ? 'help-press help-press--tall' : 'help-press'} onPress={onPress}>
      <Box className='help-press__face'>
        <Icon of='phone-call/white' size='large' />
        <Box className='help-press__words'>
          <Words className='help-press__title'>一键呼</Words>
          <Words className='help-press__detail'>
            {other ? `替${other.elderName}呼，有人去${other.elderName}那里` : '有急事按一下，马上有人来'}
          </Words>
        </Box>
      </Box>
    </Press>
  )
}
