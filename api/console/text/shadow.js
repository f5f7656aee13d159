// Words about the comparison: what the booking system did, and what maitred would have done.

const nights = (number) => `${number} ${number === 1 ? 'evening' : 'evenings'}`;

/** @param {number} value guests more, or fewer @param {(value: number) => string} amount */
const guests = (value, amount) =>
  (amount(Math.abs(value)) === '0' ? 'as many' : `${amount(Math.abs(value))} ${value < 0 ? 'fewer' : 'more'}`);

const most = { '<=': 'at most', '<': 'less than', '>=': 'at least', '>': 'more than' };

export const shadow = {
  title: 'maitred beside the booking system',
  what: 'What the booking system did with these evenings, and what maitred would have done with the same bookings. ' +
    'Nothing here was written for guests.',
  from: 'From',
  to: 'To',
  gates: 'What has to hold',
  gatesHint: 'Conditions, with spaces between; see the handbook for others.',
  show: 'Compare',
  loading: 'Comparing the evenings…',
  failed: 'The comparison could not be loaded',
  refused: 'This cannot be compared',

  verdict: { better: 'better', worse: 'worse', same: 'the same', UNDECIDED: 'undecided' },
  headline: {
    better: (over) => `maitred would have seated more guests, over ${nights(over)}.`,
    worse: (over) => `maitred would have seated fewer guests, over ${nights(over)}.`,
    same: (over) => `Both seated the same number of guests every evening, over ${nights(over)}.`,
    UNDECIDED: (over) => `Not decided yet, over ${nights(over)}.`,
  },
  interval: {
    one: (mean, amount) => `${guests(mean, amount)} guests on this evening: one evening alone decides nothing.`,
    decided: (mean, low, high, amount) =>
      `About ${guests(mean, amount)} guests an evening; with 95 % confidence between ${guests(low, amount)} and ${guests(high, amount)}.`,
    open: (mean, low, high, amount) =>
      `${capital(guests(mean, amount))} guests an evening so far, but with 95 % confidence it may be anything from ` +
      `${guests(low, amount)} to ${guests(high, amount)}. More evenings narrow it down.`,
  },
  ofBookings: ({ bookings, same, better, worse }) =>
    `Of ${bookings} bookings ${better} would have been better off, ${worse} worse, ${same} the same.`,
  broken: (number) => `The booking system seated ${number} against the rules.`,

  figures: 'Sums of all evenings',
  figure: {
    covers: 'Guests seated', seated: 'Bookings seated', refusals: 'Bookings without a table',
    waste: 'Empty seats at given tables', moves: 'Bookings given other tables later',
  },
  system: 'Booking system',
  maitred: 'maitred',
  perNight: 'Difference an evening',
  verdictColumn: 'Verdict',
  betweenShort: (low, high) => `95 %: ${low} to ${high}`,

  gateTitle: 'What has to hold before you switch',
  gatePassed: (passed, all) => `${passed} of ${all} hold`,
  gate: {
    covers: 'Guests seated, difference',
    seated: 'Bookings seated, difference',
    refusals: 'Bookings without a table, difference',
    waste: 'Empty seats, difference',
    moves: 'Bookings moved, difference',
    better: 'Bookings better off', worse: 'Bookings worse off',
    p50: 'Planning time, half of all plans', p95: 'Planning time, 95 % of all plans', longest: 'Longest planning time',
    gap: 'Largest gap to the proven bound', nights: 'Evenings compared',
  },
  gateWords: (metric, operator, bound) =>
    `${shadow.gate[metric] ?? metric}: ${most[operator] ?? operator} ${bound.replace(/(%|ms|s)$/, ' $1')}`,
  gateIs: (words) => `It is ${words}.`,
  gateUnknown: (words) => `${capital(words)}.`,
  holds: 'holds',
  holdsNot: 'does not hold',

  nights: 'Evening by evening',
  nightsHint: 'Open an evening to see its bookings one by one. Figures are: booking system → maitred.',
  column: {
    date: 'Evening', covers: 'Guests', refusals: 'No table', waste: 'Empty seats', moves: 'Moved',
    better: 'Better', worse: 'Worse', same: 'Same',
  },
  becomes: 'by maitred',
  moment: { ahead: '', during: 'planned while guests were there', afterwards: 'planned in hindsight' },
  notKept: 'its end was not kept',
  missing: 'Not compared',
  missed: (date, why) => `${date}: ${why}`,
  notes: 'To be known',

  night: (date) => `Bookings of ${date}`,
  nightLoading: 'Loading the bookings…',
  nightFailed: 'The bookings could not be loaded.',
  nightNone: 'No booking could be compared.',
  onlyDiffering: 'Only who is better or worse off',
  effect: { better: 'better', worse: 'worse', same: 'same' },
  line: { time: 'Time', party: 'Party', effect: 'With maitred', old: 'Booking system', maitred: 'maitred', why: 'Why' },
  refusedBy: 'no table',
  code: { same_tables: 'the same tables by both', other_tables: 'other tables', no_table: 'no table by both' },
  oldReason: {
    free_table: 'Refused although a fitting table was free.',
    all_taken: 'Refused: every fitting table was given to others.',
    no_table_fits: 'Refused: no table or merge fits the party.',
    not_asked: 'It is locked without tables.',
  },
  maitredReason: {
    no_table_fits: 'maitred: no table or merge fits the party.',
    merges_off: 'maitred: only a merge would fit, and there are none.',
    all_taken: 'maitred: every fitting table is taken by others who stay.',
    outweighed: 'maitred: the tables go to parties that are worth more together.',
    house_limits: 'maitred: kept free for the pace of arrivals or walk-ins.',
    locked_without: 'maitred: it is locked without tables.',
    not_planned: 'maitred: it was not looked at.',
  },
  against: (rules) => `Seated against the rules: ${rules.join(', ')}.`,
  movedLater: 'Given other tables later.',
  leftOut: {
    gone: (number) => `${number} cancelled or stayed away`,
    changed: (number) => `${number} changed after the plan`,
    later: (number) => `${number} made after the plan`,
    unknown: (number) => `${number} without a known table`,
  },
  leftOutWords: (some) => `Not compared: ${some.join(', ')}.`,
  solved: (seconds, status) => `Planned in ${seconds} s: ${status}.`,
  repeat: 'Repeat this plan from its stored input:',
  look: 'Look at this evening',

  empty: 'There is no evening to compare yet.',
  emptyHint: 'Let maitred plan beside the booking system for some weeks. It writes nothing for guests, ' +
    'and this page shows evening by evening what would have been different.',
  emptyNarrow: 'Choose other dates above if you have compared before.',
  steps: 'How to begin',
  step: {
    begin: 'Say that maitred only compares, from an evening on:',
    beginButton: 'Let maitred compare…',
    begun: 'maitred compares already.',
    orCommand: 'or, on the server:',
    askManager: 'Managers and owners may do that.',
    wait: 'Then it goes by itself: each evening is planned at nine in the morning, and at five in the next it is ' +
      'kept how it ended. The service (maitred serve) sees to both.',
    past: 'To compare weeks that are past, in hindsight:',
    look: 'Look here again the morning after; two weeks say more than two evenings.',
  },
};

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}
