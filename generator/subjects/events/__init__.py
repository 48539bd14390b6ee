"""Events, and the calendar in which they stand with the deadlines and phases of cohorts.

Owns: `events/<slug>.md`; `/events/` with its months; the calendar files of the network, of cohorts and of
people.
In: the settings of events, and the programmes of cohorts. Out: items of the calendar, rows of lists, entries
of calendar files.
Must never know: the clock; the day of the build comes from the composer.
"""
