-- Expected entries: the Omni documents that should have a ledger entry, and whether an entry refers to them.
--
-- since: 2000-01
-- grain: one row for each document and each kind of entry that it should have
-- key:   family, doc_type, ref_key
-- rule:  cannot-tell.md#references-that-cannot-be-read
--        `family` is the kind of the expected entry, and `beginning` is the reference up to its first digit

with

expected_postings as (
    select 'sale' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, is_posted as is_read, amount
    from sales_effects
    where
        booked
        and status = 'IMPORTED'
        and not is_member
        and not is_void
        and not is_draft
        and amount <> 0
        and (is_posted or (is_compared and not (is_draft_there or is_void_there or is_dated_later)))
    union all
    select
        'bill' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, is_posted as is_read,
        amount - case when doc_type = 'PO' then coalesce(landing_costs, 0) else 0 end as amount
    from goods_effects
    where
        doc_type in ('PO', 'SCN')
        and booked
        and status = 'IMPORTED'
        and not is_void
        and not is_draft
        and amount <> 0
        and (is_posted or (is_compared and sohr_effect <> 0 and not (is_draft_there or is_void_there or is_dated_later)))
    union all
    -- Landed costs are separate journals that refer to the purchase order.
    select
        'journal' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, ledger_landed <> 0 as is_read,
        sohr_landed as amount
    from goods_effects
    where
        doc_type = 'PO'
        and is_compared
        and sohr_landed <> 0
    union all
    select 'journal' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, is_posted as is_read, value as amount
    from goods_effects
    where
        doc_type = 'ADJ'
        and booked
        and moved
        and not is_void
        and value <> 0
        and (is_posted or (is_compared and sohr_effect <> 0))
)

select
    *,
    regexp_extract(ref_key, '^[^0-9]*') as beginning
from expected_postings
