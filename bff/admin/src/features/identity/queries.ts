/** Names of what is read, so that a change can ask for it anew. */
export const identityKeys = {
  staff: ['identity', 'staff'],
  roleRequests: ['identity', 'role-requests'],
  devices: ['identity', 'devices'],
  security: ['identity', 'security'],
} as const
