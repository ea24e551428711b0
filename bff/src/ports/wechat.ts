/** What the product needs of WeChat's open platform. */
export interface WechatPort {
  /**
   * Exchanges a wx.login code for who the visitor is; the session key never leaves the server and is not kept.
   * @throws AppError `wechat_code_rejected` (code bad or used) | `upstream_unavailable`
   */
  openidOf(code: string): Promise<{ openid: string }>
  /**
   * A mini-program code that opens `page` with `scene`.
   * @param scene at most 32 characters of WeChat's set
   * @param page without leading slash or query
   * @throws AppError `upstream_unavailable`, its words saying what WeChat refused and what to do
   */
  codeImage(scene: string, page: string, widthPx: number): Promise<{ bytes: Buffer; contentType: string }>
  /** Which edition of the mini-program such codes open: a code of one does not open another. */
  codeVersion: 'release' | 'trial' | 'develop'
}
