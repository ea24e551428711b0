const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['仟', '佰', '拾', '']
const GROUPS = ['', '万', '亿', '万亿']
const MOST_FEN = 10 ** 15

const digit = (value: number) => DIGITS.charAt(value)

/** Four digits without leading 零: 1009 → `壹仟零玖`. */
function groupWords(value: number): string {
  const digits = [...value.toString().padStart(4, '0')].map(Number)
  let words = ''
  let zeroBefore = false
  digits.forEach((each, place) => {
    if (each === 0) zeroBefore = words !== ''
    else {
      words += `${zeroBefore ? '零' : ''}${digit(each)}${PLACES[place]}`
      zeroBefore = false
    }
  })
  return words
}

function yuanWords(yuan: number): string {
  let words = ''
  let skipped = false
  for (let group = GROUPS.length - 1; group >= 0; group -= 1) {
    const value = Math.floor(yuan / 10_000 ** group) % 10_000
    if (value === 0) {
      skipped = words !== ''
      continue
    }
    // One 零 wherever digits are passed over: a whole group, or the thousands of this one.
    const gap = words !== '' && (skipped || value < 1000)
    // 万亿 is said once: 壹万贰仟亿, not 壹万亿贰仟亿.
    const unit = group === 3 && Math.floor(yuan / 10_000 ** 2) % 10_000 !== 0 ? '万' : GROUPS[group]
    words += `${gap ? '零' : ''}${groupWords(value)}${unit}`
    skipped = false
  }
  return words
}

/**
 * An amount as it stands on Chinese papers about money, in characters that can't be altered by a stroke: 10000 → `人民币壹佰元整`.
 * @param fen integer, 0 up to (not including) 10¹⁵
 * @throws RangeError for anything else
 * @remarks 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》: 人民币 stands right before the amount; 整 ends it after 元 and 角, never after 分.
 */
export function capitalYuan(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen >= MOST_FEN) throw new RangeError(`${fen} fen has no capital words`)
  const yuan = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const ofFen = fen % 10
  if (fen === 0) return '人民币零元整'
  const whole = yuan === 0 ? '' : `${yuanWords(yuan)}元`
  if (jiao === 0 && ofFen === 0) return `人民币${whole}整`
  // 零 after 元 leaves no room to write a digit in between.
  const gap = yuan !== 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : ''
  return `人民币${whole}${gap}${jiao === 0 ? '' : `${digit(jiao)}角`}${ofFen === 0 ? '整' : `${digit(ofFen)}分`}`
}
