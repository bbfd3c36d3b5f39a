-- Holidays in force: the non-working days, from the newest settings up to the period that include any holidays.
--
-- since: 2000-01
-- grain: one row for each holiday
-- key:   day
-- rule:  worklist.md#business-days

with

newest_settings as (
    select max(period) as period
    from settings_holidays
    where period <= $period
)

select settings_holidays.day
from settings_holidays
inner join newest_settings on newest_settings.period = settings_holidays.period
