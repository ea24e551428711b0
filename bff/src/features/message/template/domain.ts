import type { MessageKind } from '@minsheng/shared/contracts/message'
import { formatInstant } from '@minsheng/shared/units/clock'

/** All that a template may say of a message; there is no name, address or number among it. */
export interface Facts {
  /** The message's title, as it stands in the list. */
  title: string
  sentAt: Date
}
type Placeholder = 'title' | 'time'

interface TemplateBase {
  kind: MessageKind
  version: number
}
/** One of WeChat's own templates: its keys, what each is called on the card, and what goes in. */
export interface SubscribeTemplate extends TemplateBase {
  channel: 'subscribe'
  title: string
  sort: 'one_time' | 'long_term'
  fields: readonly { key: string; label: string; text: string }[]
}
/** A text the operator approved, with `{placeholders}`; a text message or what a call reads out. */
export interface SpokenTemplate extends TemplateBase {
  channel: 'sms' | 'voice'
  text: string
}
export type Template = SubscribeTemplate | SpokenTemplate

/** How long a value may be in each kind of WeChat's fields. */
const FIELD_LIMITS: Record<string, number> = { thing: 20, time: 30, phrase: 5, character_string: 32 }
/** Alibaba Cloud: one variable of a notice. */
const MOST_VARIABLE = 35
const ONE_PART = 70
const EACH_OF_MANY = 67

const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
const isKnown = (name: string): name is Placeholder => name === 'title' || name === 'time'
const lengthOf = (text: string) => [...text].length
const fieldKind = (key: string) => key.replace(/\d+$/, '')

/** Cuts what is too long, and says so by its last character. */
export function fit(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

/** How many parts a text message is charged as: 70 characters are one, longer ones are parts of 67. */
export function partsOf(text: string): number {
  const length = lengthOf(text)
  return length <= ONE_PART ? 1 : Math.ceil(length / EACH_OF_MANY)
}

/** Its name, by which the provider's number of it is looked up. */
export const templateName = ({ kind, channel }: Pick<Template, 'kind' | 'channel'>) => `${kind}.${channel}`

/** What the desk reads of it: a WeChat card line by line. */
export function templateText(template: Template): string {
  return template.channel === 'subscribe' ? template.fields.map(({ label, text }) => `${label}：${text}`).join('\n') : template.text
}

/** What is wrong with a template, whatever the message; empty when it may be used. */
export function templateFaults(template: Template, sign: string): string[] {
  const faults = placeholdersOf(templateText(template))
    .filter((name) => !isKnown(name))
    .map((name) => `{${name}} is nothing a message has`)
  if (template.channel === 'subscribe') {
    for (const { key, text } of template.fields) {
      const most = FIELD_LIMITS[fieldKind(key)]
      if (most === undefined) faults.push(`${key} is no field of WeChat's`)
      else if (lengthOf(text.replace(/\{\w+\}/g, '')) > most) faults.push(`${key} is longer than ${most}`)
    }
    if (template.fields.length > 5) faults.push('a card has five lines at most')
  }
  if (template.channel === 'sms' && mostParts(template, sign) > 2) faults.push('a text message takes two parts at most')
  return faults
}

/** Parts with every placeholder as long as it can be. */
export function mostParts({ text }: SpokenTemplate, sign: string): number {
  return partsOf(`【${sign}】${text.replace(/\{\w+\}/g, '长'.repeat(MOST_VARIABLE))}`)
}

/** What goes to the provider: the values alone; the text around them lies there. */
export function renderValues(template: Template, facts: Facts): Record<string, string> {
  const value = (name: string): string => {
    if (!isKnown(name)) throw new Error(`template ${templateName(template)}: {${name}} is nothing a message has`)
    return name === 'title' ? facts.title : formatInstant(facts.sentAt)
  }
  if (template.channel === 'subscribe')
    return Object.fromEntries(
      template.fields.map(({ key, text }) => [
        key,
        fit(
          text.replace(/\{(\w+)\}/g, (_, name: string) => value(name)),
          FIELD_LIMITS[fieldKind(key)] ?? 0,
        ),
      ]),
    )
  return Object.fromEntries([...new Set(placeholdersOf(template.text))].map((name) => [name, fit(value(name), MOST_VARIABLE)]))
}
