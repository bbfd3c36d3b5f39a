-- Supplier credit not applied: the ledger holds the credit, and part of it has not been applied to a bill.
--
-- since:  2000-01
-- cause:  P22
-- effect: none on balances; the supplier's account shows an open credit beside an open bill
-- timing: permanent
-- rule:   domain.md 9.22: what the ledger's own list says is still due. Where the list shows no payment of anybody, or leaves most of
--         three credits or more open, it does not keep track of them and proves nothing

with

credits as (
    select distinct ref_key, amount_due, _landing, _line
    from listed_parts
    where
        kind = 'bill_credit'
        and status in ('AUTHORISED', 'PAID')
        and document_date <= $period_end
        and amount_due is not null
),

tracked as (
    select
        count(distinct case when kind = 'bill_credit' then _landing || '/' || _line end) as credits,
        count(distinct case when kind = 'bill_credit' and amount_due <> 0 then _landing || '/' || _line end) as open_credits
    from listed_parts
    where
        side = 'bills'
        and status in ('AUTHORISED', 'PAID')
    having max(case when amount_due <> total then 1 else 0 end) = 1
)

select
    'P22' as cause_id,
    110 as precedence,
    'payment' as side,
    documents.doc_type,
    documents.ref,
    cast(abs(credits.amount_due) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_documents' as dataset,
    credits._landing,
    credits._line
from credits
inner join documents
    on documents.doc_type = 'SCN'
    and documents.ref_key = credits.ref_key
cross join tracked
where
    credits.amount_due <> 0
    and not documents.is_void
    and (tracked.open_credits < 3 or tracked.open_credits * 2 <= tracked.credits)
