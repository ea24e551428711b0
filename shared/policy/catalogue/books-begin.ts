/** The first day policies are held from here; what stood before it was never worked out with this product. */
export const BOOKS_BEGIN = '2024-01-01'
