/** What the operator answers: a mistake in the business part is a code other than OK. */
export interface SendAnswer {
  status: number
  body: { Code: string; Message: string; RequestId: string; BizId?: string; SmsSendDetailDTOs?: unknown; TotalCount?: string }
}
