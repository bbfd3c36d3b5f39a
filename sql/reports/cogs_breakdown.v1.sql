-- COGS breakdown: the month's COGS by order as Omni reports it, with flags.
--
-- since: 2000-01
-- key:   order_ref
-- needs: cogs_entries, sales_documents
-- rule:  statuses-and-flags.md#cogs-breakdown, cogs.md#the-cogs-journal
--        COGS is booked in the month of the invoice date. A flag is blank if nothing shows what it tests, such as a blank COGS of
--        an order that no export lists, or lists in a row that cannot be read. In T7, a blank COGS takes 0.00 off the sales
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128540889615

with

entries as (
    select *
    from cogs_entries
    where period = $period
),

known_sales as (
    select distinct documents.ref_key
    from documents
    left join unreadable_rows on unreadable_rows.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and unreadable_rows.ref_key is null
),

flagged_entries as (
    select
        entries.*,
        coalesce(entries.cogs, 0) <> 0 or known_sales.ref_key is not null as is_tested,
        coalesce(blank.is_eligible, false) as is_blank,
        coalesce(not blank.is_eligible, false) as is_not_eligible,
        coalesce((entries.doc_type = 'SO' and entries.cogs < 0) or (entries.doc_type = 'CN' and entries.cogs > 0), false)
            as is_wrong_sign,
        coalesce(
            entries.cogs <> 0 and entries.sales <> 0
            and (entries.cogs * entries.sales < 0 or abs(entries.cogs) >= abs(entries.sales)),
            false
        ) as is_implausible,
        coalesce(strftime(entries.acct_date, '%Y-%m') <> $period, true) as is_other_month,
        coalesce(round(entries.sales - coalesce(entries.cogs, 0), 2) <> round(entries.gross_profit, 2), false) as is_off
    from entries
    left join sales_without_cogs as blank on blank.ref_key = entries.ref_key
    left join known_sales on known_sales.ref_key = entries.ref_key
)

select
    acct_date as invoice_date,                                                        -- Invoice date
    order_ref,                                                                        -- Reference
    doc_type,                                                                         -- Type
    status,                                                                           -- Accounting status
    cast(sales as decimal(18, 2)) as sales,                                           -- Sales
    cast(cogs as decimal(18, 2)) as cogs,                                             -- COGS
    cast(gross_profit as decimal(18, 2)) as gross_profit,                             -- Gross profit
    cast(gp_pct as decimal(18, 2)) as gp_pct,                                         -- GP %
    case when is_blank then 'Y' when is_tested then 'N' end as cb1,                   -- CB1 blank or zero, eligible
    case when is_not_eligible then 'Y' when is_tested then 'N' end as cb2,            -- CB2 blank, not eligible
    -- CB3 wrong sign
    case when is_wrong_sign then 'Y' when doc_type is not null or coalesce(cogs, 0) = 0 then 'N' end as cb3,
    -- CB4 GP % not between 0 and 100
    case when is_implausible then 'Y' when sales is not null or coalesce(cogs, 0) = 0 then 'N' end as cb4,
    case when is_other_month then 'Y' else 'N' end as cb5,                            -- CB5 invoice date not in the month
    -- T7 Gross profit is not sales less COGS
    case when is_off then 'Y' when sales is not null and gross_profit is not null then 'N' end as t7,
    'cogs_entries' as _dataset,
    _landing,
    _line
from flagged_entries
order by
    invoice_date nulls last,
    order_ref
