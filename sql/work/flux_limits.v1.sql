-- Flux limits: the change since last month, as an amount and in percent of last month's amount, from which an explanation is due.
--
-- since: 2000-01
-- grain: one row
-- key:   none
-- rule:  flux.md#thresholds

select
    cast(coalesce(nullif(flux_amount, 0), nullif(materiality, 0), 1000) as decimal(18, 2)) as amount_limit,
    cast(flux_percent as decimal(18, 2)) as percent_limit
from signing_rules
