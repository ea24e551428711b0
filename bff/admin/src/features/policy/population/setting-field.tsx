import { Button, InputNumber, Slider, Switch } from 'antd'
import { IllustrativeTag } from '../../../ui/illustrative-tag.tsx'
import { rangeOf, type SettingUnit, scaleOf, settingWords } from './setting.ts'

interface SettingFieldProps {
  name: string
  title: string
  unit: SettingUnit
  /** What counts today. */
  published: number
  illustrative: boolean
  value: number
  onChange: (value: number) => void
}

/** One figure to try out: dragged or typed, beside what is published. */
export function SettingField({ name, title, unit, published, illustrative, value, onChange }: SettingFieldProps) {
  const id = `setting-${name}`
  const { least, most, step } = rangeOf(published, unit)
  const scale = scaleOf(unit)
  const word = unit === 'fen' ? '元' : '%'
  const isTried = value !== published
  return (
    <div className={isTried ? 'policy-setting tried' : 'policy-setting'}>
      <div className='policy-setting-head'>
        <label htmlFor={id}>{title}</label>
        {illustrative && <IllustrativeTag />}
      </div>
      {unit === 'flag' ? (
        <Switch
          id={id}
          checked={value === 1}
          checkedChildren='是'
          unCheckedChildren='否'
          onChange={(checked) => onChange(checked ? 1 : 0)}
        />
      ) : (
        <div className='policy-setting-body'>
          <Slider
            ariaLabelForHandle={`${title}，拖动`}
            ariaValueTextFormatterForHandle={() => settingWords(value, unit)}
            min={least}
            max={most}
            step={step}
            marks={{ [published]: <span aria-hidden /> }}
            value={Math.min(value, most)}
            tooltip={{ open: false }}
            onChange={onChange}
          />
          <InputNumber<number>
            id={id}
            value={value / scale}
            min={0}
            precision={2}
            controls={false}
            suffix={word}
            style={{ width: 132 }}
            onChange={(next) => next !== null && onChange(Math.round(next * scale))}
          />
        </div>
      )}
      <div className='policy-setting-foot'>
        <span className='quiet'>现在 {settingWords(published, unit)}</span>
        {isTried && (
          <Button size='small' type='link' aria-label={`${title}：回到现在的`} onClick={() => onChange(published)}>
            回到现在的
          </Button>
        )}
      </div>
    </div>
  )
}
