-- Reference patterns in force: how each kind of entry writes Omni's references, for the kinds stated in the newest settings.
--
-- since: 2000-01
-- grain: one row for each kind of entry with a stated pattern
-- key:   kind
-- rule:  references.md#stated-patterns
--        `written` is the form in which the text contains the reference (in full or as a bare number), and `stands` is its position (alone,
--        first or last). If no pattern is stated for a kind, Tieout learns it from the entries (`bare_references`)

with

newest_settings as (
    select max(period) as period
    from settings
    where period <= $period
)

select
    settings_patterns.kind,
    settings_patterns.pattern,
    pattern_places.written,
    pattern_places.stands
from settings_patterns
inner join newest_settings on newest_settings.period = settings_patterns.period
inner join pattern_places on pattern_places.pattern = settings_patterns.pattern
