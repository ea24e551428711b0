import type { Handed } from './notify.ts'

/** What the product needs of WeChat's open platform. */
export interface WechatPort {
  /**
   * Exchanges a wx.login code for who the visitor is; the session key never leaves the server and is not kept.
   * @throws AppError `wechat_code_rejected` (code bad or used) | `upstream_unavailable`
   */
  openidOf(code: string): Promise<{ openid: string }>
  /**
   * The mobile number of mainland China that a person let WeChat tell us. WeChat proved it at some time, not necessarily now.
   * @param code of the button `getPhoneNumber`, good once for five minutes
   * @throws AppError `wechat_phone_unavailable` (code old or used, quota used up, no mainland number) | `upstream_unavailable`
   */
  phoneNumberOf(code: string): Promise<string>
  /**
   * A mini-program code that opens `page` with `scene`.
   * @param scene at most 32 characters of WeChat's set
   * @param page without leading slash or query
   * @throws AppError `upstream_unavailable`, its words saying what WeChat refused and what to do
   */
  codeImage(scene: string, page: string, widthPx: number): Promise<{ bytes: Buffer; contentType: string }>
  /**
   * What WeChat's content check says of a text a resident wrote: `pass`; `review`: a person should read it; `risky`: not to
   * be shown; `unknown_person`: WeChat has not seen this person in the last two hours and says nothing.
   * @param content at most 2,500 characters
   * @throws AppError `upstream_unavailable`
   */
  checkText(content: string, openid: string): Promise<TextVerdict>
  /**
   * Sends a subscribe message. One accept of the person is used up by it, unless the template is a long-term one.
   * @param page without leading slash, query allowed
   */
  sendSubscribeMessage(message: { openid: string; templateId: string; page: string; values: Record<string, string> }): Promise<Handed>
  /** Which edition of the mini-program such codes open: a code of one does not open another. */
  codeVersion: 'release' | 'trial' | 'develop'
}

export type TextVerdict = 'pass' | 'review' | 'risky' | 'unknown_person'
