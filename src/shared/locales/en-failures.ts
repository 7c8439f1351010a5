/** What went wrong in English, by the code of the ApiError. Pages on which nothing does never load it; see translations.ts. */
export const strings = {
  errorTimeout: 'The answer takes too long. Try again in a moment.',
  errorUnauthorized: 'This page is not allowed to show this. Ask its owner to check the access key.',
  errorForbidden: 'You have no access to this.',
  errorNotFound: 'This does not exist, or no longer.',
  errorInvalid: 'The request was not accepted.',
  errorConflict: 'Somebody else changed this. Try again.',
  errorRateLimited: 'Too many requests. Try again in a moment.',
  errorUnavailable: 'This is not available right now.',
  errorSchema: 'The service sent an answer that could not be read.',
  errorUnknownOutcome: 'It is not certain whether this worked. Check before you try again.',
};
