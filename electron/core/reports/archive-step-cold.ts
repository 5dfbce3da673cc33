/** Hours, minutes and statuses that Redis drops: schema step 5. */
export const coldStep = ``
