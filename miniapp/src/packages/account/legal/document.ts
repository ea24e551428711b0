/** A legal text as the page shows it. */
export interface LegalDocument {
  title: string
  sections: { heading: string; paragraphs: string[] }[]
}
