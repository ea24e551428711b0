import { useState } from 'react'
import { Button } from '../../../../ui/button'
import { Facts } from '../../../../ui/facts'
import { Field } from '../../../../ui/field'
import { checkError, numberError } from '../words'

export interface Asked {
  number: string
  check: string
}

interface LookUpProps {
  /** From the link that was opened; null when it is to be typed as well. */
  number: string | null
  onAsk: (asked: Asked) => void
}

/** For a paper whose QR code can't be read or was not right: number and check code by hand. */
export function LookUp({ number, onAsk }: LookUpProps) {
  const [typed, setTyped] = useState<Asked>({ number: number ?? '', check: '' })
  const [tried, setTried] = useState(false)
  const wrong = { number: numberError(typed.number), check: checkError(typed.check) }
  const ask = () => {
    setTried(true)
    if (!wrong.number && !wrong.check) onAsk({ number: typed.number.trim().toUpperCase(), check: typed.check.trim() })
  }
  return (
    <>
      {number === null ? (
        <Field
          name='receipt-number'
          label='凭证编号'
          hint='在凭证右上角'
          value={typed.number}
          maxLength={40}
          error={tried ? wrong.number : null}
          onInput={(value) => setTyped({ ...typed, number: value })}
        />
      ) : (
        <Facts rows={[{ label: '凭证编号', value: number }]} />
      )}
      <Field
        name='receipt-check'
        label='校验码'
        hint='在二维码下面，12 位'
        value={typed.check}
        maxLength={20}
        error={tried ? wrong.check : null}
        onInput={(value) => setTyped({ ...typed, check: value })}
      />
      <Button onPress={ask}>核对</Button>
    </>
  )
}
