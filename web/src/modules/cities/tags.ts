/** Language tags as one types them: apart by spaces or commas, each once. */
export const tagsOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((one) => one !== ''))];
