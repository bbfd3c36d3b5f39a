-- Ledger ends: the last day covered by a month's ledger, if some documents in that month are dated after it.
--
-- since: 2000-01
-- grain: one row for each month whose ledger ends too early
-- key:   period
-- rule:  accounting-files.md#a-file-that-ends-early

with

covered_months as (
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
from covered_months
where
    exists (
        select 1
        from documents
        where
            strftime(documents.acct_date, '%Y-%m') = covered_months.period
            and documents.acct_date > covered_months.until
    )
