/** What a person said to one template. `ban`: WeChat forbade it; `filter`: two templates of one title. */
export interface SubscribeAnswer {
  templateId: string
  answer: 'accept' | 'reject' | 'ban' | 'filter'
}
