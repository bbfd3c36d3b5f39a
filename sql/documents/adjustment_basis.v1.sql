-- Adjustment basis: whether this organisation's Stock on Hand Reconciliation lists adjustments by Completed Date or by accounting date.
--
-- since: 2000-01
-- grain: one row
-- key:   none
-- rule:  posting.md#adjustments
--        Tieout learns this from all months up to the period. `completed` and `accounting` count the adjustments that support each basis

with

reconciled_months as (
    select distinct period
    from stock_reconciliation_balances
    where period <= $period
),

first_listings as (
    select
        ref_key,
        min(period) as period
    from stock_reconciliation_entries
    where
        period <= $period
        and section = 'stock_adjustments'
    group by ref_key
),

adjustment_months as (
    select
        documents.ref_key,
        first_listings.period as listed_in,
        case when documents.moved then strftime(documents.move_date, '%Y-%m') end as completed_in,
        case when documents.booked then strftime(documents.acct_date, '%Y-%m') end as booked_in
    from documents
    left join first_listings on first_listings.ref_key = documents.ref_key
    where
        documents.doc_type = 'ADJ'
        and not documents.is_void
        and documents.value <> 0
        and (documents.moved or documents.booked)
),

votes as (
    select
        case
            when listed_in = completed_in then 'completed'
            when listed_in = booked_in then 'accounting'
        end as listed,
        case
            when listed_in is null and completed.period is not null and booked_in is null then 'accounting'
            when listed_in is null and booked.period is not null and completed_in is null then 'completed'
        end as not_listed
    from adjustment_months
    left join reconciled_months as completed on completed.period = adjustment_months.completed_in
    left join reconciled_months as booked on booked.period = adjustment_months.booked_in
    where adjustment_months.completed_in is distinct from adjustment_months.booked_in
),

vote_counts as (
    select
        count(case when listed = 'completed' then 1 end) as completed,
        count(case when listed = 'accounting' then 1 end) as accounting,
        count(case when not_listed = 'completed' then 1 end) as silent_completed,
        count(case when not_listed = 'accounting' then 1 end) as silent_accounting
    from votes
)

select
    case
        when accounting > completed then 'accounting'
        when accounting = completed and silent_accounting > silent_completed then 'accounting'
        else 'completed'
    end as basis,
    completed,
    accounting
from vote_counts
