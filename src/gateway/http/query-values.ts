/** Allowed query values, as patterns by name. */

const WHOLE = /^\d{1,9}$/;
const WORDS = /^[a-z_]{1,40}(,[a-z_]{1,40}){0,59}$/;
const DATE = /^[\d:.TZ+-]{10,35}$/;
/** Terms `field:operator:value` joined by `;` and `|`: the filter language of Vaix. */
const FILTERS = /^(?=.{1,512}$)[a-z_]+:[a-z]+:[^;|\p{Cc}]+([;|][a-z_]+:[a-z]+:[^;|\p{Cc}]+)*$/u;

/** Of boards and streams. */
export const windowQuery = {
  ranking: /^(competition|dense|ordinal)$/,
  sort: /^(desc|asc)$/,
  offset: /^\d{1,7}$/,
  limit: /^([1-9]\d?|1\d\d|200)$/,
  around: /^self$/,
};

/** Of the catalogue. */
export const gamesQuery = {
  search: /^[^\p{Cc}]{1,255}$/u,
  producer_id: WHOLE,
  provider: /^[\w-]{1,64}$/,
  type: /^(slot|table|live)$/,
  per_page: /^(all|[1-9]\d{0,3})$/,
};

/** Of a player's history. */
export const historyQuery = {
  count: /^([1-9]\d?|100)$/,
  distinction_level: /^(daily|none|unique)$/,
  minimum_duration: WHOLE,
  before_date: DATE,
  after_date: DATE,
  filters: FILTERS,
  fields: WORDS,
};
