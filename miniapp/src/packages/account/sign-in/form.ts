/** What is wrong with a phone number, in one sentence; null when nothing is. */
export function phoneError(text: string): string | null {
  const phone = text.replace(/\s/g, '')
  if (phone === '') return '请填写手机号'
  if (/[^0-9]/.test(phone)) return '手机号里只能有数字'
  if (phone.length !== 11) return `手机号是 11 位数字，您填了 ${phone.length} 位`
  return /^1[3-9]/.test(phone) ? null : '手机号不对，请核对后重新填写'
}

/** What is wrong with a code from an SMS; null when nothing is. */
export function codeError(text: string): string | null {
  if (text === '') return '请填写短信里的 6 位验证码'
  return /^\d{6}$/.test(text) ? null : '验证码是 6 位数字，请看短信后重新填写'
}
