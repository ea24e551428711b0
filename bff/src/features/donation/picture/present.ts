/** Where a picture is served. */
export const pictureUrl = (id: string | null) => (id === null ? null : `/api/v1/pictures/${id}`)
