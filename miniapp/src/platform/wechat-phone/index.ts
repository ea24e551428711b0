/** WeChat can tell the number that its user has bound, by a button of its own. */
export const offersWechatPhone = true
