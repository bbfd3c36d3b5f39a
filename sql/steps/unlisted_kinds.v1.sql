-- Unlisted kinds: the lists of ledger documents that the month lacks, because Omni has synced documents of a kind of which none is listed.
--
-- since: 2000-01
-- grain: one row for each kind of list
-- key:   reason_code
-- rule:  cannot-tell.md#lists-that-are-not-there
--        Invoices and bills are separate lists in the ledger, so one of them may have been uploaded without the other, or taken back

with

synced as (
    select 'invoices' as family
    from sales_documents
    where
        period = $period
        and status = 'IMPORTED'
        and payment_batch_ref is null
        and acct_date between $period_start and $period_end
        and not is_void
    union
    select 'bills' as family
    from purchase_documents
    where
        period = $period
        and status = 'IMPORTED'
        and acct_date between $period_start and $period_end
        and not is_void
),

listed as (
    select distinct case when kind in ('bill', 'bill_credit') then 'bills' else 'invoices' end as family
    from ledger_documents
    where period = $period
)

select case synced.family when 'bills' then 'bills_not_listed' else 'invoices_not_listed' end as reason_code
from synced
left join listed on listed.family = synced.family
where
    listed.family is null
    and exists (
        select 1
        from ledger_documents
        where ledger_documents.period = $period
    )
