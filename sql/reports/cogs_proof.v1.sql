-- COGS proof: COGS by invoice month and dispatch month, with the journal of each month.
--
-- since: 2000-01
-- key:   invoice_month, dispatch_month
-- needs: cogs_entries, sales_documents, ledger_entries
-- rule:  cogs.md#journal-against-omni, cannot-tell.md#rows-that-cannot-be-read
--        The journal belongs to the invoice month, and the stock movement to the dispatch month

with

entries as (
    select
        strftime(sale_costs.cogs_date, '%Y-%m') as invoice_month,
        coalesce(strftime(documents.move_date, '%Y-%m'), 'no date') as dispatch_month,
        sale_costs.cogs
    from sale_costs
    inner join documents on documents.ref_key = sale_costs.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and sale_costs.cogs_date <= $period_end
        and sale_costs.cogs <> 0
),

incomplete as (
    select count(*) > 0 as lacks_rows
    from incomplete_exports
    where dataset in ('cogs_entries', 'sales_documents')
)

select
    entries.invoice_month,                                                            -- Invoice month
    entries.dispatch_month,                                                           -- Dispatch month
    cast(count(*) as integer) as documents,                                           -- Documents
    cast(sum(entries.cogs) as decimal(18, 2)) as cogs,                                -- COGS
    case when incomplete.lacks_rows then 'Y' else 'N' end as lacks_rows,              -- Incomplete: rows that cannot be read are left out
    cast(max(cogs_months.omni_cogs) as decimal(18, 2)) as month_cogs,                 -- Omni COGS of the invoice month
    cast(max(cogs_months.journal) as decimal(18, 2)) as journal,                      -- Journal in the month's own file
    cast(max(cogs_months.stale) as decimal(18, 2)) as stale                           -- Omni COGS less journal, when synced
from entries
cross join incomplete
left join cogs_months on cogs_months.cogs_month = entries.invoice_month
group by
    entries.invoice_month,
    entries.dispatch_month,
    incomplete.lacks_rows
order by
    invoice_month,
    dispatch_month
