// Every word of the console, in one place; those of what-if are many and have a file of their own.

import { whatIf } from './text-what-if.js';

export const text = {
  product: 'maitred',
  title: (name, date) => (name ? `${name}, ${date} · maitred` : 'maitred'),
  restaurant: 'Restaurant',
  date: 'Date',
  previousDay: 'Previous day',
  nextDay: 'Next day',
  today: 'Today',
  refresh: 'Refresh',
  skip: 'Skip the timeline',

  signIn: 'Sign in',
  signInHint: 'Paste an access token: your own from the identity provider, or a machine’s.',
  token: 'Access token',
  signOut: 'Sign out',
  refused: 'That token was refused.',
  noMembership: 'You are not a member of any restaurant here.',
  noMembershipHint: 'Ask an owner of your restaurant, or sign out and use another token.',
  devAuth: 'Dev auth: nobody has to sign in, and everybody is an owner of every restaurant.',

  loading: 'Loading the night…',
  loadFailed: 'The night could not be loaded',
  retry: 'Try again',
  unreachable: 'The server cannot be reached. Is maitred still running?',
  badAnswer: (status) => `The server answered with status ${status}.`,
  noRestaurants: 'There is no restaurant in this database yet.',
  noRestaurantsHint: 'Run `maitred demo` to see two demo restaurants.',
  noBookings: 'No bookings on this date.',
  noBookingsHint: 'Choose another date, or another restaurant.',
  noTables: 'This restaurant has no tables yet.',

  covers: 'Covers seated',
  of: (total) => `of ${total} requested`,
  ofBookings: (total, merges) => `of ${total}, ${merges}`,
  bookings: 'Bookings seated',
  unseatedCount: 'Without a table',
  gap: 'Gap to the proven bound',
  gapUnknown: 'not known',
  notPlanned: 'not planned yet',
  lastRun: 'Last run',
  seconds: (value) => `${value} s`,
  merges: (count) => `${count} ${count === 1 ? 'merge' : 'merges'}`,
  guests: (count) => `${count} ${count === 1 ? 'guest' : 'guests'}`,
  everybody: 'everybody has one',
  status: {
    optimal: 'Proven optimal',
    feasible: 'Best found in time',
    floor: 'Quick plan',
  },
  statusMeaning: {
    optimal: 'No plan can do better.',
    feasible: 'A better plan may exist, but none beyond the bound.',
    floor: 'The solver found nothing better in time.',
  },
  statusOfFill: 'Seatings from before the run were kept; the gap is about the others.',
  runState: {
    committed: 'committed',
    planned: 'planned, not committed',
    committing: 'being committed',
    conflicted: 'not committed: the night changed meanwhile',
    failed: 'not committed: it failed',
    dry_run: 'dry run, not committed',
  },

  timeline: 'The night: tables by zone, time from left to right',
  seats: (count) => `${count} seats`,
  outOfService: 'out of service',
  seating: ({ party, from, to, tables, priority, locked, change }) =>
    `Party of ${party}, ${from} to ${to}, ${tables.length > 1 ? 'tables' : 'table'} ` +
    `${tables.join(' + ')}${priority ? `, priority ${priority}` : ''}${locked ? ', locked' : ''}` +
    `${change ? `, ${text.change[change]}` : ''}`,
  change: { new: 'gets a table', moved: 'moves' },
  seatingHint: 'Choose a booking to see it here, or drag it to another table.',
  chosenBooking: 'The chosen booking',
  waiting: 'waits for a table',
  noWindow: 'no time',
  locked: 'locked',
  party: (count) => `Party of ${count}`,
  merged: (tables) => `${tables.join(' + ')} pushed together`,
  single: (table) => `Table ${table}`,
  emptySeats: (count) => (count === 0 ? 'every seat used' : `${count} empty ${count === 1 ? 'seat' : 'seats'}`),
  priority: (level) => `Priority ${level}`,
  occupied: {
    allocation: 'Taken by another booking',
    assignment: 'Taken by another booking',
    hold: 'On hold',
    maintenance: 'Out of service',
  },

  unseated: 'Without a table',
  unseatedNone: 'Every party of this night has a table.',
  unseatedNotPlanned: 'Not planned yet.',
  unseatedGone: 'Not in the last run.',
  columnTime: 'Time',
  columnParty: 'Party',
  columnWhy: 'Why',

  whatIf,

  legend: 'Legend',
  legendParty: ['1–2 guests', '3–4', '5–6', '7 and more'],
  legendMerge: 'Merge: tables pushed together',
  legendHold: 'On hold',
  legendOccupied: 'Not available',
  legendPriority: 'Priority',

  views: 'Views',
  view: { timeline: 'Timeline', floor: 'Floor plan', whatif: 'What if' },
  floor: 'The floor plan at the chosen minute',
  atTime: 'At',
  now: 'Now',
  tableKind: {
    free: (seats) => text.seats(seats),
    closed: () => 'closed',
    held: () => 'on hold',
    taken: () => 'taken',
    seated: () => '',
  },
  tableState: ({ name, seats, kind, party, until }) =>
    `Table ${name}, ${text.seats(seats)}: ` +
    (kind === 'seated' ? `party of ${party} until ${until}` : text.tableKind[kind](seats) || kind),

  holdOver: 'runs out',
  messages: 'Messages',
  close: 'Close',

  lookAt: (party, time) => `Party of ${party} at ${time}: look for a table`,
  otherTables: 'Other tables…',
  takeTables: 'Take its tables away',
  lookingForTables: 'Looking for free tables…',
  nothingFree: 'Nothing that it may have is free at its time.',
  freeTables: 'Free tables, the best first',
  anyTable: 'Any table…',
  chooseFirst: 'Choose a table',
  giveThem: (tables) => `Seat at ${tables.join(' + ')}`,
  takeBack: 'Take back',
  given: (party, tables) => `Party of ${party} sits at ${tables.join(' + ')}.`,
  taken: (party, tables) => `Party of ${party} has ${tables.join(' + ')} no more.`,
  takeAlternative: (tables) => `Look at ${tables.join(' + ')} instead`,

  carrying: (party, tables) =>
    `Party of ${party}${tables.length ? ` to ${tables.join(' + ')}` : ''}`,
  dropOn: 'Drop it on a table. Escape puts it back.',

  checks: 'Checks',
  checking: 'Checking…',
  fits: '✓ fits',
  fitsNot: '✗ not allowed',
  check: {
    capacity: 'Seats',
    slack: 'Empty seats',
    zone: 'Zone',
    movable: 'Movable',
    adjacency: 'Side by side',
    conflict: 'Free',
    holds: 'Holds',
  },
  checkStatus: { ok: 'passed', warning: 'warning', error: 'failed' },
  onlyManagers: 'Managers and owners may overrule this, with a reason.',
  overruleWhy: 'Why it may be so all the same',
  overrule: 'Overrule',

  preview: 'Preview',
  apply: 'Apply',
  discard: 'Discard',
  undo: 'Undo',
  applied: (count) => `${count} ${count === 1 ? 'booking has' : 'bookings have'} other tables now.`,
  undone: (count) => `${count} ${count === 1 ? 'booking has' : 'bookings have'} the tables of before.`,

  whyAsk: 'Why, and what would help?',
  whyLooking: 'Looking for the reason, and for what would seat them…',
  whySeated: 'The last run gave it tables.',
  inTheWay: 'In the way',
  inTheWayBooking: (party, times, tables, stays) =>
    `Party of ${party}, ${times}, ${stays ? 'on' : 'now on'} ${tables}${stays ? ', and stays there' : ''}`,
  andMore: (count) => `and ${count} more`,
  certified: 'Without any one of these they could be seated; that was tried.',
  notCertified: 'Not all of it may be needed: there was no time to try.',
  trade: 'What seating them would cost',
  partyAt: (party, time) => `the party of ${party} at ${time}`,
  turnedAway: (parties) => `It would turn away ${parties.join(' and ')}.`,
  nobodyTurnedAway: 'Nobody would be turned away.',
  guestsInAll: (guests) =>
    guests === 0
      ? 'As many guests would sit as now.'
      : `${Math.abs(guests)} ${guests < 0 ? 'fewer' : 'more'} guests would sit in all.`,
  repairs: 'What would seat them',
  noRepairs: 'Nothing was found in the time there was.',
  moves: (party, from, to) => `Party of ${party}: ${from.join(' + ')} → ${to.join(' + ')}.`,
  tryIt: 'Try',
  arrangeFirst: {
    other_time: 'Ask the guests, then change the booking’s time in the booking system.',
    shorter_stay: 'Ask the guests, then shorten the booking in the booking system.',
    merge: 'The rules of the house forbid these tables together.',
    unlock: 'Unlock the booking first.',
    release: 'Release the hold first.',
    limits: 'The table’s party limits forbid it.',
    open_table: 'Put the table back into service first.',
    other: 'Somebody has to arrange this first.',
  },

  planNight: 'Plan the night',
  planMode: 'What may change',
  mode: {
    fill: 'nobody moves',
    improve: 'a few may move',
    rebuild: 'everybody may move',
  },
  planMoves: 'Most who move',
  planSeconds: 'Time',
  planQueued: 'Waits for its turn…',
  planGoing: 'Planning the night',
  planEnding: 'Ending…',
  planCancelled: 'Planning was cancelled; nothing was changed.',
  cancel: 'Cancel',
  undoLast: 'Undo the last plan',
  planFound: (seated, guests, moved) =>
    [
      seated ? `${seated} more ${seated === 1 ? 'booking' : 'bookings'}, ${guests} guests` : 'nobody new',
      moved ? `${moved} ${moved === 1 ? 'moves' : 'move'}` : 'nobody moves',
    ].join('; '),
  planWorth: (covers, requested, gap) =>
    `${covers} of ${requested} guests seated; ` +
    (gap === null ? 'no bound is known.' : gap === 0 ? 'nothing better exists.'
      : `at most ${(gap * 100).toFixed(2)} % better exists.`),
  planNothing: 'The plan changes nothing.',
  chart: 'The best plan so far and the proven bound, over time',
  chartBest: 'best so far',
  chartBound: 'proven bound',

  lock: 'Lock',
  unlock: 'Unlock',
  lockedNow: (party) => `Party of ${party} is locked: plans leave it as it is.`,
  unlocked: (party) => `Party of ${party} is not locked any more.`,

  connection: {
    lost: 'The server cannot be reached. What you see may be out of date; it is loaded anew as soon as it answers.',
    away: 'The database does not answer. What you see may be out of date.',
  },
  happened: {
    'booking.assigned': (party, tables) => `${capital(party)} got ${tables}.`,
    'booking.moved': (party, tables) => `${capital(party)} moved to ${tables}.`,
    'booking.cleared': (party) => `${capital(party)} has no table any more.`,
    'booking.locked': (party) => `${capital(party)} was locked.`,
    'booking.unlocked': (party) => `${capital(party)} was unlocked.`,
  },
};

/** @param {string} words */
function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}
