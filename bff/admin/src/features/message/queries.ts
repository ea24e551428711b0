/** Names of what is kept in the query cache; a write invalidates by the first part. */
export const messageKeys = {
  dispatches: ['message-dispatches'],
  templates: ['message-templates'],
  mine: ['my-messages'],
} as const
