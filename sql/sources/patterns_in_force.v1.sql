-- Reference patterns in force: how the entries of a kind write Omni's references, for the kinds that the newest settings state.
--
-- since: 2000-01
-- grain: one row for each kind of entry whose pattern is stated
-- key:   kind
-- rule:  references.md#stated-patterns
--        `written` is what a text holds of a reference, `stands` where (alone, first or last). A kind that is not stated is learnt
--        from its entries (`bare_references`)

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
