// Words about who decides an evening: maitred, or the booking system.

const SYSTEM = 'the booking system';
const AS_EVER = 'Nothing that is seated changes, and people seat guests by hand as ever.';
const AT_ONCE = 'It counts from the next write on, everywhere, without a restart.';
const ONE_OF_TWO =
  'Switch the booking system’s own assignment off for these evenings: two who decide get into each other’s way.';

export const engine = {
  title: 'Who decides',
  open: 'Who decides…',
  close: 'Close',
  unknown: 'Who decides this evening is not known.',

  headline: {
    on: 'maitred decides this evening.',
    canaryOn: 'maitred decides this evening: it is one of the trial’s.',
    canaryOff: 'The booking system decides this evening: it is none of the trial’s.',
    shadow: 'The booking system decides this evening; maitred only compares.',
    off: 'The booking system decides this evening; maitred is off.',
    killed: 'maitred is stopped. The booking system decides.',
  },
  means: {
    on: 'maitred plans, quotes, holds and confirms.',
    canaryOn: 'maitred plans, quotes, holds and confirms.',
    canaryOff: 'maitred answers what is asked and writes nothing by itself; people seat guests by hand as ever.',
    shadow: 'maitred plans beside it and writes nothing for guests; people seat guests by hand as ever.',
    off: 'maitred answers what is asked and writes nothing by itself; people seat guests by hand as ever.',
    killed: 'maitred writes nothing by itself on any date; people seat guests by hand as ever.',
  },
  trial: (percent) => `The trial is ${percent} % of all evenings.`,

  /** Who said what counts; `when` is empty where nobody knows. */
  why: {
    kill_environment: () => 'The service was started with its kill switch thrown (MAITRED_ENGINE_KILL).',
    kill_switch: ({ by, when, note }) => `Stopped by ${by}${when}${quoted(note)}.`,
    everywhere: ({ by, when, note }) => `Stopped for every restaurant by ${by}${when}${quoted(note)}.`,
    feature_flag_overrides: ({ reason }) => `The booking system’s own flags say so: ${reason}.`,
    setting: ({ by, when, note }) => `Set by ${by}${when}${quoted(note)}.`,
    environment: ({ reason }) => `The service is configured so: ${reason}.`,
    default: () => 'Nobody has said otherwise.',
  },
  by: {
    you: 'you',
    user: (id) => `a colleague (${id})`,
    command: (name) => `${name}, on the server`,
    dev: 'somebody here (nobody has to sign in)',
    machine: (name) => `the machine “${name}”`,
  },
  since: (date, time) => `, since ${date}, ${time}`,
  at: (date, time) => `${date}, ${time}`,

  sources: 'Who has a say, the first who says anything counts',
  source: {
    kill_environment: 'The service’s kill switch',
    kill_switch: 'The kill switch',
    feature_flag_overrides: 'The booking system’s flags',
    setting: 'What was set for the date',
    environment: 'How the service is configured',
    default: 'Otherwise',
  },
  saysNothing: 'says nothing',
  thrown: 'maitred is stopped',
  counts: 'this counts',
  state: {
    on: 'maitred decides',
    canary: 'maitred decides some evenings, as a trial',
    shadow: 'maitred only compares',
    off: 'the booking system decides; maitred is off',
    inherit: 'as the service is configured',
  },
  stateOf: (state, percent) => `${engine.state[state]}${percent === null ? '' : ` (${percent} %)`}`,

  changes: 'Last changes',
  noChanges: 'Nobody has changed it yet.',
  change: {
    set: ({ state, percent, dates }) => `${capital(engine.stateOf(state ?? 'inherit', percent))}, ${dates}`,
    killed: ({ everywhere }) => (everywhere ? 'maitred was stopped for every restaurant' : 'maitred was stopped'),
    revived: ({ everywhere }) => (everywhere ? 'maitred was revived for every restaurant' : 'maitred was revived'),
  },
  changed: ({ at, what, by, note }) => `${at}: ${what}, by ${by}${quoted(note)}.`,
  dates: (from, to) => {
    if (!from && !to) return 'on every date';
    if (from === to) return `on ${from} only`;
    return `${from ? `from ${from}` : 'up to now'} ${to ? `to ${to}, both included` : 'without end'}`;
  },

  onlyManagers: 'Managers and owners may change this. Ask one of them.',
  set: 'Say who decides',
  wish: 'Who decides',
  percent: 'Per cent of evenings',
  from: 'First evening',
  to: 'Last evening (empty: without end)',
  reason: 'What for',
  reasonHint: 'Everybody who asks why reads it.',
  next: 'Next: what will happen…',
  emergency: 'In an emergency',
  emergencyHint: 'Stops maitred for this restaurant on every date, at once. It is revived in the same place.',
  kill: 'Stop maitred…',
  revive: 'Revive maitred…',
  revivalElsewhere: 'maitred is stopped for every restaurant; only “maitred engine revive --all” on the server revives it.',
  revivalOfService: 'The service was started so; whoever runs it has to start it without MAITRED_ENGINE_KILL.',

  confirm: {
    title: { set: 'This will happen', kill: 'Stop maitred?', revive: 'Revive maitred?' },
    yes: {
      on: 'Yes, let maitred decide', canary: 'Yes, begin the trial', shadow: 'Yes, only compare',
      off: 'Yes, switch maitred off', inherit: 'Yes, take the setting away',
      kill: 'Yes, stop maitred', revive: 'Yes, revive maitred',
    },
    back: 'Back',
  },
  happens: {
    on: (dates) => [`maitred decides ${dates}: it plans, quotes, holds and confirms.`, ONE_OF_TWO, AT_ONCE, AS_EVER],
    canary: (dates, percent) => [
      `maitred decides about ${percent} % of the evenings ${dates}, ${SYSTEM} all others. ` +
        'Whole evenings, and always the same ones.',
      ONE_OF_TWO, AT_ONCE, AS_EVER,
    ],
    shadow: (dates) => [
      `The booking system decides ${dates}.`,
      'maitred plans each evening beside it, at nine in the morning, and keeps at five in the next how it ended. ' +
        'It writes nothing for guests; what comes of it is under “Comparison”.',
      AT_ONCE, AS_EVER,
    ],
    off: (dates) => [
      `The booking system decides ${dates}; maitred answers what is asked and writes nothing by itself.`,
      AT_ONCE, AS_EVER,
    ],
    inherit: (dates) => [
      `What was set ${dates} counts no more: the configuration of the service decides, otherwise maitred.`,
      AT_ONCE, AS_EVER,
    ],
    kill: (place) => [
      `maitred stops for ${place}, on every date: it plans, holds and confirms nothing any more.`,
      'The booking system decides.',
      `${AT_ONCE} A plan that is being made is not written; what is being written ends whole, or not at all.`,
      AS_EVER,
      'It stays so until somebody revives maitred.',
    ],
    revive: (place, next) => [
      `maitred is not stopped for ${place} any more.`,
      `What was said before counts again. For this evening: ${next}.`,
      AT_ONCE,
    ],
  },
  /** What counts before that which is changed. */
  but: {
    kill_environment: 'But the service was started with its kill switch thrown: maitred stays stopped.',
    kill_switch: 'But the kill switch is thrown: maitred stays stopped until it is revived.',
    everywhere: 'But maitred is stopped for every restaurant: it stays stopped until that ends.',
    feature_flag_overrides: 'But the booking system’s own flags come first: while they are set, this changes nothing.',
  },
  done: {
    set: (dates) => `It is said who decides ${dates}.`,
    kill: 'maitred is stopped. The booking system decides.',
    revive: 'maitred is revived.',
  },
  news: (headline, why) => `${headline} ${why}`,

  planNote: 'You can look at a plan; it cannot be applied.',
  planPreview: 'Look at a plan',
  notApplied: 'This plan cannot be applied:',
  instead: 'Seat guests by hand, or ask a manager or an owner to let maitred decide.',
  insteadOrChange: 'Seat guests by hand, or say under “Who decides…” that maitred decides.',
  quoteNote: 'You can look at offers; to seat somebody, choose the tables by hand.',

  refused: {
    off: 'maitred does not decide this evening, so nothing was written.',
    shadow: 'maitred only compares this evening, so nothing was written.',
    killed: 'maitred is stopped, so nothing was written.',
  },
  refusedHint: 'The booking system decides. Seat guests by hand, or see under “Who decides…” why it is so.',
};

function quoted(note) {
  return note ? `: “${note}”` : '';
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}
