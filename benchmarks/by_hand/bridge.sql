-- Both legs of the bridge at a month end by twelve causes, as an analyst would write it, from the Parquet files in $data.
with

sales as (
    select *
    from read_parquet($data || '/sales_documents/*/*.parquet', hive_partitioning = false)
    where period <= $period
    qualify row_number() over (partition by ref_key order by period desc) = 1
),

cogs as (
    select *
    from read_parquet($data || '/cogs_entries/*/*.parquet', hive_partitioning = false)
    where period <= $period
    qualify row_number() over (partition by ref_key order by period desc) = 1
),

till as (
    select distinct ref_key
    from read_parquet($data || '/payments/*/*.parquet', hive_partitioning = false)
    where source = 'POS'
),

sold as (
    select
        s.doc_type, s.ref_key, s.status, s.acct_date, s.qty_ordered <> s.qty_moved as is_off,
        coalesce(s.move_date <= $period_end, false) as moved,
        coalesce(s.acct_date <= $period_end, false) as booked,
        case
            when s.move_date is null
                then cast(round(cast(s.cost as decimal(38, 4)) * s.qty_moved / nullif(s.qty_ordered, 0), 2) as decimal(18, 2))
            when moved and s.qty_moved <> 0 then s.cost
        end as stock,
        coalesce(case when c.acct_date <= $period_end then c.cogs end, 0) - coalesce(stock, 0) as leg1,
        moved or s.move_date is null as has_left
    from sales as s
    left join cogs as c on c.ref_key = s.ref_key
    where not coalesce(s.is_void, false)
),

sold_causes as (
    select
        leg1 as amount,
        case
            when moved and acct_date is null and ref_key in (from till) then 'S15'
            when doc_type = 'SO' and is_off and has_left then 'S04'
            when doc_type = 'CN' and is_off and has_left then 'C03'
            when doc_type = 'SO' and status = 'ERROR' and moved and booked then 'S06'
        end as cause_id
    from sold
    where leg1 <> 0
),

purchases as (
    select *
    from read_parquet($data || '/purchase_documents/*/*.parquet', hive_partitioning = false)
    where period <= $period
    qualify row_number() over (partition by ref_key order by period desc) = 1
),

adjustments as (
    select *
    from read_parquet($data || '/stock_adjustments/*/*.parquet', hive_partitioning = false)
    where period <= $period
    qualify row_number() over (partition by ref_key order by period desc) = 1
),

listed as (
    select ref_key, sum(coalesce(debit, 0) - coalesce(credit, 0)) as amount
    from read_parquet($data || '/stock_reconciliation_entries/*/*.parquet', hive_partitioning = false)
    where period <= $period and section <> 'cogs'
    group by ref_key
),

accounts as (
    select code, name
    from read_parquet($data || '/settings_accounts/*/*.parquet', hive_partitioning = false)
    where period = $period and role = 'inventory'
),

entries as (
    select e.*, coalesce(e.debit, 0) - coalesce(e.credit, 0) as net
    from read_parquet($data || '/ledger_entries/*/*.parquet', hive_partitioning = false) as e
    inner join accounts as a on a.code = e.account_code or lower(a.name) = lower(e.account_name)
    where e.period <= $period
),

names as (
    select ref_key from purchases
    union
    select ref_key from adjustments
),

matched as (
    select e.*, coalesce(first.ref_key, second.ref_key) as ref_key
    from entries as e
    left join names as first on first.ref_key = e.key_1
    left join names as second on second.ref_key = e.key_2
),

posted as (
    select ref_key, sum(net) as amount, count(*) filter (where kind in ('bill', 'bill_credit')) as bills
    from matched
    where ref_key is not null
    group by ref_key
),

drafts as (
    select distinct unnest([key_1, key_2]) as ref_key
    from read_parquet($data || '/ledger_documents/*/*.parquet', hive_partitioning = false)
    where period <= $period and kind in ('bill', 'bill_credit') and status = 'DRAFT'
),

twins as (
    select ref_key
    from purchases
    where doc_type = 'PO' and supplier_inv_no is not null and not coalesce(is_void, false)
    window same_bill as (partition by supplier, upper(trim(supplier_inv_no)))
    qualify
        count(*) over same_bill > 1
        and row_number() over (same_bill order by qty_moved = 0 and move_date is null desc, created_date desc, ref_key desc) = 1
),

bought as (
    select
        p.*,
        coalesce(p.is_void, false) as void,
        coalesce(p.move_date <= $period_end, false) as moved,
        coalesce(p.acct_date <= $period_end, false) as booked,
        case
            when void then 0
            when p.qty_ordered <> 0 and (moved or p.move_date is null)
                then cast(round(cast(p.purchases_total as decimal(38, 4)) * p.qty_moved / p.qty_ordered, 2) as decimal(18, 2))
            else 0
        end as stock,
        coalesce(listed.amount, 0) as in_books,
        coalesce(posted.amount, 0) as in_ledger,
        posted.ref_key is not null as is_posted,
        coalesce(posted.bills, 0) as bills
    from purchases as p
    left join listed on listed.ref_key = p.ref_key
    left join posted on posted.ref_key = p.ref_key
),

stock_causes as (
    select
        stock - in_books as amount,
        case
            when ref_key in (from twins) then 'P24'
            when qty_ordered <> qty_moved and qty_moved <> 0 then 'P04'
            when supplier_inv_no is null and (acct_date is not null and moved or booked) then 'P05'
        end as cause_id
    from bought
    where doc_type = 'PO' and not void and stock <> in_books
),

ledger_causes as (
    select
        in_books - in_ledger as amount,
        case
            when void and is_posted then 'P23'
            when void then null
            when bills = 0 and ref_key in (from drafts) then 'P07'
            when bills = 0 and in_books <> 0 then 'P23'
            when is_posted and abs(in_books - in_ledger) > 0.02 then 'P09'
        end as cause_id
    from bought
    where in_books <> in_ledger
),

adjusted_causes as (
    select a.total - coalesce(listed.amount, 0) as amount, 'A03' as cause_id
    from adjustments as a
    left join listed on listed.ref_key = a.ref_key
    where a.is_auto and a.move_date is null and a.created_date <= $period_end and not coalesce(a.is_void, false)
),

line_causes as (
    select -m.net as amount, 'G02' as cause_id
    from matched as m
    where
        m.ref_key is null
        and m.kind <> 'journal'
        and not exists (
            -- keyed by hand under the number of the supplier
            select 1
            from purchases as p
            where
                m.kind = 'bill'
                and upper(trim(p.supplier_inv_no)) = upper(trim(m.reference))
                and starts_with(lower(coalesce(m.contact, m.description)), lower(p.supplier))
        )
),

causes as (
    select 'hsv_to_sohr' as leg, * from sold_causes
    union all
    select 'hsv_to_sohr' as leg, * from stock_causes
    union all
    select 'hsv_to_sohr' as leg, * from adjusted_causes
    union all
    select 'sohr_to_gl' as leg, * from ledger_causes
    union all
    select 'sohr_to_gl' as leg, * from line_causes
)

select leg, cause_id, cast(sum(amount) as decimal(18, 2)) as amount, count(*) as documents
from causes
where cause_id is not null
group by all
order by all
