/** The queue of markets whose publisher may have something new. */
export const FETCH_PRICES = 'fetch-prices';
