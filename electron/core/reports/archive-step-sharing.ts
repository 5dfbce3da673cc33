/** Reports that others wrote: schema step 6. */
export const sharingStep = ``
