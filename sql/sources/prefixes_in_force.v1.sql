-- Reference prefixes in force: the prefix of each kind of document's references, in upper case.
--
-- since: 2000-01
-- grain: one row for each kind of document with a stated prefix
-- key:   kind
-- rule:  references.md#beginnings

with

newest_settings as (
    select max(period) as period
    from settings_prefixes
    where period <= $period
)

select
    settings_prefixes.kind,
    upper(settings_prefixes.prefix) as prefix
from settings_prefixes
inner join newest_settings on newest_settings.period = settings_prefixes.period
where settings_prefixes.prefix <> ''
