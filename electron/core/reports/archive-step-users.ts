/** Users and their census: written by schema step 4. */
export const usersStep = ``
