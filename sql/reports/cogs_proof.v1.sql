-- COGS proof: COGS by invoice month and dispatch month, with the journal of each month.
--
-- since: 2000-01
-- key:   invoice_month, dispatch_month
-- needs: cogs_entries, sales_documents, ledger_entries
-- rule:  cogs.md#journal-against-omni, cannot-tell.md#rows-that-cannot-be-read
--        The journal belongs to the invoice month, and the stock movement to the dispatch month

with

incomplete as (
    select count(*) > 0 as lacks_rows
    from incomplete_exports
    where dataset in ('cogs_entries', 'sales_documents')
)

select
    counted_costs.invoice_month,                                                      -- Invoice month
    counted_costs.dispatch_month,                                                     -- Dispatch month
    cast(count(*) as integer) as documents,                                           -- Documents
    cast(sum(counted_costs.cogs) as decimal(18, 2)) as cogs,                          -- COGS
    case when incomplete.lacks_rows then 'Y' else 'N' end as lacks_rows,              -- Incomplete: rows that cannot be read are left out
    cast(max(cogs_months.omni_cogs) as decimal(18, 2)) as month_cogs,                 -- Omni COGS of the invoice month
    cast(max(cogs_months.journal) as decimal(18, 2)) as journal,                      -- Journal in the month's own file
    cast(max(cogs_months.stale) as decimal(18, 2)) as stale                           -- Omni COGS less journal, when synced
from counted_costs
cross join incomplete
left join cogs_months on cogs_months.cogs_month = counted_costs.invoice_month
group by
    counted_costs.invoice_month,
    counted_costs.dispatch_month,
    incomplete.lacks_rows
order by
    invoice_month,
    dispatch_month
