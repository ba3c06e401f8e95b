/** The queue of markets whose prices are news: what was expected of them is scored, and what comes next is forecast. */
export const FORECAST_MARKET = 'forecast-market';
/** The queue of markets that the tenant's forecasters are to be asked about. */
export const ASK_FORECASTERS = 'ask-forecasters';
