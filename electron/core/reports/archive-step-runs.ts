/** The log of runs: schema step 7. */
export const runsStep = ``
