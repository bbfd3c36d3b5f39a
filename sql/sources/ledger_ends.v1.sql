-- Ledger ends: the last day that the ledger of a month covers, where its report ends before documents of the month do.
--
-- since: 2000-01
-- grain: one row for each month whose ledger ends too early
-- key:   period
-- rule:  What is dated later cannot be in the file: it is not compared, and what the accounts come to at the month end is not known.
--        Where Omni's own lists end by that day as well, both sides are of one day and are compared

with

ends as (
    select
        period,
        min(covers_until) as until
    from landings
    where
        dataset = 'ledger_entries'
        and period <= $period
        and covers_until is not null
    group by period
)

select
    period,
    until
from ends
where
    exists (
        select 1
        from documents
        where
            strftime(documents.acct_date, '%Y-%m') = ends.period
            and documents.acct_date > ends.until
    )
