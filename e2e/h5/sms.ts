import { inject } from 'vitest'
import '../../scripts/testing/provided-context.ts'

interface Messages {
  messages: { parameters: { code?: string } }[]
}

/** A number that nobody has used yet. */
export const freshPhone = () => `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`

/** Reads the newest code on this person's phone, as they would. */
export async function readSmsCode(phone: string): Promise<string> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const response = await fetch(`${inject('system').standIns.phone}/api/messages?phone=${phone}`)
    const { messages } = (await response.json()) as Messages
    const code = messages[0]?.parameters.code
    if (code) return code
    if (Date.now() > deadline) throw new Error('no text message came')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
