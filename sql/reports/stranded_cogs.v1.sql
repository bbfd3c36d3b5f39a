-- Stranded COGS: documents whose COGS belongs to a month that is already closed, or can no longer reach the ledger.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: cogs_entries, sales_documents
-- words: fate_code as fate, fix; why_code as why
-- rule:  cogs.md#changes-after-the-close, cogs.md#past-months-and-lock-dates
--        The cost is blank if Omni has none yet. The report blank_cogs estimates it

with

waiting_documents as (
    select
        documents.*,
        'waiting_for_cogs' as why_code,
        strftime(documents.acct_date, '%Y-%m') as cogs_month,
        nullif(documents.value, 0) as cost
    from documents
    inner join sales_without_cogs on sales_without_cogs.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and documents.booked
    union all
    select
        documents.*,
        'changed_after_close' as why_code,
        cogs_changes.cogs_month,
        cogs_changes.change as cost
    from cogs_changes
    inner join documents
        on documents.doc_type = cogs_changes.doc_type
        and documents.ref_key = cogs_changes.ref_key
),

cogs_fates as (
    select
        waiting_documents.*,
        case
            when settings_in_force.lock_date >= last_day(cast(waiting_documents.cogs_month || '-01' as date)) then 'month_locked'
            when
                (cast(left($period, 4) as integer) - cast(left(waiting_documents.cogs_month, 4) as integer)) * 12
                + cast(right($period, 2) as integer) - cast(right(waiting_documents.cogs_month, 2) as integer)
                > settings_in_force.past_months then 'beyond_past_months'
            when waiting_documents.cogs_month < $period then 'will_reopen_month'
        end as fate_code
    from waiting_documents
    cross join settings_in_force
)

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer
    cogs_month,                                                                       -- Invoice month
    fate_code,                                                                        -- What will happen
    why_code,                                                                         -- Why
    cast(cost as decimal(18, 2)) as cost,                                             -- Cost
    move_date,                                                                        -- Stock moved
    acct_date,                                                                        -- Booked
    dataset as _dataset,
    _landing,
    _line
from cogs_fates
where fate_code is not null  -- otherwise the COGS is still in the month
order by
    abs(cost) desc nulls last,
    doc_type,
    ref
