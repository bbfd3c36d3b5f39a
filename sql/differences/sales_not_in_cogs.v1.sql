-- Sales not in COGS: months whose COGS Breakdown lacks sales that Omni must have listed, so that it was filtered or ends early.
--
-- since: 2000-01
-- grain: one row for each such month
-- key:   period
-- rule:  cannot-tell.md#exports-that-end-early
--        It is not among the incomplete exports, so that only reports about COGS read it. A COGS Breakdown lists every sale dated in
--        its month. A few may have been synced after it was exported

with

due as (
    select sales_documents.period, sales_documents.ref_key
    from sales_documents
    where
        sales_documents.period <= $period
        and strftime(sales_documents.acct_date, '%Y-%m') = sales_documents.period
        and sales_documents.move_date <= last_day(cast(sales_documents.period || '-01' as date))
        and sales_documents.qty_moved = sales_documents.qty_ordered
        and sales_documents.qty_moved <> 0
        and sales_documents.cost <> 0
        and sales_documents.status = 'IMPORTED'
        and not sales_documents.is_void
),

listed as (
    select period, ref_key
    from cogs_entries
    union
    select period, ref_key
    from unreadable_rows
    where dataset = 'cogs_entries'
),

uploads as (
    select distinct period
    from landings
    where dataset = 'cogs_entries'
)

select
    due.period,
    'sales_not_in_cogs|' || due.period || '|' || cast(count(*) as varchar) as reason_code
from due
inner join uploads on uploads.period = due.period
left join listed
    on listed.period = due.period
    and listed.ref_key = due.ref_key
where listed.ref_key is null
group by due.period
having count(*) >= 3
