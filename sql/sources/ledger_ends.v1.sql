-- Ledger ends: the last day that the ledger of a month covers, where its report ends inside the month.
--
-- since: 2000-01
-- key:   period
-- rule:  What is dated later cannot be in the file: it is not compared, and what the accounts come to at the month end is not known

select
    period,
    min(covers_until) as until
from landings
where
    dataset = 'ledger_entries'
    and period <= $period
    and covers_until is not null
group by period
